// SPDX-License-Identifier: Apache-2.0
// An environment is exchanged by one rename, but a path that was being looked up then may still
// lead into the old one, which is being deleted: something is missing only where the directory
// stays the same.
#include "store/settled.hpp"

#include <cudaenv/sys/file_state.hpp>
#include <cudaenv/sys/files.hpp>

#include <system_error>

namespace cudaenv::store {

namespace fs = std::filesystem;

namespace {

constexpr int kMostExchanges = 100;

}  // namespace

Presence look_settled(const fs::path& directory, const std::function<bool()>& is_there) {
    std::optional<FileState> before;
    for (int i = 0; i < kMostExchanges; ++i) {
        if (is_there()) return Presence::found;
        std::error_code ignored;
        const std::optional<FileState> now = find_file_state(directory);
        if (!now || !fs::is_directory(directory, ignored)) return Presence::no_environment;
        if (before && *before == *now) break;
        before = now;
    }
    return Presence::missing;
}

OwnFile read_settled(const fs::path& directory, const fs::path& name) {
    OwnFile file;
    file.presence = look_settled(directory, [&] {
        auto text = find_file_text(directory / name);
        if (text) file.text = *std::move(text);
        return text.has_value();
    });
    return file;
}

}  // namespace cudaenv::store
