// SPDX-License-Identifier: Apache-2.0
// The modes of everything that is installed.
#pragma once

#include <cudaenv/sys/cancel.hpp>

#include <filesystem>

namespace cudaenv::install {

/// Files 0444 or 0555, directories 0755, whatever the umask: entries are shared through hard links,
/// so nobody may write into one, and a root may be read by other users.
void seal(const std::filesystem::path& tree, const CancelFlag& cancel);

}  // namespace cudaenv::install
