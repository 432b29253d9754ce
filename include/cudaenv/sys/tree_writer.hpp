// SPDX-License-Identifier: Apache-2.0
// Makes files, directories and links below one directory, and never passes through a link on the
// way.
#pragma once

#include <cudaenv/sys/cancel.hpp>
#include <cudaenv/sys/files.hpp>

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace cudaenv {

enum class Obstruction {
    taken,       ///< something else stands there
    below,       ///< what should be a directory on the way is a file or a link
    long_name,   ///< longer than the file system takes
    many_names,  ///< a hard link to what has as many names as the file system allows
};

/// Why nothing can be made at `path` of a tree. What it means is for the caller to say: most often
/// that what brings the path is not to be trusted.
class Obstructed : public std::runtime_error {
 public:
    Obstructed(Obstruction obstruction, std::string path);
    [[nodiscard]] Obstruction obstruction() const { return obstruction_; }
    [[nodiscard]] const std::string& path() const { return path_; }

 private:
    Obstruction obstruction_;
    std::string path_;
};

/// Paths are relative to the root, without empty, "." and ".." components. Directories on the way
/// are made. Throws Obstructed; other failures are Error(io).
class TreeWriter {
 public:
    explicit TreeWriter(std::filesystem::path root);

    void ensure_directory(const std::string& path);
    /// A new, empty file that only its owner may use.
    [[nodiscard]] UniqueFd create_file(const std::string& path);
    /// An existing file of this tree, for reading.
    [[nodiscard]] UniqueFd open_existing(const std::string& path);
    void make_symlink(const std::string& path, const std::string& target);
    /// A second name `path` for the file at `existing`.
    void make_hard_link(const std::string& existing, const std::string& path);
    /// A second name of the file at `from` below `directory` (a descriptor); where the file system
    /// refuses, a reflink or a copy that keeps the mode. Throws Interrupted.
    void link_or_copy(int directory,
                      const std::string& from,
                      const std::string& path,
                      const CancelFlag& cancel);

    /// As make_symlink, unless something is there.
    void ensure_symlink(const std::string& path, const std::string& target);
    /// Makes a file of its own instead of the file or link at `path`, never writes into one: files
    /// of a tree may be hard links to somebody else's.
    void replace_file(const std::string& path, std::string_view text, unsigned mode);
    /// `to` is replaced.
    void rename(const std::string& from, const std::string& to);
    /// Absent is no error.
    void remove_file(const std::string& path);

    [[nodiscard]] const std::filesystem::path& root() const { return root_path_; }
    [[nodiscard]] std::filesystem::path full_path(const std::string& path) const;
    /// How many directories were made so far, the root not counted.
    [[nodiscard]] std::uint64_t directories_made() const { return directories_made_; }

 private:
    [[nodiscard]] int directory_of(const std::string& path);
    [[nodiscard]] UniqueFd walk(std::string_view directory, const std::string& path);
    [[nodiscard]] UniqueFd enter(int parent, const std::string& name);
    [[noreturn]] void fail(const std::string& path, int error_number) const;

    std::filesystem::path root_path_;
    UniqueFd root_;
    std::string current_name_;  ///< a directory's files come together, so one is kept open
    UniqueFd current_;
    std::uint64_t directories_made_ = 0;
};

/// `path` up to its last "/"; "" when it has none.
std::string_view parent_name(std::string_view path);
/// `path` after its last "/".
std::string_view last_name(std::string_view path);

}  // namespace cudaenv
