// SPDX-License-Identifier: Apache-2.0
// One way to choose, whichever table knows the library.
#include "resolve/library_choice.hpp"
#include "resolve/releases.hpp"

#include <cudaenv/base/text.hpp>

#include <fmt/format.h>

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
    const CatalogView& catalog;
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

std::string gpu_obstacle(const BuildFacts& facts, const machine::Machine& machine) {
    for (const auto& gpu : machine::capabilities(machine)) {
        if (!gpu_is_in_range(gpu, facts))
            return fmt::format("has no code for compute capability {}", gpu.text());
    }
    return {};
}

std::string driver_obstacle(const BuildFacts& facts, const machine::Machine& machine) {
    if (!machine.driver || !facts.min_driver || machine.driver->version >= *facts.min_driver)
        return {};
    return fmt::format("needs driver {}", facts.min_driver->text());
}

ExaminedLibrary examine_build(const catalog::Summary& summary,
                              const std::string& variant,
                              const LibraryQuestion& question) {
    const auto facts = question.library.facts(summary.version, variant);
    ExaminedLibrary examined{&summary, variant, {}, gpu_obstacle(facts, question.machine)};
    if (examined.obstacle.empty()) examined.obstacle = driver_obstacle(facts, question.machine);
    if (!examined.obstacle.empty()) return examined;
    const Wanted wanted{catalog::Provides::library, question.machine.platform, variant};
    examined.source = find_reachable_source(summary, wanted, question.request).value_or("");
    if (!examined.source.empty()) return examined;
    const auto sources = offering_sources(summary, wanted, question.request.sources);
    examined.obstacle = sources.empty()
                            ? std::string("is in none of the sources in use")
                            : fmt::format("could not be reached ({})", join(sources, ", "));
    return examined;
}

ExaminedLibrary examine(const catalog::Summary& summary, const LibraryQuestion& question) {
    ExaminedLibrary examined{
        &summary,
        {},
        {},
        fmt::format("is not built for CUDA {}", question.toolkit.truncated(2).text())};
    for (const auto& variant : builds_for(summary, question)) {
        examined = examine_build(summary, variant, question);
        if (examined.obstacle.empty()) break;
    }
    return examined;
}

std::string wanted_words(const LibraryQuestion& question) {
    const auto title = question.library.title();
    const auto& [named, major] = question.wish;
    if (named && named->kind() != Spec::Kind::latest) return title + " " + named->text();
    return !named && major ? fmt::format("{} {}", title, *major) : title;
}

/// "8.9.7.29 could not be reached (redist)": why the newest one that is built for the toolkit was
/// not taken; else empty.
std::string passed_over(const std::vector<ExaminedLibrary>& examined) {
    for (const auto& each : examined) {
        const bool is_built = each.summary != nullptr && !each.obstacle.starts_with("is not built");
        if (is_built && !each.obstacle.empty())
            return fmt::format("{} {}", each.summary->version.text(), each.obstacle);
    }
    return {};
}

std::string reason_for(const std::vector<ExaminedLibrary>& examined,
                       const LibraryQuestion& question) {
    const auto wanted = wanted_words(question);
    auto reason = fmt::format("newest {}{} for CUDA {}.x",
                              wanted == question.library.title() ? "" : "of ",
                              wanted,
                              question.toolkit.major_number());
    if (question.wish.named && question.wish.named->is_exact()) reason = "named exactly";
    const auto better = passed_over(examined);
    if (!better.empty()) reason += fmt::format(" that can be had here ({})", better);
    const auto& taken = examined.back();
    const auto floor = question.library.facts(taken.summary->version, taken.variant).min_driver;
    if (floor) reason += "; driver floor " + floor->text();
    return reason;
}

/// "2.21.5, 2.26.2": the newest few releases that are built for the toolkit at all.
std::string nearest_builds(const LibraryQuestion& question) {
    constexpr std::size_t kMost = 3;
    std::vector<const catalog::Summary*> built;
    for (const auto& summary : question.library.releases()) {
        if (!summary.prerelease && !summary.yanked && !builds_for(summary, question).empty())
            built.push_back(&summary);
    }
    std::sort(built.begin(), built.end(), [](const auto* left, const auto* right) {
        return left->version > right->version;
    });
    std::vector<std::string> texts;
    for (const auto* summary : built) {
        if (texts.size() == kMost) break;
        texts.push_back(summary->version.text());
    }
    return join(texts, ", ");
}

}  // namespace

bool variant_covers(const std::string& variant, const Version& toolkit) {
    if (!variant.starts_with(kVariantPrefix)) return false;
    const auto built_for = find_version(std::string_view(variant).substr(kVariantPrefix.size()));
    return built_for && built_for->is_prefix_of(toolkit);
}

LibraryChoice choose_library(const Library& library,
                             const LibraryWish& wish,
                             const Request& request,
                             const Version& toolkit,
                             const machine::Machine& machine,
                             const CatalogView& catalog) {
    const LibraryQuestion question{library, wish, request, toolkit, machine, catalog};
    LibraryChoice choice;
    for (const auto* summary : asked_for(question)) {
        choice.examined.push_back(examine(*summary, question));
        const auto& taken = choice.examined.back();
        if (!taken.obstacle.empty()) continue;
        choice.library = ChosenLibrary{library.name(),
                                       summary->version,
                                       taken.variant,
                                       taken.source,
                                       reason_for(choice.examined, question)};
        return choice;
    }
    choice.missing =
        fmt::format("no {} for CUDA {} can be had here", wanted_words(question), toolkit.text());
    choice.nearest = nearest_builds(question);
    return choice;
}

std::string why_none(const LibraryChoice& choice) {
    if (choice.examined.empty()) return "no such release is known";
    const auto& newest = choice.examined.front();
    return fmt::format("{} {}", newest.summary->version.text(), newest.obstacle);
}

}  // namespace cudaenv::resolve
