// SPDX-License-Identifier: Apache-2.0
// Which sources answer, and which were passed over for not answering.
#pragma once

#include <cudaenv/jobs/install_job.hpp>

namespace cudaenv::jobs {

/// Offline none is asked, and all are good for what is in the store and the cache.
Reachability ask_sources(const std::vector<SourceName>& names, bool offline, Session& session);

/// What the catalogue offers of a toolkit; nullptr for one that only tables know.
const catalog::Summary* find_toolkit(const Version& toolkit, Session& session);

/// Those of `offering`, in order of preference, that come before `chosen`.
std::vector<PassedOverSource> passed_over(const std::vector<SourceName>& offering,
                                          std::optional<SourceName> chosen,
                                          const std::map<SourceName, source::Obstacle>& obstacles);

/// Libraries of `best` that are `taken` in another version.
std::vector<ReplacedLibrary> replaced_libraries(const resolve::Resolution& best,
                                                const resolve::Resolution& taken);

}  // namespace cudaenv::jobs
