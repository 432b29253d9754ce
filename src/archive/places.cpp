// SPDX-License-Identifier: Apache-2.0
// Keeps the books of unpacking: places by entry, owners by place.
#include "archive/places.hpp"

#include "archive/entry_name.hpp"
#include "archive/refusal.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>

#include <fmt/format.h>

#include <utility>

namespace cudaenv::archive {
namespace {

/// A mapping that leaves the parts is our own mistake, not the archive's; a place that is too long
/// or that belongs to us comes of the archive's names.
void check_placement(const Placement& place,
                     const std::string& entry,
                     const UnpackRequest& request) {
    if (place.part >= request.parts.size() || !is_clean_name(place.path)) {
        throw Error(
            ErrorKind::internal,
            fmt::format("entry {} is mapped to \"{}\" in part {}", entry, place.path, place.part));
    }
    check_name(place.path, request.limits, fmt::format("its place {}", place.path));
}

}  // namespace

std::optional<Placement> Places::find_place(const std::string& entry) const {
    std::optional<Placement> place = request_.mapping(entry);
    if (place) check_placement(*place, entry, request_);
    return place;
}

std::optional<std::string> Places::find_target(const std::string& target) const {
    if (!target.empty()) {
        if (auto place = find_place(target)) return std::move(place->path);
    }
    return find_directory(target);
}

std::optional<std::string> Places::find_directory(const std::string& target) const {
    const std::string prefix = target.empty() ? "" : target + "/";
    const auto file = files_.lower_bound(prefix);
    if (file == files_.end() || !file->first.starts_with(prefix)) return std::nullopt;

    const std::string_view tail = file->first.substr(prefix.size());
    const std::string& path = file->second->place.path;
    if (path == tail) return "";
    if (!path.ends_with(fmt::format("/{}", tail))) return std::nullopt;
    return path.substr(0, path.size() - tail.size() - 1);
}

const Placement* Places::find_file(std::string_view entry) const {
    const auto file = files_.find(entry);
    return file == files_.end() ? nullptr : &file->second->place;
}

void Places::claim_file(std::string entry, Placement place) {
    count_names(entry.size() + place.path.size());
    const auto [owner, is_new] = claim({std::move(entry), std::move(place), {}});
    files_.emplace(owner->entry, owner);
}

Claim Places::claim_link(std::string entry, Placement place, std::string target) {
    const auto [owner, is_new] = claim({std::move(entry), std::move(place), std::move(target)});
    return is_new ? Claim::granted : Claim::repeated;
}

void Places::count_names(std::uint64_t bytes) {
    names_ += bytes;
    if (names_ <= request_.limits.max_names) return;
    throw Refusal(
        fmt::format("the names in the archive take more than {} bytes", request_.limits.max_names));
}

std::pair<const Places::Owner*, bool> Places::claim(Owner owner) {
    const auto known = by_path_.find(owner.place.path);
    if (known != by_path_.end()) {
        const Owner& other = *known->second;
        const bool is_same_link = !owner.target.empty() && owner.target == other.target;
        if (is_same_link) return {&other, false};
        throw Refusal(
            fmt::format("its place {} is taken by entry {}", owner.place.path, other.entry));
    }
    const Owner& kept = owners_.emplace_back(std::move(owner));
    by_path_.emplace(kept.place.path, &kept);
    return {&kept, true};
}

}  // namespace cudaenv::archive
