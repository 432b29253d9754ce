// SPDX-License-Identifier: Apache-2.0
// Why an archive is not accepted; the archive's and the entry's name are added in one place.
#pragma once

#include <cudaenv/base/error.hpp>

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>

namespace cudaenv::archive {

/// Thrown by everything that judges an archive; never leaves this module.
class Refusal : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

/// Of a compressed stream that wants more memory than memory.hpp grants; nullopt: how much more is
/// not known.
Refusal too_much_memory(std::optional<std::uint64_t> wanted);

/// The integrity Error "archive NAME: entry ENTRY: REASON"; `entry` is empty when none is at fault.
Error refused_archive(const std::string& name, const std::string& entry, const std::string& reason);

}  // namespace cudaenv::archive
