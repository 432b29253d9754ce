// SPDX-License-Identifier: Apache-2.0
// A pipe that somebody writes into a while after it was made.
#pragma once

#include <cudaenv/sys/files.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace cudaenv::test {

class SlowPipe {
 public:
    /// Each of `parts` after a pause. `flags` are pipe2(2)'s.
    explicit SlowPipe(std::vector<std::string> parts, int flags = 0) {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), flags | O_CLOEXEC) != 0)
            throw std::system_error(errno, std::generic_category(), "pipe2");
        reading_ = UniqueFd(ends[0]);
        writer_ = std::jthread([parts = std::move(parts), writing = UniqueFd(ends[1])] {
            for (const std::string& part : parts) {
                std::this_thread::sleep_for(std::chrono::milliseconds(30));
                write_all(writing.get(), part, "pipe");
            }
        });
    }
    /// For reading.
    [[nodiscard]] int end() const { return reading_.get(); }

 private:
    UniqueFd reading_;
    std::jthread writer_;
};

}  // namespace cudaenv::test
