// SPDX-License-Identifier: Apache-2.0
// Laying store entries over one another as a prefix.
#include "install/assemble.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/own_names.hpp>
#include <cudaenv/digest/hash.hpp>
#include <cudaenv/sys/files.hpp>

#include <fmt/format.h>

#include <fcntl.h>

namespace cudaenv::install {

namespace fs = std::filesystem;

namespace {

constexpr const char* kHint = "the releases do not fit together; nothing was installed";

bool same_bytes(const fs::path& left, const fs::path& right, const CancelFlag& cancel) {
    if (fs::equivalent(left, right)) return true;
    if (fs::file_size(left) != fs::file_size(right)) return false;
    return digest::hash_file(left, cancel) == digest::hash_file(right, cancel);
}

const fs::path& made(const fs::path& directory) {
    ensure_directory(directory);
    return directory;
}

}  // namespace

Assembler::Assembler(const fs::path& prefix, const CancelFlag& cancel, const AssemblyLimits& limits)
    : tree_(made(prefix)), cancel_(cancel), limits_(limits) {}

void Assembler::add(const fs::path& entry) {
    entries_.push_back(entry.filename().string());
    const UniqueFd directory = open_file(entry, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    auto item = fs::recursive_directory_iterator(entry);
    for (; item != fs::recursive_directory_iterator(); ++item) {
        cancel_.check();
        const std::string path = item->path().lexically_relative(entry).string();
        if (path == kMetadataDirectory) {
            item.disable_recursion_pending();
            continue;
        }
        try {
            add_item(*item, path, directory.get());
        } catch (const Obstructed& obstructed) {
            throw Error(ErrorKind::integrity,
                        fmt::format("{}: {}: {}", entries_.back(), path, obstructed.what()),
                        kHint);
        }
    }
}

void Assembler::add_item(const fs::directory_entry& item,
                         const std::string& path,
                         int entry_directory) {
    switch (item.symlink_status().type()) {
        case fs::file_type::directory:
            if (claim(path, Kind::directory)) tree_.ensure_directory(path);
            break;
        case fs::file_type::symlink:
            add_link(item.path(), path);
            break;
        case fs::file_type::regular:
            add_file(item.path(), path, entry_directory);
            break;
        default:
            throw Error(ErrorKind::integrity,
                        fmt::format("{}: {} is no file, directory or link", entries_.back(), path),
                        kHint);
    }
}

void Assembler::add_file(const fs::path& from, const std::string& path, int entry_directory) {
    if (claim(path, Kind::file)) {
        tree_.link_or_copy(entry_directory, path, path, cancel_);
    } else if (!same_bytes(from, tree_.full_path(path), cancel_)) {
        conflict(path);
    }
}

void Assembler::add_link(const fs::path& from, const std::string& path) {
    const fs::path target = fs::read_symlink(from);
    if (claim(path, Kind::link)) {
        tree_.make_symlink(path, target.string());
    } else if (fs::read_symlink(tree_.full_path(path)) != target) {
        conflict(path);
    }
}

bool Assembler::claim(const std::string& path, Kind kind) {
    const auto [owner, is_new] = owners_.try_emplace(path, Owner{kind, entries_.size() - 1});
    if (!is_new && owner->second.kind != kind) conflict(path);
    if (is_new) {
        path_bytes_ += path.size();
        require_few_paths();
    }
    return is_new;
}

void Assembler::require_few_paths() const {
    if (owners_.size() <= limits_.max_paths && path_bytes_ <= limits_.max_path_bytes) return;
    throw Error(
        ErrorKind::integrity,
        fmt::format("{}: with it the environment would have more than {} paths, or {} bytes "
                    "of them",
                    entries_.back(),
                    limits_.max_paths,
                    limits_.max_path_bytes),
        kHint);
}

void Assembler::conflict(const std::string& path) const {
    throw Error(ErrorKind::integrity,
                fmt::format("{} and {} both bring {}, with different content",
                            entries_[owners_.at(path).entry],
                            entries_.back(),
                            path),
                kHint);
}

}  // namespace cudaenv::install
