// SPDX-License-Identifier: Apache-2.0
// Parking at a named step; empty in builds for users.
#include <cudaenv/sys/checkpoint.hpp>

#ifdef CUDAENV_CHECKPOINTS

#include <cudaenv/base/variables.hpp>
#include <cudaenv/sys/clock.hpp>
#include <cudaenv/sys/files.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <mutex>
#include <string>
#include <string_view>

namespace cudaenv {

void checkpoint(const char* name) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): the environment is never changed in place
    const char* value = std::getenv(variables::kCheckpoint);
    if (value == nullptr) return;
    const std::string_view wanted(value);
    const auto colon = wanted.find(':');
    if (colon == std::string_view::npos || wanted.substr(0, colon) != name) return;
    const std::string marker(wanted.substr(colon + 1));
    // Once only: a thread that comes late must not park those again who were released.
    static std::once_flag made;
    std::call_once(made, [&marker] { open_file(marker, O_WRONLY | O_CREAT); });
    while (::access(marker.c_str(), F_OK) == 0) system_clock().sleep(std::chrono::milliseconds(5));
}

}  // namespace cudaenv

#else

namespace cudaenv {

void checkpoint(const char* /*name*/) {}

}  // namespace cudaenv

#endif
