// SPDX-License-Identifier: Apache-2.0
// Files and directories: reading, replacing atomically, removing. Every failure is an
// Error(io) that names the path and the reason.
#pragma once

#include <cudaenv/base/byte_count.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace cudaenv {

/// Owns a file descriptor (opened with O_CLOEXEC).
class UniqueFd {
 public:
    UniqueFd() = default;
    explicit UniqueFd(int fd) : fd_(fd) {}
    ~UniqueFd();
    UniqueFd(UniqueFd&& other) noexcept;
    UniqueFd& operator=(UniqueFd&& other) noexcept;
    [[nodiscard]] int get() const { return fd_; }
    [[nodiscard]] explicit operator bool() const { return fd_ >= 0; }
    /// Closes and reports what close(2) reports.
    void close(const std::filesystem::path& path_for_messages);

 private:
    int fd_ = -1;
};

/// open(2) with O_CLOEXEC added.
UniqueFd open_file(const std::filesystem::path& path, int flags, unsigned mode = 0644);
/// Writes all of `data`, also after short writes and EINTR.
void write_all(int fd, std::string_view data, const std::filesystem::path& path_for_messages);

/// The file's bytes; nullopt when nothing exists at `path`. Reads at most `limit` bytes and throws
/// beyond. Waits for nobody: a pipe that comes in the place of a file must not hang a shell prompt.
std::optional<std::string> find_file_text(const std::filesystem::path& path,
                                          std::uint64_t limit = 64U << 20U);
/// As find_file_text(), and nullopt also for a file that cannot be read, or is too large: where
/// that is as good as absent.
std::optional<std::string> find_readable_text(const std::filesystem::path& path,
                                              std::uint64_t limit = 64U << 20U);
/// As find_file_text(), of what the user named on the command line, which may be a pipe (<(…)):
/// waits for who writes into it.
std::optional<std::string> find_given_text(const std::filesystem::path& path, std::uint64_t limit);
/// As find_file_text(); throws when nothing exists.
std::string read_file_text(const std::filesystem::path& path, std::uint64_t limit = 64U << 20U);

/// Replaces `path` in one step (temporary file beside it, fsync, rename). Parent directories are
/// made. What a killed process leaves beside it, <cudaenv/sys/leftovers.hpp> removes.
void replace_file(const std::filesystem::path& path, std::string_view text, unsigned mode = 0644);

void ensure_directory(const std::filesystem::path& path);
/// Removes a file or a whole tree, also below read-only directories; absent is no error, and no
/// link is followed.
void remove_tree(const std::filesystem::path& path);
/// rename(2) that replaces nothing: false when `to` exists already.
bool rename_if_absent(const std::filesystem::path& from, const std::filesystem::path& to);
/// Exchanges or replaces directory `to` by `from`; what stood at `to` is removed afterwards.
void replace_directory(const std::filesystem::path& from, const std::filesystem::path& to);

/// Apparent size of everything below `path`, each hard-linked file counted once. No link below it
/// is followed; what vanishes meanwhile has no size.
ByteCount tree_size(const std::filesystem::path& path);

/// A directory made beside its target, so that the final rename stays on one file system. Removed
/// with everything in it when destroyed uncommitted.
class StagingDirectory {
 public:
    /// Makes `<parent>/<stem>.<random>`.
    StagingDirectory(const std::filesystem::path& parent, std::string_view stem);
    ~StagingDirectory();
    StagingDirectory(const StagingDirectory&) = delete;
    StagingDirectory& operator=(const StagingDirectory&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    /// Publishes by one rename. False, with the staging removed, when `target` exists already.
    [[nodiscard]] bool commit(const std::filesystem::path& target);
    /// As commit, but replaces an existing directory.
    void commit_replacing(const std::filesystem::path& target);

 private:
    std::filesystem::path path_;
};

}  // namespace cudaenv
