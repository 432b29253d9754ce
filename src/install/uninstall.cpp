// SPDX-License-Identifier: Apache-2.0
// Removing environments, and what only they used.
#include <cudaenv/base/error.hpp>
#include <cudaenv/install/install.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/store/record.hpp>
#include <cudaenv/sys/file_lock.hpp>
#include <cudaenv/sys/files.hpp>

#include <fmt/format.h>

#include <optional>
#include <set>

namespace cudaenv::install {

namespace fs = std::filesystem;

namespace {

/// Vanishes by one rename, so that a half-deleted tree is never visible.
void remove_visible(const fs::path& path, const store::Layout& layout) {
    const StagingDirectory grave(layout.staging(), path.filename().string());
    fs::rename(path, grave.path() / "removed");
}

/// Store entries that the environment is made of; a host compiler that was installed by itself is
/// none of them.
std::set<std::string> entries_of(const fs::path& prefix) {
    std::set<std::string> entries;
    const std::optional<store::Record> record = store::find_record(prefix);
    if (!record) return entries;
    for (const store::RecordedArchive& archive : record->archives)
        entries.insert(archive.entries.begin(), archive.entries.end());
    return entries;
}

}  // namespace

ByteCount uninstall(const std::string& name,
                    const store::Layout& layout,
                    const CancelFlag& cancel) {
    const fs::path path = layout.environment(name);
    if (!fs::exists(path)) {
        throw Error(ErrorKind::not_found,
                    fmt::format("{} is not installed", name),
                    "cudaenv list shows what is");
    }
    const FileLock lock =
        FileLock::acquire(layout.locks() / fmt::format("environment-{}.lock", name), cancel, [] {});
    const std::set<std::string> entries = entries_of(path);
    remove_visible(path, layout);
    ByteCount freed;
    // While another installation runs, an entry that nothing uses yet may be about to be used: it
    // stays for the next time.
    if (const auto alone = FileLock::try_acquire(layout.locks() / "installs.lock")) {
        for (const std::string& entry : store::unused_entries(layout)) {
            if (!entries.contains(entry)) continue;
            cancel.check();
            freed += tree_size(store::entry_path(layout, entry));
            remove_visible(store::entry_path(layout, entry), layout);
        }
    }
    return freed;
}

}  // namespace cudaenv::install
