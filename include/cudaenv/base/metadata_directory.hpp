// SPDX-License-Identifier: Apache-2.0
// Where cudaenv keeps what it knows about a tree, inside that tree.
#pragma once

#include <string_view>

namespace cudaenv {

/// At the root of an environment or a store entry; nothing that an archive brings may stand there.
inline constexpr std::string_view kMetadataDirectory = ".cudaenv";

/// Beside a project's pin.
inline constexpr std::string_view kProjectLock = ".cudaenv.lock";

}  // namespace cudaenv
