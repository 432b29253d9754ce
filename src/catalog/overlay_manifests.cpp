// SPDX-License-Identifier: Apache-2.0
// Manifests above others: releases that appeared after the program.
#include <cudaenv/catalog/catalog.hpp>
#include <cudaenv/catalog/import.hpp>
#include <cudaenv/catalog/manifest_text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace cudaenv::catalog {

namespace {

constexpr std::string_view kIndex = "index.yaml";
constexpr std::string_view kProductIndexes = "index/";
constexpr std::string_view kTables = "tables/";

Index merge(const Index& base, const Index& over) {
    std::set<std::string> products(base.products.begin(), base.products.end());
    products.insert(over.products.begin(), over.products.end());
    return {base.revision + over.revision, {products.begin(), products.end()}};
}

Summary merge(const Summary& base, const Summary& over) {
    Summary merged = base;
    for (const Summary::Offered& offered : over.offers) {
        const bool is_known = std::any_of(
            base.offers.begin(), base.offers.end(), [&offered](const Summary::Offered& each) {
                return each.source == offered.source;
            });
        if (!is_known) merged.offers.push_back(offered);
    }
    std::sort(merged.offers.begin(), merged.offers.end(), [](const auto& left, const auto& right) {
        return left.source < right.source;
    });
    return merged;
}

ProductIndex merge(const ProductIndex& base, const ProductIndex& over) {
    ProductIndex merged = base;
    merged.revision = base.revision + over.revision;
    for (const Summary& summary : over.releases) {
        const auto place = std::lower_bound(
            merged.releases.begin(),
            merged.releases.end(),
            summary,
            [](const Summary& left, const Summary& right) { return left.version < right.version; });
        if (place != merged.releases.end() && place->version == summary.version) {
            *place = merge(*place, summary);
        } else {
            merged.releases.insert(place, summary);
        }
    }
    return merged;
}

Release merge(const Release& base, const Release& over) {
    return merge_release(over, base);
}

class OverlayManifests : public ManifestSet {
 public:
    OverlayManifests(std::unique_ptr<ManifestSet> base, std::unique_ptr<ManifestSet> over)
        : base_(std::move(base)), over_(std::move(over)) {}

    [[nodiscard]] std::optional<std::string> find(const std::string& path) const override {
        if (path == kIndex) return merged(path, parse_index, render_index);
        if (path.starts_with(kProductIndexes))
            return merged(path, parse_product_index, render_product_index);
        if (path.starts_with(kTables)) return base_->find(path);
        return merged(path, parse_release, render_release);
    }

    [[nodiscard]] std::vector<std::string> paths() const override {
        std::set<std::string> paths;
        for (const std::string& path : base_->paths()) paths.insert(path);
        for (const std::string& path : over_->paths()) {
            if (!path.starts_with(kTables)) paths.insert(path);
        }
        return {paths.begin(), paths.end()};
    }

    [[nodiscard]] std::string origin() const override {
        return fmt::format("{}, and {}", base_->origin(), over_->origin());
    }

 private:
    template <typename Value>
    [[nodiscard]] std::optional<std::string> merged(const std::string& path,
                                                    Value (*parse)(std::string_view,
                                                                   const std::string&),
                                                    std::string (*render)(const Value&)) const {
        const std::optional<std::string> over = over_->find(path);
        const std::optional<std::string> base = base_->find(path);
        if (!over || !base) return base ? base : over;
        return render(merge(parse(*base, label(*base_, path)), parse(*over, label(*over_, path))));
    }

    static std::string label(const ManifestSet& manifests, const std::string& path) {
        return fmt::format("manifests ({})/{}", manifests.origin(), path);
    }

    std::unique_ptr<ManifestSet> base_;
    std::unique_ptr<ManifestSet> over_;
};

}  // namespace

std::unique_ptr<ManifestSet> overlay_manifests(std::unique_ptr<ManifestSet> base,
                                               std::unique_ptr<ManifestSet> over) {
    return std::make_unique<OverlayManifests>(std::move(base), std::move(over));
}

}  // namespace cudaenv::catalog
