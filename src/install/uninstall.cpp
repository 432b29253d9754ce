// SPDX-License-Identifier: Apache-2.0
// Removing environments, and what only they used.
#include <cudaenv/base/error.hpp>
#include <cudaenv/install/install.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/sys/checkpoint.hpp>
#include <cudaenv/sys/file_lock.hpp>
#include <cudaenv/sys/files.hpp>

#include <fmt/format.h>

namespace cudaenv::install {

namespace fs = std::filesystem;

namespace {

/// Vanishes by one rename, so that a half-deleted tree is never visible.
void remove_visible(const fs::path& path, const store::Layout& layout) {
    const StagingDirectory grave(layout.staging(), path.filename().string());
    fs::rename(path, grave.path() / "removed");
    checkpoint("remove");
}

/// Everything that no environment uses, once nobody else is installing: an entry that nothing uses
/// yet may be about to be used.
Removal sweep(const store::Layout& layout, const CancelFlag& cancel) {
    Removal removal;
    const auto alone = FileLock::try_acquire(layout.locks() / "installs.lock");
    if (!alone) {
        removal.kept_because = "another installation is running; the next uninstall frees the rest";
        return removal;
    }
    try {
        for (const std::string& entry : store::unused_entries(layout)) {
            cancel.check();
            removal.freed += tree_size(store::entry_path(layout, entry));
            remove_visible(store::entry_path(layout, entry), layout);
        }
    } catch (const Error& error) {
        // A record that cannot be read may name any entry.
        removal.kept_because = error.message();
    }
    return removal;
}

void remove_environment(const std::string& name,
                        const store::Layout& layout,
                        const std::function<void()>& on_wait,
                        const CancelFlag& cancel) {
    const FileLock installing = FileLock::acquire_shared(layout.locks() / "installs.lock", cancel);
    const FileLock lock = FileLock::acquire(
        layout.locks() / fmt::format("environment-{}.lock", name), cancel, on_wait);
    const fs::path path = layout.environment(name);
    if (!fs::exists(path)) {
        throw Error(ErrorKind::not_found,
                    fmt::format("{} is not installed", name),
                    "cudaenv list shows what is");
    }
    remove_visible(path, layout);
}

}  // namespace

Removal uninstall(const std::string& name,
                  const store::Layout& layout,
                  const std::function<void()>& on_wait,
                  const CancelFlag& cancel) {
    remove_environment(name, layout, on_wait, cancel);
    return sweep(layout, cancel);
}

Removal uninstall_compiler(const std::string& entry,
                           const store::Layout& layout,
                           const CancelFlag& cancel) {
    if (!store::release_entry(layout, entry)) {
        throw Error(ErrorKind::not_found,
                    fmt::format("{} was not installed by name", entry),
                    "cudaenv list shows what is");
    }
    return sweep(layout, cancel);
}

}  // namespace cudaenv::install
