// SPDX-License-Identifier: Apache-2.0
// Reads a file of the system whose absence or unreadability is a fact, not a failure.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace cudaenv::machine {

/// The file's bytes; nullopt when it is absent, unreadable or larger than 8 MiB.
std::optional<std::string> read_system_file(const std::filesystem::path& path);

}  // namespace cudaenv::machine
