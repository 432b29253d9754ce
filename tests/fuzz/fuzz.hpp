// SPDX-License-Identifier: Apache-2.0
// What every fuzz target is made of.
#pragma once

#include <cudaenv/base/error.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

/// Called with one input; returns 0. A rule that does not hold ends the process.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace cudaenv::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

inline void require(bool holds, const char* rule) {
    if (holds) return;
    std::fprintf(stderr, "does not hold: %s\n", rule);
    std::abort();
}

/// Foreign input may be refused, by an Error and by nothing else.
template <typename Work>
void accept_or_refuse(const Work& work) {
    try {
        work();
    } catch (const Error& error) {
        require(!error.message().empty(), "a refusal has a message");
        require(error.kind() != ErrorKind::internal, "foreign input is no fault of the program");
    }
}

/// What we wrote ourselves must be read: here a refusal ends the process.
template <typename Work>
auto read_back(const Work& work) {
    try {
        return work();
    } catch (const Error& error) {
        require(false, ("what was written is read: " + error.message()).c_str());
        throw;
    }
}

}  // namespace cudaenv::fuzz
