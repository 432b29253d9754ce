// SPDX-License-Identifier: Apache-2.0
// Reads directory listings as web servers write them.
#include "source/html_links.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/net/url.hpp>
#include <cudaenv/source/redist_index.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace cudaenv::source {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxListing = 8U << 20U;
constexpr std::uint64_t kMaxManifest = 8U << 20U;
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

std::string directory_url(const std::string& base, const std::string& product) {
    return net::join_url(base, product + "/redist/");
}

std::vector<std::string> list_directory(const fs::path& directory) {
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

std::vector<std::string> parse_redist_listing(std::string_view html) {
    std::vector<std::string> names;
    for (const std::string& href : parse_html_links(html).hrefs) {
        const std::string name = href.substr(href.rfind('/') + 1);
        if (is_manifest_name(name) && std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(name);
    }
    return names;
}

std::vector<std::string> list_redist_manifests(const std::string& base,
                                               const std::string& product,
                                               net::Client& client,
                                               const CancelFlag& cancel) {
    const std::string url = directory_url(base, product);
    if (net::url_scheme(base) == "file") return list_directory(net::file_url_path(url));
    net::Response response;
    net::Request request;
    request.url = url;
    return parse_redist_listing(client.fetch_text(request, kMaxListing, response, cancel));
}

std::string fetch_redist_manifest(const std::string& base,
                                  const std::string& product,
                                  const std::string& name,
                                  net::Client& client,
                                  const CancelFlag& cancel) {
    net::Response response;
    net::Request request;
    request.url = net::join_url(directory_url(base, product), name);
    return client.fetch_text(request, kMaxManifest, response, cancel);
}

}  // namespace cudaenv::source
