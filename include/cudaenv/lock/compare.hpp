// SPDX-License-Identifier: Apache-2.0
// Where a lock and its pin or another lock differ, as sentences without a full stop; none: they
// agree.
#pragma once

#include <cudaenv/lock/lock.hpp>

#include <string>
#include <vector>

namespace cudaenv::lock {

/// Keys of the pin whose values are no longer those that the lock was made from ("the pin says
/// cudnn 9, the lock was made from 8.9"); when they are, releases that the pin does not ask for.
std::vector<std::string> differences_from_pin(const Lock& lock, const PinValues& pin);

/// What a new lock changes: "cuda 12.4.0 -> 12.4.1", "cudnn 9.1.1.17 added".
std::vector<std::string> changes(const std::optional<Lock>& before, const Lock& after);

}  // namespace cudaenv::lock
