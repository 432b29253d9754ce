// SPDX-License-Identifier: Apache-2.0
// Removing environments, and what only they used.
#include <cudaenv/base/error.hpp>
#include <cudaenv/install/install.hpp>
#include <cudaenv/install/leftovers.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/store/examination.hpp>
#include <cudaenv/store/record.hpp>
#include <cudaenv/store/removals.hpp>
#include <cudaenv/sys/checkpoint.hpp>
#include <cudaenv/sys/file_lock.hpp>
#include <cudaenv/sys/files.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::install {

namespace fs = std::filesystem;

namespace {

/// One that cannot be removed stays, and keeps no other.
void free_entry(const fs::path& entry, const store::Layout& layout, Removal& removal) {
    try {
        const ByteCount size = tree_size(entry);
        remove_visible(entry, layout);
        removal.freed += size;
    } catch (const Error& error) {
        removal.kept_because = error.message();
    }
}

/// Everything that no environment uses, once nobody else is installing: an entry that nothing uses
/// yet may be about to be used.
Removal sweep(const store::Layout& layout, const CancelFlag& cancel) {
    checkpoint("removal-sweep");
    Removal removal;
    const auto alone = try_work_alone(layout);
    if (!alone) {
        removal.kept_because = "another installation is running; the next uninstall frees the rest";
        return removal;
    }
    try {
        for (const std::string& entry : store::unused_entries(layout)) {
            cancel.check();
            free_entry(store::entry_path(layout, entry), layout, removal);
        }
        // What stays and is noted, the next command that writes tries again.
        if (removal.kept_because.empty()) store::forget_removals(layout);
    } catch (const Error& error) {
        // A record that cannot be read may name any entry.
        removal.kept_because = error.message();
    }
    return removal;
}

/// Of a record that cannot be read nothing is known, and on a full disk nothing can be noted: then
/// whoever is killed leaves more behind, but nobody is kept from making room.
void note_environment(const std::string& name, const store::Layout& layout) {
    try {
        const auto record = store::find_record(layout.environment(name));
        if (record) store::note_removal(layout, name, store::entries_of(*record));
    } catch (const Error&) {
        return;
    }
}

/// Against whoever works in the root alone.
FileLock lock_root(const store::Layout& layout, const OnWait& on_wait, const CancelFlag& cancel) {
    return FileLock::acquire_shared(layout.installs_lock(), cancel, [&] { on_wait({}); });
}

void remove_environment(const std::string& name,
                        const store::Layout& layout,
                        const OnWait& on_wait,
                        const CancelFlag& cancel) {
    const FileLock installing = lock_root(layout, on_wait, cancel);
    const FileLock lock =
        FileLock::acquire(layout.environment_lock(name), cancel, [&] { on_wait(name); });
    const fs::path path = layout.environment(name);
    if (!store::looks_like_environment(path)) {
        throw Error(ErrorKind::not_found,
                    fmt::format("{} is not installed", name),
                    "cudaenv list shows what is");
    }
    note_environment(name, layout);
    remove_visible(path, layout);
}

void release_compiler(const std::string& entry,
                      const store::Layout& layout,
                      const OnWait& on_wait,
                      const CancelFlag& cancel) {
    const FileLock installing = lock_root(layout, on_wait, cancel);
    const std::vector<std::string> kept = store::kept_entries(layout);
    if (std::find(kept.begin(), kept.end(), entry) != kept.end()) {
        store::note_removal(layout, entry, {entry});
        store::release_entry(layout, entry);
        return;
    }
    throw Error(ErrorKind::not_found,
                fmt::format("{} was not installed by name", entry),
                "cudaenv list shows what is");
}

}  // namespace

Removal uninstall(const std::string& name,
                  const store::Layout& layout,
                  const OnWait& on_wait,
                  const CancelFlag& cancel) {
    remove_environment(name, layout, on_wait, cancel);
    return sweep(layout, cancel);
}

Removal uninstall_compiler(const std::string& entry,
                           const store::Layout& layout,
                           const OnWait& on_wait,
                           const CancelFlag& cancel) {
    release_compiler(entry, layout, on_wait, cancel);
    return sweep(layout, cancel);
}

}  // namespace cudaenv::install
