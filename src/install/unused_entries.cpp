// SPDX-License-Identifier: Apache-2.0
// Frees what nothing uses.
#include "install/unused_entries.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/install/leftovers.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/store/removals.hpp>
#include <cudaenv/sys/files.hpp>

namespace cudaenv::install {

namespace {

void free_entry(const std::filesystem::path& entry, const store::Layout& layout, Removal& removal) {
    try {
        const ByteCount size = tree_size(entry);
        remove_visible(entry, layout);
        removal.freed += size;
    } catch (const Error& error) {
        removal.kept_because = error.message();
    }
}

}  // namespace

Removal free_unused(const store::Layout& layout,
                    const std::function<bool(const std::string& entry)>& meant,
                    const CancelFlag& cancel) {
    Removal removal;
    for (const std::string& entry : store::unused_entries(layout)) {
        cancel.check();
        if (meant(entry)) free_entry(store::entry_path(layout, entry), layout, removal);
    }
    if (removal.kept_because.empty()) store::forget_removals(layout);
    return removal;
}

}  // namespace cudaenv::install
