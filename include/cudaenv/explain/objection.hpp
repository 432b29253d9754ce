// SPDX-License-Identifier: Apache-2.0
// What the catalogue has against a lock.
#pragma once

#include <cudaenv/lock/objections.hpp>

#include <string>
#include <vector>

namespace cudaenv::explain {

/// A sentence without a full stop.
std::string objection_words(const lock::Objection& objection);
/// Those of all, without the archives of releases that are unknown altogether.
std::vector<std::string> objections_words(const std::vector<lock::Objection>& objections);

}  // namespace cudaenv::explain
