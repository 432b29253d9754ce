// SPDX-License-Identifier: Apache-2.0
// Which sources answer now.
#pragma once

#include <cudaenv/jobs/session.hpp>
#include <cudaenv/source/obstacle.hpp>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace cudaenv::jobs {

struct Reachability {
    std::set<SourceName> reachable;
    std::map<SourceName, source::Obstacle> obstacles = {};  ///< of those that are not
};

/// Asks all of `names` at once; takes a few seconds at most. Throws Interrupted.
Reachability probe(const std::vector<SourceName>& names, Session& session);

}  // namespace cudaenv::jobs
