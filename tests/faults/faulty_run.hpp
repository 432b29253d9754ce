// SPDX-License-Identifier: Apache-2.0
// Runs of cudaenv in which one call that changes the file system kills the process or fails, and
// what must hold afterwards.
#pragma once

#include "integration/world.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <ostream>
#include <string>
#include <vector>

namespace cudaenv::test {

/// A machine that installs one archive at a time, so that call number n is the same call in every
/// run.
struct SteadyWorld : World {
    explicit SteadyWorld(const Upstream& upstream);
};

/// One command in a world that was made ready for it.
struct Scenario {
    std::string name;
    std::function<void(const World&)> prepare;
    std::vector<std::string> command;

    friend void PrintTo(const Scenario& scenario, std::ostream* stream) {
        *stream << scenario.name;
    }
};

/// What cudaenv answers for, by path: content and mode of files, targets of links; the test's own
/// directory is written "@".
using Picture = std::map<std::string, std::string>;

/// Environments, store, shims, shell, pin and default as they are; no locks, records of time or
/// caches.
Picture picture_of(const World& world);
/// Temporary files, staging and downloads that nobody needs any more.
std::vector<std::string> leftovers(const World& world);

/// Runs the scenario's command with the fault ("kill-before:17", "28:17"; empty: none).
ProcessResult run_faulty(World& world, const Scenario& scenario, const std::string& fault);
/// How many calls the command makes that change the file system.
long count_calls(const Upstream& upstream, const Scenario& scenario);
/// Numbers from 1 to `calls`: all with CUDAENV_FAULTS=every, else about $CUDAENV_FAULTS (30) of
/// them, evenly spread.
std::vector<long> chosen_calls(long calls);

/// Paths that are not the same in both, each with what it is in `now`; at most ten.
std::vector<std::string> differences(const Picture& now, const Picture& wanted);
/// Whether each environment, pin, lock and default is as in `before` or as in `after`; the first
/// that is not, else empty.
std::string find_half_done(const Picture& now, const Picture& before, const Picture& after);

}  // namespace cudaenv::test
