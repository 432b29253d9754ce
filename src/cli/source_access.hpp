// SPDX-License-Identifier: Apache-2.0
// The configured sources, and which of them answer now.
#pragma once

#include "cli/services.hpp"

#include <cudaenv/config/config.hpp>
#include <cudaenv/install/plan.hpp>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace cudaenv::cli {

/// Names of the configured sources this program has, in order; only `only` when it is not empty.
/// Throws Error(usage) for an unknown `only`.
std::vector<std::string> source_order(const config::Config& config, const std::string& only);

/// The sources of `names`, set up from cudaenv's, pip's and apt's configuration.
install::Sources make_sources(const std::vector<std::string>& names,
                              const config::Config& config,
                              const Services& services);

struct Reachability {
    std::set<std::string> reachable;
    std::map<std::string, std::string> reasons;  ///< of those that are not
};
/// Asks all of them at once; takes a few seconds at most.
Reachability probe(const install::Sources& sources, const Services& services);

}  // namespace cudaenv::cli
