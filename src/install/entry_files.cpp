// SPDX-License-Identifier: Apache-2.0
// Walks store entries, and writes their records.
#include "install/entry_files.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/own_names.hpp>
#include <cudaenv/digest/hash.hpp>
#include <cudaenv/sys/files.hpp>

#include <fmt/format.h>

#include <fcntl.h>

#include <algorithm>
#include <utility>

namespace cudaenv::install {

namespace fs = std::filesystem;
using store::EntryPath;

namespace {

constexpr unsigned kExecutable = 0100;

class Lister {
 public:
    Lister(const fs::path& root, const CancelFlag& cancel) : root_(root), cancel_(cancel) {}

    std::vector<EntryPath> list() {
        add("");
        std::sort(paths_.begin(), paths_.end(), [](const EntryPath& left, const EntryPath& right) {
            return left.path < right.path;
        });
        return std::move(paths_);
    }

 private:
    void add(const std::string& directory) {
        for (const auto& item : fs::directory_iterator(root_ / directory)) {
            cancel_.check();
            const std::string name = item.path().filename().string();
            if (directory.empty() && name == kMetadataDirectory) continue;
            const std::string path = (fs::path(directory) / name).string();
            auto found = find_path(root_, path);
            if (!found) continue;  // removed meanwhile
            const bool is_directory = found->kind == FileKind::directory;
            paths_.push_back(*std::move(found));
            if (is_directory) add(path);
        }
    }

    const fs::path& root_;
    const CancelFlag& cancel_;
    std::vector<EntryPath> paths_;
};

/// Without fsync: the whole entry is synced before it becomes visible.
void write_sealed(const fs::path& file, const std::string& text) {
    UniqueFd fd = open_file(file, O_WRONLY | O_CREAT | O_EXCL, 0600);
    write_all(fd.get(), text, file);
    fd.close(file);
    fs::permissions(file, fs::perms{0444});
}

}  // namespace

std::optional<EntryPath> find_path(const fs::path& root, const std::string& path) {
    const auto state = find_file_state(root / path);
    if (!state) return std::nullopt;
    EntryPath found;
    found.path = path;
    found.kind = state->kind;
    if (state->kind == FileKind::link) {
        found.target = fs::read_symlink(root / path).string();
    } else if (state->kind == FileKind::file) {
        found.is_executable = (state->mode & kExecutable) != 0;
        found.size = state->size;
    }
    return found;
}

std::vector<EntryPath> list_paths(const fs::path& entry, const CancelFlag& cancel) {
    return Lister(entry, cancel).list();
}

void write_entry_record(const fs::path& entry,
                        std::vector<store::EntryArchive> archives,
                        const CancelFlag& cancel) {
    store::EntryRecord record{std::move(archives), list_paths(entry, cancel)};
    for (EntryPath& path : record.paths) {
        if (path.kind == FileKind::file) path.sha256 = digest::hash_file(entry / path.path, cancel);
    }
    const fs::path file = store::entry_record_path(entry);
    if (!fs::create_directory(file.parent_path())) {
        throw Error(ErrorKind::integrity,
                    fmt::format("{} brings a {}, which is a name of cudaenv's own",
                                record.archives.front().label,
                                kMetadataDirectory),
                    "nothing was installed");
    }
    fs::permissions(file.parent_path(), fs::perms{0755});
    write_sealed(file, store::render_entry_record(record));
}

}  // namespace cudaenv::install
