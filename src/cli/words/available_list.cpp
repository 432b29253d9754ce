// SPDX-License-Identifier: Apache-2.0
// cudaenv list --available.
#include "cli/words/available_list.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/explain/driver.hpp>
#include <cudaenv/explain/judgement.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace cudaenv::cli {

namespace {

using jobs::AvailableRelease;
using jobs::AvailableReleases;
using jobs::Remark;
using resolve::Reason;
using resolve::Verdict;

/// How a release runs here, as the listing shows it.
struct Mark {
    std::string_view symbol;
    std::string_view plain;  ///< the symbol where the locale has only ASCII
    std::string_view word;
    std::string_view meaning;
    Colour colour;
};

constexpr Mark kNative{"●", "*", "native", "native", Colour::green};
constexpr Mark kMinor{"◐", "~", "minor", "minor-version compatibility", Colour::yellow};
constexpr Mark kForward{"◑", "^", "forward", "forward compatibility", Colour::yellow};
constexpr Mark kCompiles{"○", "o", "compiles", "compiles only", Colour::faint};
constexpr Mark kNoGpu{"✕", "x", "gpu", "not for this GPU", Colour::red};
constexpr Mark kInstalled{"✓", "+", "installed", "installed", Colour::green};
constexpr std::array kVerdictMarks{&kNative, &kMinor, &kForward, &kCompiles, &kNoGpu};

const Mark& mark_of(const resolve::Judgement& judgement) {
    switch (judgement.verdict) {
        case Verdict::native:
            return kNative;
        case Verdict::minor_compat:
            return kMinor;
        case Verdict::forward_compat:
            return kForward;
        case Verdict::compile_only:
            return kCompiles;
        case Verdict::unsupported:
            return judgement.reason == Reason::gpu_dropped ? kNoGpu : kCompiles;
    }
    return kCompiles;
}

/// "driver 550.144.03, NVIDIA RTX A4000, gcc 12.2.0": the facts that the verdicts come from.
std::string machine_words(const machine::Machine& machine,
                          const std::optional<resolve::KnownDriver>& driver) {
    std::vector<std::string> words{explain::driver_name(driver)};
    for (const machine::Gpu& gpu : machine.gpus) {
        const std::string name = explain::gpu_name(gpu);
        if (std::find(words.begin(), words.end(), name) == words.end()) words.push_back(name);
    }
    for (const machine::HostCompiler& compiler : machine.compilers) {
        if (compiler.is_default) {
            words.push_back(
                fmt::format("{} {}", compiler_kind_text(compiler.kind), compiler.version.text()));
        }
    }
    return join(words, ", ");
}

nlohmann::ordered_json version_json(const std::optional<Version>& version) {
    return version ? nlohmann::ordered_json(version->text()) : nlohmann::ordered_json();
}

/// What the line of a release ends with: only what its symbol does not say.
std::string remark_words(const AvailableRelease& release) {
    switch (release.remark) {
        case Remark::none:
            return {};
        case Remark::prerelease:
            return "pre-release: taken only when named exactly";
        case Remark::withdrawn:
            return "withdrawn: taken only when named exactly";
        case Remark::newest_native:
            return "newest native";
        case Remark::only_ptx:
            return "only PTX for a GPU of this machine";
        case Remark::not_every_gpu:
            return "not for every GPU of this machine";
        case Remark::unknown_driver:
            return "the driver it needs is not known";
        case Remark::gpu_dropped:
            return explain::words(release.judgement);
        case Remark::needs_driver:
            return fmt::format("needs driver {}", release.judgement.min_driver->text());
    }
    return {};
}

Span cell(const Mark& mark, const TextStyle& style) {
    return {fmt::format("{} {:<8}", style.pick(mark.symbol, mark.plain), mark.word), mark.colour};
}

Span installed_cell(bool is_installed, const TextStyle& style) {
    if (!is_installed) return {" "};
    return {std::string(style.pick(kInstalled.symbol, kInstalled.plain)), kInstalled.colour};
}

Line line(const AvailableRelease& release, std::size_t sources_width, const TextStyle& style) {
    const std::string sources = join(source_texts(release.sources), ", ");
    const std::string words = remark_words(release);
    Line line{{fmt::format("  {:<10} ", release.version.text())},
              installed_cell(release.installed, style),
              {" "},
              cell(mark_of(release.judgement), style),
              {"  " + sources}};
    if (words.empty()) return line;
    line.push_back({fmt::format("{:<{}}  ", "", sources_width - sources.size())});
    line.push_back({words, release.remark == Remark::newest_native ? Colour::bold : Colour::faint});
    return line;
}

/// The meaning of every symbol that the listing uses.
std::vector<Line> legend(const std::vector<AvailableRelease>& releases, const TextStyle& style) {
    std::vector<std::string> used;
    const auto add = [&](const Mark& mark) {
        used.push_back(fmt::format("{} {}", style.pick(mark.symbol, mark.plain), mark.meaning));
    };
    for (const Mark* mark : kVerdictMarks) {
        if (std::any_of(releases.begin(), releases.end(), [&](const auto& release) {
                return &mark_of(release.judgement) == mark;
            }))
            add(*mark);
    }
    if (std::any_of(releases.begin(), releases.end(), [](const auto& release) {
            return release.installed;
        }))
        add(kInstalled);
    if (used.empty()) return {};
    return {{{join(used, "   ")}}};
}

std::vector<Line> unsourced_words(const std::vector<Version>& unsourced) {
    if (unsourced.empty()) return {};
    const std::string first = unsourced.front().text();
    if (unsourced.size() == 1) return {{{fmt::format("{} is known, but no source has it", first)}}};
    return {{{fmt::format("{} more are known, but no source has them ({} ... {})",
                          unsourced.size(),
                          first,
                          unsourced.back().text())}}};
}

}  // namespace

std::vector<Line> render_available(const AvailableReleases& available,
                                   const std::string& request,
                                   const machine::Machine& machine,
                                   const TextStyle& style) {
    const auto& releases = available.releases;
    std::vector<Line> lines{
        {{fmt::format("CUDA{} on this machine", request.empty() ? "" : " " + request),
          Colour::bold},
         {fmt::format(" ({})", machine_words(machine, available.driver))}}};
    std::size_t sources_width = 0;
    for (const AvailableRelease& release : releases)
        sources_width = std::max(sources_width, join(source_texts(release.sources), ", ").size());
    for (const AvailableRelease& release : releases)
        lines.push_back(line(release, sources_width, style));
    for (auto& more : {unsourced_words(available.unsourced), legend(releases, style)})
        lines.insert(lines.end(), more.begin(), more.end());
    return lines;
}

nlohmann::ordered_json available_json(const std::vector<AvailableRelease>& releases) {
    using Json = nlohmann::ordered_json;
    Json json{{"schema", 1}, {"releases", Json::array()}};
    for (const AvailableRelease& release : releases) {
        json["releases"].push_back({{"release", release.version.text()},
                                    {"verdict", resolve::verdict_text(release.judgement.verdict)},
                                    {"min_driver", version_json(release.judgement.named_driver)},
                                    {"native_driver", version_json(release.judgement.min_driver)},
                                    {"sources", source_texts(release.sources)},
                                    {"installed", release.installed},
                                    {"prerelease", release.prerelease}});
    }
    return json;
}

}  // namespace cudaenv::cli
