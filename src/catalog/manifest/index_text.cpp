// SPDX-License-Identifier: Apache-2.0
// The index: the products, and for each one line per release, made from the release files.
#include "catalog/manifest/schema.hpp"

#include <cudaenv/catalog/manifest_text.hpp>
#include <cudaenv/formats/yaml_writer.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <set>

namespace cudaenv::catalog {

namespace {

using formats::Fields;
using formats::Value;
using formats::yaml_list;
using formats::YamlFlowMap;

bool is_yanked(const Release& release) {
    for (const Offer& offer : release.offers) {
        for (const auto& [platform, archives] : offer.archives) {
            const bool all = std::all_of(
                archives.begin(), archives.end(), [](const Archive& each) { return each.yanked; });
            if (!all) return false;
        }
    }
    return true;
}

/// Platforms and variants that are left when withdrawn files are not counted (unless the whole
/// release is withdrawn).
Summary::Offered summarize_offer(const Offer& offer, bool release_is_yanked) {
    Summary::Offered offered{offer.source, offer.provides, {}, {}};
    std::set<std::string> variants;
    for (const auto& [platform, archives] : offer.archives) {
        bool usable = false;
        for (const Archive& archive : archives) {
            if (archive.yanked && !release_is_yanked) continue;
            usable = true;
            if (!archive.variant.empty()) variants.insert(archive.variant);
        }
        if (usable) offered.platforms.push_back(platform);
    }
    offered.variants.assign(variants.begin(), variants.end());
    return offered;
}

Summary::Offered read_offered(const std::string& source, const Value& value) {
    Fields map(value);
    Summary::Offered offered;
    offered.source = require_source(source, value);
    const Value provides = map.require("provides");
    const std::optional<Provides> known = find_provides(provides.text());
    if (!known) provides.fail(fmt::format("\"{}\" is nothing a source provides", provides.text()));
    offered.provides = *known;
    for (const Value& item : map.require("platforms").list()) {
        const std::optional<Platform> platform = find_platform(item.text());
        if (!platform) item.fail(fmt::format("unknown platform \"{}\"", item.text()));
        offered.platforms.push_back(*platform);
    }
    if (const auto variants = map.find("variants")) offered.variants = variants->texts();
    map.expect_no_more();
    return offered;
}

Summary read_summary(Product product, const Value& value) {
    Fields map(value);
    Summary summary;
    summary.product = product;
    summary.version = map.require("version").version();
    if (const auto prerelease = map.find("prerelease")) summary.prerelease = prerelease->flag();
    if (const auto yanked = map.find("yanked")) summary.yanked = yanked->flag();
    if (const auto glibc = map.find("min_glibc")) summary.min_glibc = glibc->version();
    Fields sources(map.require("sources"));
    for (const auto& [source, offered] : sources.take_rest()) {
        summary.offers.push_back(read_offered(source, offered));
    }
    map.expect_no_more();
    return summary;
}

std::string render_summary(const Summary& summary) {
    YamlFlowMap map;
    map.add_version("version", summary.version);
    if (summary.prerelease) map.add("prerelease", "true");
    if (summary.yanked) map.add("yanked", "true");
    if (summary.min_glibc) map.add_version("min_glibc", *summary.min_glibc);
    YamlFlowMap sources;
    for (const Summary::Offered& offered : summary.offers) {
        std::vector<std::string> platforms;
        for (const Platform platform : offered.platforms)
            platforms.emplace_back(platform_text(platform));
        YamlFlowMap each;
        each.add("provides", provides_text(offered.provides))
            .add("platforms", yaml_list(platforms));
        if (!offered.variants.empty()) each.add("variants", yaml_list(offered.variants));
        sources.add(source_text(offered.source), each.text());
    }
    return map.add("sources", sources.text()).text();
}

Index read_index(const formats::Document& document,
                 const std::function<std::optional<Product>(const Value&)>& read_product) {
    Fields map(document.root());
    Index index;
    index.revision = take_revision(map);
    for (const Value& name : map.require("products").list()) {
        if (const auto product = read_product(name)) index.products.push_back(*product);
    }
    map.expect_no_more();
    return index;
}

}  // namespace

Summary summarize(const Release& release) {
    Summary summary;
    summary.product = release.product;
    summary.version = release.version;
    summary.prerelease = release.prerelease;
    summary.yanked = is_yanked(release);
    summary.min_glibc = release.min_glibc;
    for (const Offer& offer : release.offers) {
        Summary::Offered offered = summarize_offer(offer, summary.yanked);
        if (!offered.platforms.empty()) summary.offers.push_back(std::move(offered));
    }
    return summary;
}

Index read_index(const formats::Document& document) {
    return read_index(document, require_product);
}

Index read_known_index(const formats::Document& document) {
    return read_index(document, [](const Value& name) { return find_product(name.text()); });
}

std::string render_index(const Index& index) {
    std::vector<std::string> products = product_texts(index.products);
    std::sort(products.begin(), products.end());
    return render_revision(index.revision) + fmt::format("products: {}\n", yaml_list(products));
}

ProductIndex read_product_index(const formats::Document& document) {
    Fields map(document.root());
    ProductIndex index;
    index.revision = take_revision(map);
    index.product = require_product(map.require("product"));
    for (const Value& item : map.require("releases").list()) {
        Summary summary = read_summary(index.product, item);
        if (!index.releases.empty() && !(index.releases.back().version < summary.version)) {
            item.fail(fmt::format("{} {} stands after {}",
                                  product_text(index.product),
                                  summary.version.text(),
                                  index.releases.back().version.text()));
        }
        index.releases.push_back(std::move(summary));
    }
    map.expect_no_more();
    return index;
}

std::string render_product_index(const ProductIndex& index) {
    std::vector<const Summary*> releases;
    for (const Summary& each : index.releases) releases.push_back(&each);
    std::sort(releases.begin(), releases.end(), [](const Summary* left, const Summary* right) {
        return left->version < right->version;
    });
    std::string text = render_revision(index.revision);
    text += fmt::format("product: {}\n", product_text(index.product));
    text += releases.empty() ? "releases: []\n" : "releases:\n";
    for (const Summary* each : releases) text += fmt::format("  - {}\n", render_summary(*each));
    return text;
}

}  // namespace cudaenv::catalog
