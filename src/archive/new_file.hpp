// SPDX-License-Identifier: Apache-2.0
// One file while it is being unpacked.
#pragma once

#include "archive/reader.hpp"

#include <cudaenv/sys/files.hpp>
#include <cudaenv/sys/tree_writer.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace cudaenv::archive {

/// Throws Error(io) when the file system refuses.
class NewFile {
 public:
    NewFile(TreeWriter& tree, const std::string& path);

    /// Appends a block that does not start before the end of the one before; gaps become holes.
    void write(const Block& block);
    /// Sets size (a hole at the end), mode and time, and closes.
    void finish(std::uint64_t size, unsigned mode, std::int64_t mtime);

 private:
    std::filesystem::path path_;
    UniqueFd descriptor_;
    std::uint64_t end_ = 0;
};

/// Copies the finished file `from` of one tree to the new file `to` of another, with mode and time.
/// `on_bytes` is called with the size so far before each piece is written.
void copy_file(TreeWriter& source,
               const std::string& from,
               TreeWriter& tree,
               const std::string& to,
               const std::function<void(std::uint64_t)>& on_bytes);

}  // namespace cudaenv::archive
