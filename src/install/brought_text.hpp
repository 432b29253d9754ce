// SPDX-License-Identifier: Apache-2.0
// Small texts that archives brought and that an environment needs changed.
#pragma once

#include <cudaenv/sys/tree_writer.hpp>

#include <optional>
#include <string>

namespace cudaenv::install {

/// The text of the file at `path` of a prefix whose links were judged; nullopt when there is no
/// file. Throws Error(integrity) when it is far larger than any such text.
std::optional<std::string> find_brought_text(const TreeWriter& prefix, const std::string& path);

}  // namespace cudaenv::install
