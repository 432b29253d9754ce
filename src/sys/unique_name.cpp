// SPDX-License-Identifier: Apache-2.0
// Random names from the kernel: process numbers repeat across the machines that share a root.
#include "sys/unique_name.hpp"

#include <cudaenv/base/error.hpp>

#include <sys/random.h>

#include <array>
#include <cerrno>

namespace cudaenv {

std::string make_unique_name(std::string_view stem) {
    std::array<unsigned char, 8> bytes{};
    if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
        throw io_error("read", "the system's random numbers", errno);
    }
    constexpr std::string_view digits = "0123456789abcdef";
    std::string name(stem);
    name += '.';
    for (const unsigned char byte : bytes) {
        name += digits[byte >> 4U];
        name += digits[byte & 0xFU];
    }
    return name;
}

}  // namespace cudaenv
