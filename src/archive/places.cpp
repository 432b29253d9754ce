// SPDX-License-Identifier: Apache-2.0
// Keeps the books of unpacking: places by entry, owners by place.
#include "entry_name.hpp"
#include "places.hpp"
#include "refusal.hpp"

#include <cudaenv/base/error.hpp>

#include <fmt/format.h>

namespace cudaenv::archive {
namespace {

/// A mapping that leaves the parts is our own mistake, not the archive's.
void check_placement(const Placement& place, const std::string& entry, const Request& request) {
    try {
        const std::string& path = place.path;
        const bool is_clean =
            path.empty() || clean_name(path, request.limits.max_path, "it") == path;
        if (is_clean && place.part < request.parts.size()) return;
    } catch (const Refusal&) {  // reported below, with the entry's name
    }
    throw Error(
        ErrorKind::internal,
        fmt::format("entry {} is mapped to \"{}\" in part {}", entry, place.path, place.part));
}

Refusal taken(const Placement& place, const std::string& other) {
    return Refusal(fmt::format("its place {} is taken by entry {}", place.path, other));
}

}  // namespace

std::optional<Placement> Places::find_place(const std::string& entry) const {
    std::optional<Placement> place = request_.mapping(entry);
    if (place) check_placement(*place, entry, request_);
    return place;
}

std::optional<std::string> Places::find_target(const std::string& target) const {
    if (!target.empty()) {
        if (const auto place = find_place(target)) return place->path;
    }
    return find_directory(target);
}

std::optional<std::string> Places::find_directory(const std::string& target) const {
    const std::string prefix = target.empty() ? "" : target + "/";
    const auto file = files_.lower_bound(prefix);
    if (file == files_.end() || !file->first.starts_with(prefix)) return std::nullopt;

    const std::string tail = file->first.substr(prefix.size());
    const std::string& path = file->second.path;
    if (path == tail) return "";
    if (!path.ends_with("/" + tail)) return std::nullopt;
    return path.substr(0, path.size() - tail.size() - 1);
}

const Placement* Places::find_file(const std::string& entry) const {
    const auto file = files_.find(entry);
    return file == files_.end() ? nullptr : &file->second;
}

void Places::claim_file(const std::string& entry, const Placement& place) {
    const auto [owner, is_new] = owners_.try_emplace(place.path, Owner{entry, ""});
    if (!is_new) throw taken(place, owner->second.entry);
    files_.emplace(entry, place);
}

Claim Places::claim_link(const std::string& entry,
                         const Placement& place,
                         const std::string& target) {
    const auto [owner, is_new] = owners_.try_emplace(place.path, Owner{entry, target});
    if (is_new) return Claim::granted;
    if (owner->second.target != target) throw taken(place, owner->second.entry);
    return Claim::repeated;
}

}  // namespace cudaenv::archive
