// SPDX-License-Identifier: Apache-2.0
// Where a lock and something else differ.
#pragma once

#include <cudaenv/lock/compare.hpp>

#include <string>
#include <vector>

namespace cudaenv::explain {

/// A sentence for each, without a full stop: "the pin says cudnn 9, the lock was made from 8.9".
std::vector<std::string> words(const std::vector<lock::PinDifference>& differences);

/// A line for each: "cuda 12.4.0 -> 12.4.1", "cudnn 9.1.1.17 added".
std::vector<std::string> words(const lock::LockChanges& changes);

}  // namespace cudaenv::explain
