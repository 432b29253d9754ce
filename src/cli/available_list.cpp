// SPDX-License-Identifier: Apache-2.0
// cudaenv list --available.
#include "cli/available_list.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/explain/driver.hpp>
#include <cudaenv/explain/judgement.hpp>
#include <cudaenv/resolve/offers.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace cudaenv::cli {

namespace {

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
std::string machine_words(const AvailableHeading& heading) {
    const machine::Machine& machine = heading.machine;
    std::vector<std::string> words{explain::driver_name(heading.driver)};
    for (const machine::Gpu& gpu : machine.gpus) {
        const std::string name = explain::gpu_name(gpu);
        if (std::find(words.begin(), words.end(), name) == words.end()) words.push_back(name);
    }
    for (const machine::HostCompiler& compiler : machine.compilers) {
        if (compiler.is_default)
            words.push_back(
                fmt::format("{} {}", compiler_kind_text(compiler.kind), compiler.version.text()));
    }
    return join(words, ", ");
}

/// What the line of a release ends with: only what its symbol does not say.
std::string remark(const AvailableRelease& release, bool is_newest_native) {
    const resolve::Judgement& judgement = release.judgement;
    if (release.prerelease) return "pre-release: taken only when named exactly";
    if (release.yanked) return "withdrawn: taken only when named exactly";
    if (is_newest_native) return "newest native";
    if (judgement.reason == Reason::gpu_too_new) return "only PTX for a GPU of this machine";
    if (judgement.reason == Reason::gpu_partly) return "not for every GPU of this machine";
    if (judgement.reason == Reason::requirement_unknown) return "the driver it needs is not known";
    if (judgement.reason == Reason::gpu_dropped) return explain::words(judgement);
    if (judgement.verdict == Verdict::native || !judgement.min_driver) return {};
    return fmt::format("needs driver {}", judgement.min_driver->text());
}

/// Of those that resolve takes unasked: it passes over withdrawn ones, and prefers machine code for
/// every GPU to PTX.
const AvailableRelease* find_newest_native(const std::vector<AvailableRelease>& releases) {
    const auto found = std::find_if(releases.begin(), releases.end(), [](const auto& release) {
        return !release.prerelease && !release.yanked && !release.judgement.reason &&
               release.judgement.verdict == Verdict::native;
    });
    return found == releases.end() ? nullptr : &*found;
}

Span cell(const Mark& mark, const TextStyle& style) {
    return {fmt::format("{} {:<8}", style.pick(mark.symbol, mark.plain), mark.word), mark.colour};
}

Span installed_cell(bool is_installed, const TextStyle& style) {
    if (!is_installed) return {" "};
    return {std::string(style.pick(kInstalled.symbol, kInstalled.plain)), kInstalled.colour};
}

Line line(const AvailableRelease& release,
          bool is_newest_native,
          std::size_t sources_width,
          const TextStyle& style) {
    const std::string sources = join(release.sources, ", ");
    const std::string words = remark(release, is_newest_native);
    Line line{{fmt::format("  {:<10} ", release.version.text())},
              installed_cell(release.installed, style),
              {" "},
              cell(mark_of(release.judgement), style),
              {"  " + sources}};
    if (words.empty()) return line;
    line.push_back({fmt::format("{:<{}}  ", "", sources_width - sources.size())});
    line.push_back({words, is_newest_native ? Colour::bold : Colour::faint});
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

bool is_known_to_a_source(const Version& toolkit,
                          Platform platform,
                          const catalog::Facts& catalog) {
    const auto& toolkits = catalog.summaries("cuda");
    return std::any_of(toolkits.begin(), toolkits.end(), [&](const catalog::Summary& summary) {
        return summary.version == toolkit &&
               !resolve::offering_sources(summary, {catalog::Provides::toolkit, platform, ""})
                    .empty();
    });
}

}  // namespace

std::vector<AvailableRelease> available_releases(const Spec& spec,
                                                 const machine::Machine& machine,
                                                 const catalog::Facts& catalog,
                                                 const std::vector<store::Installed>& installed) {
    std::vector<AvailableRelease> releases;
    for (const catalog::Summary& summary : catalog.summaries("cuda")) {
        AvailableRelease release;
        release.version = summary.version;
        release.prerelease = summary.prerelease;
        release.yanked = summary.yanked;
        release.sources =
            resolve::offering_sources(summary, {catalog::Provides::toolkit, machine.platform, ""});
        if (release.sources.empty() || (!summary.prerelease && !spec.matches(summary.version)))
            continue;
        if (summary.prerelease && spec.kind() == Spec::Kind::version &&
            !spec.version().is_prefix_of(summary.version))
            continue;
        release.judgement = resolve::judge(summary.version, machine, catalog);
        release.installed = std::any_of(
            installed.begin(), installed.end(), [&summary](const store::Installed& environment) {
                return environment.toolkit == summary.version &&
                       !store::is_of_trusted_lock(environment);
            });
        releases.push_back(std::move(release));
    }
    std::sort(releases.begin(),
              releases.end(),
              [](const AvailableRelease& left, const AvailableRelease& right) {
                  return left.version > right.version;
              });
    return releases;
}

void order_sources(std::vector<AvailableRelease>& releases, const std::vector<std::string>& order) {
    const auto place = [&order](const std::string& source) {
        return std::find(order.begin(), order.end(), source) - order.begin();
    };
    for (AvailableRelease& release : releases) {
        std::stable_sort(release.sources.begin(),
                         release.sources.end(),
                         [&place](const std::string& left, const std::string& right) {
                             return place(left) < place(right);
                         });
    }
}

std::vector<Version> unsourced_releases(const Spec& spec,
                                        Platform platform,
                                        const catalog::Facts& catalog) {
    std::vector<Version> unsourced;
    for (const catalog::DriverRow& row : catalog.drivers().rows) {
        if (!row.prerelease && spec.matches(row.toolkit) &&
            !is_known_to_a_source(row.toolkit, platform, catalog))
            unsourced.push_back(row.toolkit);
    }
    return unsourced;
}

std::vector<Line> render_available(const std::vector<AvailableRelease>& releases,
                                   const AvailableHeading& heading,
                                   const TextStyle& style) {
    const std::string request = heading.request.empty() ? "" : " " + heading.request;
    std::vector<Line> lines{{{fmt::format("CUDA{} on this machine", request), Colour::bold},
                             {fmt::format(" ({})", machine_words(heading))}}};
    std::size_t sources_width = 0;
    for (const AvailableRelease& release : releases)
        sources_width = std::max(sources_width, join(release.sources, ", ").size());
    const AvailableRelease* newest_native = find_newest_native(releases);
    for (const AvailableRelease& release : releases)
        lines.push_back(line(release, &release == newest_native, sources_width, style));
    for (auto& more : {unsourced_words(heading.unsourced), legend(releases, style)})
        lines.insert(lines.end(), more.begin(), more.end());
    return lines;
}

nlohmann::ordered_json available_json(const std::vector<AvailableRelease>& releases) {
    using Json = nlohmann::ordered_json;
    Json json{{"schema", 1}, {"releases", Json::array()}};
    for (const AvailableRelease& release : releases) {
        json["releases"].push_back(
            {{"release", release.version.text()},
             {"verdict", resolve::verdict_text(release.judgement.verdict)},
             {"min_driver",
              release.judgement.min_driver ? Json(release.judgement.min_driver->text()) : Json()},
             {"sources", release.sources},
             {"installed", release.installed},
             {"prerelease", release.prerelease}});
    }
    return json;
}

}  // namespace cudaenv::cli
