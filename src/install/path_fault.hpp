// SPDX-License-Identifier: Apache-2.0
// What is wrong with one path of a recorded tree.
#pragma once

#include <cudaenv/install/verify.hpp>
#include <cudaenv/store/entry_record.hpp>

#include <filesystem>
#include <optional>

namespace cudaenv::install {

/// Compares `found`, which stands at `root`, with what was recorded.
std::optional<Fault> find_fault(const std::filesystem::path& root,
                                const store::EntryPath& expected,
                                const store::EntryPath& found,
                                Depth depth,
                                const CancelFlag& cancel);
/// As above, of what stands at the path of `expected`.
std::optional<Fault> find_fault(const std::filesystem::path& root,
                                const store::EntryPath& expected,
                                Depth depth,
                                const CancelFlag& cancel);

/// Whether somebody else may have put `path` into the root, or may write it.
std::optional<Fault> find_doubt(const std::filesystem::path& root,
                                const std::filesystem::path& path);

}  // namespace cudaenv::install
