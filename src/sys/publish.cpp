// SPDX-License-Identifier: Apache-2.0
// Making whole directories visible by one rename.
#include "sys/directory_handle.hpp"
#include "sys/rename.hpp"
#include "sys/sync.hpp"
#include "sys/unique_name.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/directories.hpp>
#include <cudaenv/sys/exchange.hpp>
#include <cudaenv/sys/files.hpp>
#include <cudaenv/sys/free_space.hpp>
#include <cudaenv/sys/own_file.hpp>

#include <fcntl.h>

#include <cerrno>
#include <system_error>

namespace cudaenv {

namespace fs = std::filesystem;

namespace {

void remove_leftover(const fs::path& path) noexcept {
    try {
        remove_tree(path);
    } catch (const std::exception&) {
        // What was asked for is done; a file still in use on NFS may keep its directory alive.
        return;
    }
}

fs::path hidden_name(const fs::path& path) {
    return path.parent_path() / make_unique_name("." + path.filename().string());
}

bool is_forbidden(int failure) {
    return failure == EACCES || failure == EPERM;
}

/// A directory gets another parent only from who may write to it.
bool is_others(const fs::path& path, int failure) {
    return is_forbidden(failure) && !is_own_directory(path) && is_real_directory(path);
}

/// Opens this user's own directory for moving; false when that was not why it failed.
bool make_movable(const fs::path& path, int failure) {
    if (!is_forbidden(failure) || !is_own_directory(path)) return false;
    std::error_code refused;
    fs::permissions(path, fs::perms::owner_all, fs::perm_options::add, refused);
    return !refused;
}

void remove_where_it_stands(const fs::path& path) {
    const fs::path aside = hidden_name(path);
    if (const int failure = plain_rename(path, aside))
        throw io_error("remove", path.string(), failure);
    remove_leftover(aside);
}

int replace_of_others(const fs::path& from, const fs::path& to) {
    const fs::path aside = hidden_name(to);
    if (const int failure = plain_rename(to, aside)) return failure;
    if (const int failure = rename_no_replace(from, to)) {
        plain_rename(aside, to);
        return failure;
    }
    remove_leftover(aside);
    return 0;
}

int exchange_or_make(const fs::path& from, const fs::path& to) {
    const int result = rename_exchange(from, to);
    return result == ENOENT ? rename_no_replace(from, to) : result;
}

void exchange_or_rename(const fs::path& from, const fs::path& to) {
    int result = exchange_or_make(from, to);
    if (make_movable(to, result)) result = exchange_or_make(from, to);
    if (is_others(to, result)) result = replace_of_others(from, to);
    if (result != 0) throw io_error("replace", to.string(), result);
    sync_directory(to.parent_path());
}

}  // namespace

bool rename_if_absent(const fs::path& from, const fs::path& to) {
    const int result = rename_no_replace(from, to);
    if (result == EEXIST) return false;
    if (result != 0) throw io_error("create", to.string(), result);
    sync_directory(to.parent_path());
    return true;
}

void replace_directory(const fs::path& from, const fs::path& to) {
    exchange_or_rename(from, to);
    remove_leftover(from);
}

void exchange_directory(const fs::path& from, const fs::path& to) {
    sync_file_system(from);
    exchange_or_rename(from, to);
    const fs::path old = from.parent_path() / make_unique_name(to.filename().string());
    if (const int failure = plain_rename(from, old); failure != 0 && failure != ENOENT) {
        throw io_error("put aside", to.string(), failure);
    }
}

std::optional<fs::path> move_aside(const fs::path& path, const fs::path& directory) {
    ensure_directory(directory);
    fs::path aside = directory / make_unique_name(path.filename().string());
    int failure = plain_rename(path, aside);
    if (make_movable(path, failure)) failure = plain_rename(path, aside);
    if (is_others(path, failure)) {
        remove_where_it_stands(path);
        return std::nullopt;
    }
    if (failure != 0) throw io_error("remove", path.string(), failure);
    return aside;
}

StagingDirectory::StagingDirectory(const fs::path& parent, std::string_view stem)
    : path_(parent / make_unique_name(stem)) {
    ensure_directory(parent);
    const int reason = make_directory(AT_FDCWD, path_.c_str(), 0755);
    if (reason != 0) throw creation_error(path_, reason);
}

StagingDirectory::~StagingDirectory() {
    if (!path_.empty()) remove_leftover(path_);
}

bool StagingDirectory::commit(const fs::path& target) {
    sync_file_system(path_);
    const bool published = rename_if_absent(path_, target);
    if (!published) remove_leftover(path_);
    path_.clear();
    return published;
}

void StagingDirectory::commit_replacing(const fs::path& target) {
    sync_file_system(path_);
    replace_directory(path_, target);
    path_.clear();
}

}  // namespace cudaenv
