// SPDX-License-Identifier: Apache-2.0
// One way to choose, whichever table knows the library.
#include "resolve/libraries/library_choice.hpp"

#include "resolve/toolkit/releases.hpp"

#include <cudaenv/base/driver_version.hpp>

#include <algorithm>

namespace cudaenv::resolve {

namespace {

constexpr std::string_view kVariantPrefix = "cuda";

struct LibraryQuestion {
    const Library& library;
    const LibraryWish& wish;
    const Request& request;
    const Version& toolkit;
    const machine::Machine& machine;
};

/// A release that was looked at.
struct Examined {
    const catalog::Summary* summary = nullptr;
    std::string variant = {};
    std::optional<SourceName> source = {};
    std::optional<LibraryObstacle> obstacle = std::nullopt;  ///< nullopt: it fits
};

bool is_asked_for(const catalog::Summary& summary, const LibraryWish& wish) {
    const bool reserved = summary.prerelease || summary.yanked || summary.version.is_prerelease();
    if (!wish.named)
        return !reserved && (!wish.major || summary.version.major_number() == *wish.major);
    return wish.named->matches(summary.version) && (!reserved || wish.named->is_exact());
}

/// Summaries that are asked for, newest first.
std::vector<const catalog::Summary*> asked_for(const LibraryQuestion& question) {
    std::vector<const catalog::Summary*> summaries;
    for (const auto& summary : question.library.releases()) {
        if (is_asked_for(summary, question.wish)) summaries.push_back(&summary);
    }
    std::sort(summaries.begin(), summaries.end(), [](const auto* left, const auto* right) {
        return left->version > right->version;
    });
    return summaries;
}

/// The builds for the toolkit among what the sources offer, each once.
std::vector<std::string> builds_for(const catalog::Summary& summary,
                                    const LibraryQuestion& question) {
    std::vector<std::string> builds;
    const auto add = [&](const std::string& variant) {
        const bool is_new = std::find(builds.begin(), builds.end(), variant) == builds.end();
        if (is_new && question.library.is_built_for(question.toolkit, summary.version, variant))
            builds.push_back(variant);
    };
    for (const auto& offered : summary.offers) {
        for (const auto& variant : offered.variants) add(variant);
        if (offered.variants.empty()) add("");
    }
    return builds;
}

/// Machine code of the same generation runs on its newer members, so the upper end is a generation.
bool gpu_is_in_range(const Version& gpu, const BuildFacts& facts) {
    if (facts.min_cc && gpu < *facts.min_cc) return false;
    return !facts.max_cc || gpu.major_number() <= facts.max_cc->major_number();
}

std::optional<LibraryObstacle> gpu_obstacle(const BuildFacts& facts,
                                            const machine::Machine& machine) {
    for (const auto& gpu : machine::capabilities(machine)) {
        if (!gpu_is_in_range(gpu, facts)) return LacksGpuCode{gpu};
    }
    return std::nullopt;
}

std::optional<LibraryObstacle> driver_obstacle(const BuildFacts& facts,
                                               const machine::Machine& machine) {
    if (!machine.driver || !facts.min_driver ||
        driver_reaches(machine.driver->version, *facts.min_driver))
        return std::nullopt;
    return NeedsDriver{*facts.min_driver};
}

LibraryObstacle source_obstacle(std::vector<SourceName> offering) {
    if (offering.empty()) return InNoSource{};
    return NotReachable{std::move(offering)};
}

Examined examine_build(const catalog::Summary& summary,
                       const std::string& variant,
                       const LibraryQuestion& question) {
    const auto facts = question.library.facts(summary.version, variant);
    Examined examined{&summary, variant, {}, gpu_obstacle(facts, question.machine)};
    if (!examined.obstacle) examined.obstacle = driver_obstacle(facts, question.machine);
    if (examined.obstacle) return examined;
    const OfferWish wanted{catalog::Provides::library, question.machine.platform, variant};
    examined.source = find_reachable_source(summary, wanted, question.request);
    if (!examined.source) {
        examined.obstacle =
            source_obstacle(offering_sources(summary, wanted, question.request.sources));
    }
    return examined;
}

Examined examine(const catalog::Summary& summary, const LibraryQuestion& question) {
    Examined examined{&summary, {}, {}, NotBuiltFor{question.toolkit}};
    for (const auto& variant : builds_for(summary, question)) {
        examined = examine_build(summary, variant, question);
        if (!examined.obstacle) break;
    }
    return examined;
}

ObstructedLibrary obstructed(const Examined& examined) {
    return {examined.summary->version, *examined.obstacle};
}

bool is_built(const ObstructedLibrary& library) {
    return !std::holds_alternative<NotBuiltFor>(library.obstacle);
}

ChosenLibrary taken(const Examined& examined,
                    const std::vector<ObstructedLibrary>& newer,
                    const LibraryQuestion& question) {
    const auto& [library, wish, request, toolkit, machine] = question;
    const auto& version = examined.summary->version;
    ChosenLibrary chosen{library.product(), version, examined.variant, *examined.source};
    chosen.reason.wish = wish;
    chosen.reason.toolkit_major = toolkit.major_number();
    const auto better = std::find_if(newer.begin(), newer.end(), is_built);
    if (better != newer.end()) chosen.reason.better = *better;
    chosen.reason.driver_floor = library.facts(version, examined.variant).min_driver;
    return chosen;
}

/// The newest few releases that are built for the toolkit at all.
std::vector<Version> nearest_builds(const LibraryQuestion& question) {
    constexpr std::size_t most = 3;
    std::vector<Version> built;
    for (const auto& summary : question.library.releases()) {
        if (!summary.prerelease && !summary.yanked && !builds_for(summary, question).empty())
            built.push_back(summary.version);
    }
    std::sort(built.begin(), built.end(), [](const Version& left, const Version& right) {
        return left > right;
    });
    if (built.size() > most) built.resize(most);
    return built;
}

}  // namespace

bool variant_covers(const std::string& variant, const Version& toolkit) {
    if (!variant.starts_with(kVariantPrefix)) return false;
    const auto built_for = find_version(std::string_view(variant).substr(kVariantPrefix.size()));
    return built_for && built_for->is_prefix_of(toolkit);
}

std::variant<ChosenLibrary, MissingLibrary> choose_library(const Library& library,
                                                           const LibraryWish& wish,
                                                           const Request& request,
                                                           const Version& toolkit,
                                                           const machine::Machine& machine) {
    const LibraryQuestion question{library, wish, request, toolkit, machine};
    std::vector<ObstructedLibrary> newer;
    for (const auto* summary : asked_for(question)) {
        const auto examined = examine(*summary, question);
        if (!examined.obstacle) return taken(examined, newer, question);
        newer.push_back(obstructed(examined));
    }
    MissingLibrary missing{
        library.product(), wish, toolkit, std::nullopt, nearest_builds(question)};
    if (!newer.empty()) missing.newest = newer.front();
    return missing;
}

}  // namespace cudaenv::resolve
