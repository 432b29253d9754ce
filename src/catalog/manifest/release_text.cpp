// SPDX-License-Identifier: Apache-2.0
// Release files as text.
#include "catalog/manifest/schema.hpp"

#include <cudaenv/catalog/manifest_text.hpp>
#include <cudaenv/formats/yaml_writer.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace cudaenv::catalog {

namespace {

using formats::Fields;
using formats::Value;
using formats::yaml_quoted;
using formats::YamlFlowMap;

std::string read_path(const Value& value) {
    std::string path = value.text();
    if (path.front() == '/' || path.find("://") != std::string::npos) {
        value.fail(fmt::format("\"{}\" must be relative to the source", path));
    }
    const bool plain =
        std::all_of(path.begin(), path.end(), [](char c) { return c > ' ' && c <= '~'; });
    if (!plain) value.fail(fmt::format("\"{}\" holds a character that no path here has", path));
    return path;
}

Archive read_archive(const Value& value) {
    Fields map(value);
    Archive archive;
    archive.component = map.require("component").text();
    archive.version = map.require("version").text();
    archive.path = read_path(map.require("path"));
    archive.sha256 = map.require("sha256").sha256();
    if (const auto size = map.find("size")) archive.size = size->bytes();
    if (const auto variant = map.find("variant")) archive.variant = variant->text();
    if (const auto yanked = map.find("yanked")) archive.yanked = yanked->flag();
    map.expect_no_more();
    return archive;
}

std::vector<Archive> read_archives(const Value& value) {
    std::vector<Archive> archives;
    std::set<std::pair<std::string, std::string>> paths;
    std::set<Sha256> digests;
    for (const Value& item : value.list()) {
        archives.push_back(read_archive(item));
        const Archive& archive = archives.back();
        if (!paths.emplace(archive.path, archive.variant).second) {
            item.fail(fmt::format("the path \"{}\" stands here twice", archive.path));
        }
        if (!digests.insert(archive.sha256).second) {
            item.fail(fmt::format("the digest {} stands here twice", archive.sha256.hex()));
        }
    }
    if (archives.empty()) value.fail("a platform without archives");
    std::sort(archives.begin(), archives.end(), by_path);
    return archives;
}

Offer read_offer(const std::string& source, const Value& value) {
    Fields map(value);
    Offer offer;
    offer.source = require_source(source, value);
    const Value provides = map.require("provides");
    const std::optional<Provides> known = find_provides(provides.text());
    if (!known) {
        provides.fail(
            fmt::format("\"{}\" is none of toolkit, runtime, library, compiler", provides.text()));
    }
    offer.provides = *known;
    for (const auto& [key, archives] : map.take_rest()) {
        const std::optional<Platform> platform = find_platform(key);
        if (!platform) archives.fail(fmt::format("unknown key or platform \"{}\"", key));
        offer.archives[*platform] = read_archives(archives);
    }
    if (offer.archives.empty()) value.fail("a source without archives");
    return offer;
}

std::string render_archive(const Archive& archive) {
    YamlFlowMap map;
    map.add_text("component", archive.component);
    if (!archive.variant.empty()) map.add_text("variant", archive.variant);
    map.add("version", yaml_quoted(archive.version));
    map.add_text("path", archive.path);
    map.add("sha256", yaml_quoted(archive.sha256.hex()));
    if (archive.size) map.add("size", std::to_string(archive.size->value));
    if (archive.yanked) map.add("yanked", "true");
    return map.text();
}

std::string render_offer(const Offer& offer) {
    std::string text = fmt::format(
        "  {}:\n    provides: {}\n", source_text(offer.source), provides_text(offer.provides));
    for (const auto& [platform, archives] : offer.archives) {
        text += fmt::format("    {}:\n", platform_text(platform));
        std::vector<Archive> sorted = archives;
        std::sort(sorted.begin(), sorted.end(), by_path);
        for (const Archive& archive : sorted)
            text += fmt::format("      - {}\n", render_archive(archive));
    }
    return text;
}

}  // namespace

Release read_release(const formats::Document& document) {
    Fields map(document.root());
    Release release;
    release.revision = take_revision(map);
    release.product = require_product(map.require("product"));
    release.version = map.require("version").version();
    if (const auto date = map.find("date")) release.date = date->text();
    if (const auto prerelease = map.find("prerelease")) release.prerelease = prerelease->flag();
    if (const auto glibc = map.find("min_glibc")) release.min_glibc = glibc->version();
    Fields sources(map.require("sources"));
    for (const auto& [source, value] : sources.take_rest()) {
        release.offers.push_back(read_offer(source, value));
    }
    map.expect_no_more();
    if (release.offers.empty()) map.fail("a release without sources");
    std::sort(release.offers.begin(),
              release.offers.end(),
              [](const Offer& left, const Offer& right) { return left.source < right.source; });
    return release;
}

std::string render_release(const Release& release) {
    std::string text = render_revision(release.revision);
    text += fmt::format("product: {}\nversion: {}\n",
                        product_text(release.product),
                        yaml_quoted(release.version.text()));
    if (!release.date.empty()) text += fmt::format("date: {}\n", yaml_quoted(release.date));
    if (release.prerelease) text += "prerelease: true\n";
    if (release.min_glibc)
        text += fmt::format("min_glibc: {}\n", yaml_quoted(release.min_glibc->text()));
    text += "sources:\n";
    for (const Offer& offer : release.offers) text += render_offer(offer);
    return text;
}

}  // namespace cudaenv::catalog
