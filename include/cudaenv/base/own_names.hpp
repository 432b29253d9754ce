// SPDX-License-Identifier: Apache-2.0
// Names of cudaenv's own files in trees and projects.
#pragma once

#include <cstddef>
#include <string_view>

namespace cudaenv {

/// At the root of an environment or a store entry; nothing that an archive brings may stand there.
inline constexpr std::string_view kMetadataDirectory = ".cudaenv";

/// Beside a project's pin.
inline constexpr std::string_view kProjectLock = ".cudaenv.lock";
inline constexpr std::size_t kMostLockBytes = 4U << 20U;

}  // namespace cudaenv
