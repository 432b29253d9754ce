// SPDX-License-Identifier: Apache-2.0
// Which sources answer, and what comes of it where some do not.
#include "jobs/source_choice.hpp"

#include <algorithm>

namespace cudaenv::jobs {

Reachability ask_sources(const std::vector<SourceName>& names, bool offline, Session& session) {
    if (offline) return {{names.begin(), names.end()}};
    return probe(names, session);
}

const catalog::Summary* find_toolkit(const Version& toolkit, Session& session) {
    const std::vector<catalog::Summary>& all = session.catalog().summaries(Product::cuda);
    const auto found = std::find_if(
        all.begin(), all.end(), [&](const auto& summary) { return summary.version == toolkit; });
    return found == all.end() ? nullptr : &*found;
}

std::vector<PassedOverSource> passed_over(const std::vector<SourceName>& offering,
                                          std::optional<SourceName> chosen,
                                          const std::map<SourceName, source::Obstacle>& obstacles) {
    std::vector<PassedOverSource> sources;
    for (const SourceName source : offering) {
        if (source == chosen) break;
        if (const auto obstacle = obstacles.find(source); obstacle != obstacles.end())
            sources.push_back({source, obstacle->second});
    }
    return sources;
}

std::vector<ReplacedLibrary> replaced_libraries(const resolve::Resolution& best,
                                                const resolve::Resolution& taken) {
    std::vector<ReplacedLibrary> replaced;
    for (const resolve::ChosenLibrary& library : best.libraries) {
        const auto instead = std::find_if(
            taken.libraries.begin(), taken.libraries.end(), [&library](const auto& each) {
                return each.product == library.product && each.version != library.version;
            });
        if (instead != taken.libraries.end()) replaced.push_back({library, *instead});
    }
    return replaced;
}

}  // namespace cudaenv::jobs
