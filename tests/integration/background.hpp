// SPDX-License-Identifier: Apache-2.0
// A program that runs beside the test.
#pragma once

#include "support/temp_dir.hpp"

#include <cudaenv/sys/environment.hpp>
#include <cudaenv/sys/process.hpp>

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <vector>

namespace cudaenv::test {

class Background {
 public:
    Background(const std::vector<std::string>& argv,
               const Environment& environment,
               std::chrono::seconds deadline);

    void signal(int number);
    /// Also what it has started; whether anybody was there.
    bool signal_group(int number);
    /// Waits for its end, at most until the deadline, when it is killed.
    ProcessResult wait();

 private:
    /// As soon as it has one.
    [[nodiscard]] pid_t pid() const;

    std::unique_ptr<TempDir> directory_;
    std::future<ProcessResult> result_;
};

/// Waits until `holds`, at most 20 seconds; whether it came to hold.
bool eventually(const std::function<bool()>& holds);

}  // namespace cudaenv::test
