// SPDX-License-Identifier: Apache-2.0
// cudaenv list --available.
#include "cli/available_list.hpp"

#include <cudaenv/resolve/offers.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::cli {

namespace {

using resolve::Verdict;

std::string verdict_cell(const resolve::Judgement& judgement) {
    switch (judgement.verdict) {
        case Verdict::native:
            return "● native  ";
        case Verdict::minor_compat:
        case Verdict::forward_compat:
            return "◐ minor   ";
        case Verdict::compile_only:
            return "○ compiles";
        case Verdict::unsupported:
            return judgement.reason.starts_with("gpu") ? "✕ gpu     " : "○ compiles";
    }
    return {};
}

std::string machine_words(const machine::Machine& machine) {
    std::string text = machine.driver ? fmt::format("driver {}", machine.driver->version.text())
                                      : "no NVIDIA driver";
    for (const machine::HostCompiler& compiler : machine.compilers) {
        if (compiler.is_default)
            text += fmt::format(", {} {}", compiler.kind, compiler.version.text());
    }
    return text;
}

}  // namespace

std::vector<AvailableRelease> available_releases(const Spec& spec,
                                                 const machine::Machine& machine,
                                                 const resolve::CatalogView& view,
                                                 const std::vector<store::Installed>& installed) {
    std::vector<AvailableRelease> releases;
    for (const catalog::Summary& summary : view.toolkits) {
        AvailableRelease release;
        release.version = summary.version;
        release.prerelease = summary.prerelease;
        release.sources =
            resolve::offering_sources(summary, {catalog::Provides::toolkit, machine.platform, ""});
        if (release.sources.empty() || (!summary.prerelease && !spec.matches(summary.version)))
            continue;
        if (summary.prerelease && spec.kind() == Spec::Kind::version &&
            !spec.version().is_prefix_of(summary.version))
            continue;
        release.judgement = resolve::judge(summary.version, machine, view);
        release.installed = std::any_of(
            installed.begin(), installed.end(), [&summary](const store::Installed& environment) {
                return environment.toolkit == summary.version;
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

std::string render_available(const std::vector<AvailableRelease>& releases,
                             const machine::Machine& machine) {
    std::string text = fmt::format("CUDA on this machine ({})\n", machine_words(machine));
    bool told_newest = false;
    for (const AvailableRelease& release : releases) {
        std::string line = fmt::format("  {:<10} {} {} {:<24}",
                                       release.version.text(),
                                       release.installed ? "✓" : " ",
                                       verdict_cell(release.judgement),
                                       fmt::format("{}", fmt::join(release.sources, ", ")));
        if (release.prerelease) line += "pre-release";
        if (!told_newest && !release.prerelease && release.judgement.verdict == Verdict::native) {
            line += "newest native";
            told_newest = true;
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text +
           "● native   ◐ minor-version compatibility   ○ compiles only   ✕ not for this GPU   ✓ "
           "installed\n";
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
