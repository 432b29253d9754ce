// SPDX-License-Identifier: Apache-2.0
// Reads /proc/<parent>/comm.
#include <cudaenv/sys/files.hpp>
#include <cudaenv/sys/parent_process.hpp>

#include <unistd.h>

namespace cudaenv {

std::string parent_program_name() {
    constexpr std::uint64_t limit = 64;
    const std::string file = "/proc/" + std::to_string(::getppid()) + "/comm";
    std::string name = find_readable_text(file, limit).value_or("");
    while (!name.empty() && name.back() == '\n') name.pop_back();
    return name;
}

}  // namespace cudaenv
