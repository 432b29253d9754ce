// SPDX-License-Identifier: Apache-2.0
// Making whole directories visible by one rename.
#include "sys/sync.hpp"
#include "sys/unique_name.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/files.hpp>

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace cudaenv {

namespace fs = std::filesystem;

namespace {

/// renameat2(2) with `flags`: 0, or the errno value.
int rename_with(const fs::path& from, const fs::path& to, unsigned flags) {
    const bool done = ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), flags) == 0;
    return done ? 0 : errno;
}

int plain_rename(const fs::path& from, const fs::path& to) {
    return ::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

/// NFS and some older file systems know rename(2) only.
bool is_unsupported(int error_number) {
    return error_number == EINVAL || error_number == ENOSYS || error_number == EOPNOTSUPP;
}

bool is_present(const fs::path& path) {
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0;
}

int rename_no_replace(const fs::path& from, const fs::path& to) {
    const int result = rename_with(from, to, RENAME_NOREPLACE);
    if (!is_unsupported(result)) return result;
    // rename(2) itself refuses to replace a directory that is not empty, which is what matters
    // here.
    return is_present(to) ? EEXIST : plain_rename(from, to);
}

/// For file systems without RENAME_EXCHANGE: `to` is absent for the moment between two renames.
int exchange_in_two_steps(const fs::path& from, const fs::path& to) {
    const fs::path old = from.parent_path() / make_unique_name(from.filename().string());
    if (const int failure = plain_rename(to, old)) return failure;
    if (const int failure = plain_rename(from, to)) {
        plain_rename(old, to);
        return failure;
    }
    return plain_rename(old, from);
}

void remove_leftover(const fs::path& path) noexcept {
    try {
        remove_tree(path);
    } catch (const std::exception&) {
        // What was asked for is done; a file still in use on NFS may keep its directory alive.
        return;
    }
}

}  // namespace

bool rename_if_absent(const fs::path& from, const fs::path& to) {
    const int result = rename_no_replace(from, to);
    if (result == EEXIST || result == ENOTEMPTY) return false;
    if (result != 0) throw io_error("create", to.string(), result);
    sync_directory(to.parent_path());
    return true;
}

void replace_directory(const fs::path& from, const fs::path& to) {
    int result = is_present(to) ? rename_with(from, to, RENAME_EXCHANGE) : plain_rename(from, to);
    if (is_unsupported(result)) result = exchange_in_two_steps(from, to);
    if (result != 0) throw io_error("replace", to.string(), result);
    sync_directory(to.parent_path());
    remove_leftover(from);
}

StagingDirectory::StagingDirectory(const fs::path& parent, std::string_view stem)
    : path_(parent / make_unique_name(stem)) {
    ensure_directory(parent);
    if (::mkdir(path_.c_str(), 0755) != 0) throw io_error("create", path_.string(), errno);
}

StagingDirectory::~StagingDirectory() {
    if (!path_.empty()) remove_leftover(path_);
}

bool StagingDirectory::commit(const fs::path& target) {
    const bool published = rename_if_absent(path_, target);
    if (!published) remove_leftover(path_);
    path_.clear();
    return published;
}

void StagingDirectory::commit_replacing(const fs::path& target) {
    replace_directory(path_, target);
    path_.clear();
}

}  // namespace cudaenv
