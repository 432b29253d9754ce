// SPDX-License-Identifier: Apache-2.0
// Small lookups on release values.
#include <cudaenv/catalog/release.hpp>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace cudaenv::catalog {

namespace {

constexpr std::array<std::pair<Provides, std::string_view>, 4> kProvides{{
    {Provides::toolkit, "toolkit"},
    {Provides::runtime, "runtime"},
    {Provides::library, "library"},
    {Provides::compiler, "compiler"},
}};

}  // namespace

std::string_view provides_text(Provides provides) {
    const auto* const entry =
        std::find_if(kProvides.begin(), kProvides.end(), [&](const auto& each) {
            return each.first == provides;
        });
    return entry->second;
}

std::optional<Provides> find_provides(std::string_view text) {
    for (const auto& [provides, name] : kProvides) {
        if (name == text) return provides;
    }
    return std::nullopt;
}

std::string Archive::file_name() const {
    return path.substr(path.rfind('/') + 1);
}

bool by_path(const Archive& left, const Archive& right) {
    return std::tie(left.path, left.variant) < std::tie(right.path, right.variant);
}

const Offer* Release::find_offer(SourceName source) const {
    const auto offer = std::find_if(
        offers.begin(), offers.end(), [&](const Offer& each) { return each.source == source; });
    return offer == offers.end() ? nullptr : &*offer;
}

}  // namespace cudaenv::catalog
