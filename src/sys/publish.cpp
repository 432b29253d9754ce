// SPDX-License-Identifier: Apache-2.0
// Making whole directories visible by one rename.
#include "sys/rename.hpp"
#include "sys/sync.hpp"
#include "sys/unique_name.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/exchange.hpp>
#include <cudaenv/sys/files.hpp>
#include <cudaenv/sys/free_space.hpp>

#include <sys/stat.h>

#include <cerrno>

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

void exchange_or_rename(const fs::path& from, const fs::path& to) {
    int result = rename_exchange(from, to);
    if (result == ENOENT) result = rename_no_replace(from, to);
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

StagingDirectory::StagingDirectory(const fs::path& parent, std::string_view stem)
    : path_(parent / make_unique_name(stem)) {
    ensure_directory(parent);
    if (::mkdir(path_.c_str(), 0755) != 0) throw creation_error(path_, errno);
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
