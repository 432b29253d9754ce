// SPDX-License-Identifier: Apache-2.0
// Looks at single paths.
#include "install/path_fault.hpp"

#include "install/entry_files.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/digest/hash.hpp>
#include <cudaenv/store/doubt.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/sys/file_state.hpp>

namespace cudaenv::install {

namespace fs = std::filesystem;
using store::EntryPath;

std::optional<Fault> find_fault(const fs::path& root,
                                const EntryPath& expected,
                                const EntryPath& found,
                                Depth depth,
                                const CancelFlag& cancel) {
    if (found.kind != expected.kind) return Fault::other_kind;
    if (found.target != expected.target) return Fault::other_target;
    if (found.size != expected.size) return Fault::other_size;
    if (found.is_executable != expected.is_executable) return Fault::other_mode;
    if (depth == Depth::quick || expected.kind != FileKind::file) return std::nullopt;
    try {
        const bool is_same = digest::hash_file(root / expected.path, cancel) == expected.sha256;
        return is_same ? std::nullopt : std::optional(Fault::other_content);
    } catch (const Error& error) {
        if (is_shortage(error.error_number())) throw;
        return Fault::unreadable;
    }
}

std::optional<Fault> find_fault(const fs::path& root,
                                const EntryPath& expected,
                                Depth depth,
                                const CancelFlag& cancel) {
    const auto found = find_path(root, expected.path);
    return found ? find_fault(root, expected, *found, depth, cancel) : Fault::missing;
}

std::optional<Fault> find_owner_fault(const store::Layout& layout, const fs::path& path) {
    const auto state = find_file_state(path);
    const auto doubt = state ? store::find_doubt(*state, layout.root) : std::nullopt;
    if (!doubt) return std::nullopt;
    return *doubt == store::Doubt::other_owner ? Fault::other_owner : Fault::open_to_others;
}

std::vector<Finding> doubts_about(const store::Layout& layout, const std::string& entry) {
    const fs::path record = store::entry_record_path({});
    for (const fs::path& path : {fs::path(), record.parent_path(), record}) {
        const auto fault = find_owner_fault(layout, store::entry_path(layout, entry) / path);
        if (fault) return {{entry, path.string(), *fault}};
    }
    return {};
}

}  // namespace cudaenv::install
