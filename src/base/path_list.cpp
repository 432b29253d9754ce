// SPDX-License-Identifier: Apache-2.0
// PATH-like values taken apart and put together.
#include <cudaenv/base/path_list.hpp>
#include <cudaenv/base/text.hpp>

#include <algorithm>

namespace cudaenv {

PathList::PathList(std::string_view value) {
    if (value.empty()) return;
    const auto pieces = split(value, ':');
    entries_.assign(pieces.begin(), pieces.end());
}

bool PathList::contains(std::string_view entry) const {
    return std::find(entries_.begin(), entries_.end(), entry) != entries_.end();
}

void PathList::remove(std::string_view entry) {
    std::erase(entries_, entry);
}

void PathList::put_first(std::string_view entry) {
    std::string kept(entry);  // `entry` may view one of our own entries
    remove(kept);
    entries_.insert(entries_.begin(), std::move(kept));
}

std::string PathList::text() const {
    return join(entries_, ":");
}

std::vector<std::string> parse_directories(std::string_view value) {
    std::vector<std::string> entries = PathList(value).entries();
    std::erase(entries, "");
    return entries;
}

}  // namespace cudaenv
