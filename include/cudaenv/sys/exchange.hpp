// SPDX-License-Identifier: Apache-2.0
// Putting one directory in the place of another that may be in use.
#pragma once

#include <filesystem>

namespace cudaenv {

/// Puts directory `from` in the place of `to` by one rename, or makes `to` when it is absent. What
/// stood there stays whole, under a fresh name beside `from`: whoever reads it may finish.
void exchange_directory(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace cudaenv
