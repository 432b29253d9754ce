// SPDX-License-Identifier: Apache-2.0
// Where cudaenv keeps what it knows about a tree, inside that tree.
#pragma once

#include <string_view>

namespace cudaenv {

/// At the root of an environment or a store entry; nothing that an archive brings may stand there.
inline constexpr std::string_view kMetadataDirectory = ".cudaenv";

}  // namespace cudaenv
