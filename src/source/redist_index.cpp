// SPDX-License-Identifier: Apache-2.0
// Reads directory listings as web servers write them.
#include <cudaenv/base/error.hpp>
#include <cudaenv/formats/html_links.hpp>
#include <cudaenv/source/redist_index.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

namespace cudaenv::source {
namespace {

namespace fs = std::filesystem;

/// NVIDIA's listing of all releases has some 20 kB, the largest manifest 70 kB.
constexpr std::uint64_t kMaxListing = 4U << 20U;
constexpr std::uint64_t kMaxManifest = 4U << 20U;
constexpr std::size_t kMostManifests = 2000;
constexpr std::string_view kBegin = "redistrib_";
constexpr std::string_view kEnd = ".json";

/// A name and no more: what it says becomes part of an address and of a file.
bool is_manifest_name(std::string_view name) {
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789._-";
    return name.starts_with(kBegin) && name.ends_with(kEnd) &&
           name.size() > kBegin.size() + kEnd.size() && name.size() < 100 &&
           name.find_first_not_of(letters) == std::string_view::npos &&
           name.find("..") == std::string_view::npos;
}

Url directory_url(const Url& base, Product product) {
    return base.joined(std::string(product_text(product)) + "/redist/");
}

std::vector<std::string> list_manifests(const fs::path& directory) {
    std::vector<std::string> names;
    std::error_code error;
    fs::directory_iterator entry(directory, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        std::string name = entry->path().filename().string();
        if (is_manifest_name(name)) names.push_back(std::move(name));
    }
    if (error) {
        throw Error(ErrorKind::not_found,
                    fmt::format("cannot list {}: {}", directory.string(), error.message()));
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

std::vector<std::string> parse_redist_listing(std::string_view html, const CancelFlag& cancel) {
    const formats::HtmlLinks links = formats::parse_html_links(html, [&cancel] { cancel.check(); });
    std::vector<std::string> names;
    std::set<std::string> known;
    for (const std::string& href : links.hrefs) {
        std::string name = href.substr(href.rfind('/') + 1);
        if (is_manifest_name(name) && known.insert(name).second) names.push_back(std::move(name));
    }
    if (links.are_too_many || names.size() > kMostManifests) {
        throw Error(ErrorKind::network,
                    fmt::format("the listing names more than {} manifests", kMostManifests),
                    Advice::check_redist_address);
    }
    return names;
}

std::vector<std::string> list_redist_manifests(const Url& base,
                                               Product product,
                                               Connection& connection,
                                               const CancelFlag& cancel) {
    const Url url = directory_url(base, product);
    if (base.is_local()) return list_manifests(url.local_path());
    return parse_redist_listing(connection.fetch_text({url}, kMaxListing, cancel).text, cancel);
}

std::string fetch_redist_manifest(const Url& base,
                                  Product product,
                                  const std::string& name,
                                  Connection& connection,
                                  const CancelFlag& cancel) {
    return connection.fetch_text({directory_url(base, product).joined(name)}, kMaxManifest, cancel)
        .text;
}

}  // namespace cudaenv::source
