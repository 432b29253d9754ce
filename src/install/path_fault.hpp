// SPDX-License-Identifier: Apache-2.0
// What is wrong with one path of a recorded tree, and whose it is.
#pragma once

#include <cudaenv/install/verify.hpp>
#include <cudaenv/store/entry_record.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

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
std::optional<Fault> find_owner_fault(const store::Layout& layout,
                                      const std::filesystem::path& path);
/// Of who could write an entry's record, or anything beside it, the record proves nothing.
std::vector<Finding> doubts_about(const store::Layout& layout, const std::string& entry);

}  // namespace cudaenv::install
