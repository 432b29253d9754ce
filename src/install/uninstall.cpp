// SPDX-License-Identifier: Apache-2.0
// Removing environments, and what only they used.
#include "install/root_lock.hpp"
#include "install/unused_entries.hpp"

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

/// Everything that no environment uses, once nobody else is installing.
Removal sweep(const store::Layout& layout, const CancelFlag& cancel) {
    checkpoint("removal-sweep");
    const auto alone = try_work_alone(layout);
    if (!alone) {
        return {{}, "another installation is running; the next uninstall frees the rest"};
    }
    try {
        return free_unused(
            layout, [](const std::string& /*entry*/) { return true; }, cancel);
    } catch (const Error& error) {
        return {{}, error.message()};
    }
}

/// On a full disk nothing can be noted: then whoever is killed leaves more behind, but nobody is
/// kept from making room.
void note(const std::string& name,
          const std::set<std::string>& entries,
          const store::Layout& layout) {
    try {
        store::note_removal(layout, name, entries);
    } catch (const Error&) {
        return;
    }
}

/// Of a record that cannot be read nothing is known.
void note_environment(const std::string& name, const store::Layout& layout) {
    const auto record = store::find_readable_record(layout.environment(name));
    if (record) note(name, store::entries_of(*record), layout);
}

void remove_environment(const std::string& name,
                        const store::Layout& layout,
                        const OnWait& on_wait,
                        const CancelFlag& cancel) {
    const FileLock installing = work_with_others(layout, on_wait, cancel);
    const FileLock lock =
        FileLock::acquire(layout.environment_lock(name), cancel, [&] { on_wait(name); });
    const fs::path path = layout.environment(name);
    if (!store::looks_like_environment(path)) {
        throw Error(
            ErrorKind::not_found, fmt::format("{} is not installed", name), Advice::list_installed);
    }
    note_environment(name, layout);
    remove_visible(path, layout);
}

void release_compiler(const std::string& entry,
                      const store::Layout& layout,
                      const OnWait& on_wait,
                      const CancelFlag& cancel) {
    const FileLock installing = work_with_others(layout, on_wait, cancel);
    const std::vector<std::string> kept = store::kept_entries(layout);
    if (std::find(kept.begin(), kept.end(), entry) != kept.end()) {
        note(entry, {entry}, layout);
        store::release_entry(layout, entry);
        return;
    }
    throw Error(ErrorKind::not_found,
                fmt::format("{} was not installed by name", entry),
                Advice::list_installed);
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
