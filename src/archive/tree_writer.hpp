// SPDX-License-Identifier: Apache-2.0
// Makes files and links below one directory, and never passes through a link on the way.
#pragma once

#include <cudaenv/sys/files.hpp>

#include <filesystem>
#include <string>

namespace cudaenv::archive {

/// Paths are cleaned and relative to the root. Directories on the way are made; a component that is
/// a file or a link, or a place already taken, is a Refusal. Other failures are Error(io).
class TreeWriter {
 public:
    explicit TreeWriter(std::filesystem::path root);

    /// A new, empty file that only its owner may use.
    [[nodiscard]] UniqueFd create_file(const std::string& path);
    /// An existing file of this tree, for reading.
    [[nodiscard]] UniqueFd open_existing(const std::string& path);
    void make_symlink(const std::string& path, const std::string& target);
    /// A second name `path` for the file at `existing`.
    void make_hard_link(const std::string& existing, const std::string& path);

    [[nodiscard]] std::filesystem::path full_path(const std::string& path) const;

 private:
    [[nodiscard]] int directory_of(const std::string& path);
    [[nodiscard]] UniqueFd walk(std::string_view directory, const std::string& path) const;
    [[noreturn]] void fail(const std::string& path, int error_number) const;

    std::filesystem::path root_path_;
    UniqueFd root_;
    std::string current_name_;  ///< archives list a directory's files together, so one is kept open
    UniqueFd current_;
};

}  // namespace cudaenv::archive
