// SPDX-License-Identifier: Apache-2.0
// The index: one line per release, made from the release files.
#include "catalog/yaml_reader.hpp"
#include "catalog/yaml_text.hpp"

#include <cudaenv/catalog/manifest_text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace cudaenv::catalog {

namespace {

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

Summary::Offered read_offered(const std::string& source, const YamlValue& value) {
    YamlMap map(value);
    Summary::Offered offered;
    offered.source = source;
    const YamlValue provides = map.require("provides");
    const std::optional<Provides> known = find_provides(provides.text());
    if (!known) provides.fail(fmt::format("\"{}\" is nothing a source provides", provides.text()));
    offered.provides = *known;
    for (const YamlValue& item : map.require("platforms").list()) {
        const std::optional<Platform> platform = find_platform(item.text());
        if (!platform) item.fail(fmt::format("unknown platform \"{}\"", item.text()));
        offered.platforms.push_back(*platform);
    }
    if (const auto variants = map.find("variants")) offered.variants = variants->texts();
    map.expect_no_more();
    return offered;
}

Summary read_summary(const std::string& product, const YamlValue& value) {
    YamlMap map(value);
    Summary summary;
    summary.product = product;
    summary.version = map.require("version").version();
    if (const auto prerelease = map.find("prerelease")) summary.prerelease = prerelease->flag();
    if (const auto yanked = map.find("yanked")) summary.yanked = yanked->flag();
    if (const auto glibc = map.find("min_glibc")) summary.min_glibc = glibc->version();
    YamlMap sources(map.require("sources"));
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
        sources.add(offered.source, each.text());
    }
    return map.add("sources", sources.text()).text();
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

Index parse_index(std::string_view text, const std::string& file) {
    YamlMap map(YamlValue::parse(text, file));
    Index index;
    index.revision = take_revision(map);
    YamlMap products(map.require("products"));
    map.expect_no_more();
    for (const auto& [product, releases] : products.take_rest()) {
        std::optional<Version> previous;
        for (const YamlValue& item : releases.list()) {
            index.summaries.push_back(read_summary(product, item));
            const Version& version = index.summaries.back().version;
            if (previous && !(*previous < version)) {
                item.fail(fmt::format(
                    "{} {} stands after {}", product, version.text(), previous->text()));
            }
            previous = version;
        }
    }
    return index;
}

std::string render_index(const Index& index) {
    std::vector<Summary> summaries = index.summaries;
    std::sort(summaries.begin(), summaries.end(), [](const Summary& left, const Summary& right) {
        if (left.product != right.product) return left.product < right.product;
        return left.version < right.version;
    });
    std::string text = yaml_header(index.revision) + "products:\n";
    std::string product;
    for (const Summary& summary : summaries) {
        if (summary.product != product) {
            product = summary.product;
            text += fmt::format("  {}:\n", yaml_text(product));
        }
        text += fmt::format("    - {}\n", render_summary(summary));
    }
    if (summaries.empty()) text += "  {}\n";
    return text;
}

}  // namespace cudaenv::catalog
