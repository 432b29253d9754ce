// SPDX-License-Identifier: Apache-2.0
// Clearing up after the dead.
#include "install/root_lock.hpp"
#include "install/unused_entries.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/own_names.hpp>
#include <cudaenv/install/leftovers.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/store/entry_record.hpp>
#include <cudaenv/store/names.hpp>
#include <cudaenv/store/removals.hpp>
#include <cudaenv/sys/checkpoint.hpp>
#include <cudaenv/sys/directories.hpp>
#include <cudaenv/sys/exchange.hpp>
#include <cudaenv/sys/files.hpp>
#include <cudaenv/sys/leftovers.hpp>
#include <cudaenv/sys/own_file.hpp>

#include <array>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>

namespace cudaenv::install {

namespace fs = std::filesystem;

namespace {

bool is_any(std::string_view /*target*/) {
    return true;
}

/// Files that stand in the root itself, among what else a user may keep there.
bool is_root_file(std::string_view target) {
    return target == "layout" || target == "default";
}

bool is_project_file(std::string_view target) {
    return target == ".cudaenv" || target == kProjectLock;
}

/// A root of this user that a program of our kind made. Its path is free of links then.
std::optional<store::Layout> find_own_root(const store::Layout& layout) {
    std::error_code error;
    store::Layout own = layout;
    own.root = fs::canonical(layout.root, error);
    if (error || !is_own_directory(own.root) || !is_own_directory(own.locks())) return std::nullopt;
    if (!find_own_text(own.layout_file())) return std::nullopt;
    store::check_layout(own);
    return own;
}

void remove_dead_files(const store::Layout& layout) {
    remove_dead_temporaries(layout.root, is_root_file);
    const std::array<fs::path, 6> directories{layout.projects(),
                                              layout.kept(),
                                              layout.removals(),
                                              layout.shim(),
                                              layout.shell(),
                                              layout.catalog()};
    for (const fs::path& directory : directories) remove_dead_temporaries(directory, is_any);
    // Manifests stand by product.
    if (!is_own_directory(layout.catalog())) return;
    for (const std::string& product : list_directory(layout.catalog()))
        remove_dead_temporaries(layout.catalog() / product, is_any);
}

void clear_staging(const store::Layout& layout, const CancelFlag& cancel) {
    for (const std::string& name :
         store::own_directories(layout.staging(), store::is_staging_name)) {
        cancel.check();
        try {
            remove_tree(layout.staging() / name);
        } catch (const Error&) {
            continue;  // of another user, say: it keeps nothing else from being cleared
        }
    }
}

/// Ends removals that were cut off.
void free_noted_entries(const store::Layout& layout, const CancelFlag& cancel) {
    const auto noted = store::noted_entries(layout);
    if (noted.empty()) return;
    free_unused(
        layout, [&noted](const std::string& entry) { return noted.contains(entry); }, cancel);
}

/// Partial ones have another name.
std::set<Sha256> verified_downloads(const store::Layout& layout) {
    std::set<Sha256> archives;
    for (const std::string& name : directory_names(layout.downloads())) {
        const auto archive = find_sha256(name);
        std::error_code gone;
        if (archive && fs::is_regular_file(fs::symlink_status(layout.downloads() / name, gone)))
            archives.insert(*archive);
    }
    return archives;
}

/// The archives that the entries of the store were made of, as far as they have records.
std::set<Sha256> stored(const store::Layout& layout, const CancelFlag& cancel) {
    std::set<Sha256> archives;
    for (const std::string& name : store::list_entries(layout)) {
        cancel.check();
        try {
            const auto record = store::find_entry_record(store::entry_path(layout, name));
            if (!record) continue;
            for (const store::EntryArchive& archive : record->archives)
                archives.insert(archive.sha256);
        } catch (const Error&) {
            continue;  // a damaged one will be made anew
        }
    }
    return archives;
}

}  // namespace

void sweep_leftovers(const store::Layout& layout, const CancelFlag& cancel) {
    try {
        // There may be no root yet.
        remove_dead_temporaries(layout.cache / "machine", is_any);
        const auto own = find_own_root(layout);
        if (!own) return;
        remove_dead_files(*own);
        const auto alone = try_work_alone(*own);
        if (!alone) return;
        clear_staging(*own, cancel);
        free_noted_entries(*own, cancel);
    } catch (const Error&) {
        return;  // a root that is not as it should be is for whoever works there to report
    } catch (const fs::filesystem_error&) {
        return;
    }
}

void sweep_downloads(const store::Layout& layout, const CancelFlag& cancel) {
    try {
        if (!is_own_directory(layout.downloads()) || !is_own_directory(layout.download_locks()))
            return;
        const std::set<Sha256> downloads = verified_downloads(layout);
        for (const Sha256& archive : downloads.empty() ? downloads : stored(layout, cancel)) {
            if (!downloads.contains(archive)) continue;
            const auto lock = FileLock::try_acquire(layout.download_lock(archive));
            std::error_code stays;
            if (lock) fs::remove(layout.downloads() / archive.hex(), stays);
        }
    } catch (const Error&) {
        return;
    } catch (const fs::filesystem_error&) {
        return;
    }
}

void sweep_project(const fs::path& directory) {
    std::error_code error;
    const fs::path real = fs::canonical(directory, error);
    if (!error) remove_dead_temporaries(real, is_project_file);
}

void remove_visible(const fs::path& path, const store::Layout& layout) {
    // Makes nothing: who has no inode left must be able to make room.
    const auto grave = move_aside(path, layout.staging());
    checkpoint("removal-moved");
    if (!grave) return;
    try {
        remove_tree(*grave);
    } catch (const Error&) {
        return;  // it is out of sight, and swept with what else stays in staging/
    }
}

}  // namespace cudaenv::install
