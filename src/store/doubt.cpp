// SPDX-License-Identifier: Apache-2.0
// Judges owners and modes. Part of the shim: one look at the root, and only where it is needed.
#include <cudaenv/store/doubt.hpp>

#include <cstdint>
#include <system_error>

namespace cudaenv::store {

namespace fs = std::filesystem;

namespace {

constexpr unsigned kOthersWrite = 0002;

bool owns(std::uint32_t user, const fs::path& root) {
    std::error_code absent;
    const fs::path real = fs::canonical(root, absent);
    const auto state = absent ? std::nullopt : find_file_state(real);
    return state && state->owner == user;
}

}  // namespace

std::optional<Doubt> find_doubt(const FileState& state, const fs::path& root) {
    if (!is_trusted_owner(state.owner) && !owns(state.owner, root)) return Doubt::other_owner;
    // A group may be the user's own, as many systems have it.
    const bool is_open = state.kind != FileKind::link && (state.mode & kOthersWrite) != 0;
    return is_open ? std::optional(Doubt::open_to_others) : std::nullopt;
}

std::string doubt_text(Doubt doubt, const FileState& state) {
    if (doubt == Doubt::open_to_others) return "may be written by others";
    return "belongs to another user (uid " + std::to_string(state.owner) + ")";
}

}  // namespace cudaenv::store
