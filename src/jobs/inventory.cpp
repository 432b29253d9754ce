// SPDX-License-Identifier: Apache-2.0
// What is installed, and how much space it takes.
#include <cudaenv/jobs/inventory.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/sys/file_state.hpp>
#include <cudaenv/sys/files.hpp>

#include <filesystem>
#include <optional>
#include <utility>

namespace cudaenv::jobs {

namespace {

/// What is there may be exchanged or removed while it is measured: then anew, and nullopt when it
/// is gone.
std::optional<ByteCount> measure(const std::filesystem::path& path) {
    constexpr int most_exchanges = 20;
    std::optional<FileState> before = find_file_state(path);
    for (int i = 0; before; ++i) {
        ByteCount size;
        try {
            size = tree_size(path);
        } catch (const Error&) {
            if (!find_file_state(path)) return std::nullopt;
        }
        const std::optional<FileState> after = find_file_state(path);
        if (after == before || i == most_exchanges) return size;
        before = after;
    }
    return std::nullopt;
}

/// What nobody may look at keeps nothing else from being listed.
std::optional<ByteCount> find_size(const std::filesystem::path& path) {
    try {
        return measure(path);
    } catch (const Error&) {
        return ByteCount{};
    }
}

}  // namespace

Inventory take_inventory(const Environment& environment, const store::Layout& layout) {
    store::Environments all = store::list_environments(layout, store::shared_roots(environment));
    Inventory inventory{{}, std::move(all.damaged), std::move(all.passed_over)};
    for (store::Installed& each : all.healthy) {
        const auto size = find_size(each.path);
        if (size || each.origin == store::EnvironmentOrigin::linked)
            inventory.healthy.push_back({std::move(each), size.value_or(ByteCount{})});
    }
    return inventory;
}

std::vector<KeptCompiler> kept_compilers(const store::Layout& layout) {
    std::vector<KeptCompiler> compilers;
    for (const std::string& entry : store::kept_entries(layout)) {
        if (!store::has_entry(layout, entry)) continue;
        if (const auto size = find_size(store::entry_path(layout, entry)))
            compilers.push_back({entry, *size});
    }
    return compilers;
}

}  // namespace cudaenv::jobs
