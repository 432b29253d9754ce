// SPDX-License-Identifier: Apache-2.0
// Pages of a simple package index (JSON or HTML), and finding a pinned wheel on them. Pure.
#pragma once

#include <cudaenv/base/sha256.hpp>
#include <cudaenv/catalog/release.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::source {

struct WheelLink {
    std::string file_name;
    std::string reference;  ///< URL, maybe relative to the page's base; without fragment
    std::optional<Sha256> sha256;
};
struct IndexPage {
    std::string base;  ///< what references are relative to
    std::vector<WheelLink> links;
};

/// The Accept header of a simple index.
inline constexpr std::string_view kIndexAccept =
    "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html; q=0.1, text/html; "
    "q=0.01";

/// `url` is the page's address after redirects. Throws Error(network) for JSON that is none or of
/// another major version.
IndexPage parse_index_page(std::string_view text,
                           std::string_view content_type,
                           const std::string& url);

/// Whether two file names differ at most in how they spell the project ("-", "_", "." and case).
bool is_same_wheel(std::string_view left, std::string_view right);

/// The archive's absolute URL: by digest, else by name. nullopt when the page has none;
/// Error(integrity) when the page has the name with another digest.
std::optional<std::string> find_wheel(const IndexPage& page, const catalog::Archive& archive);

/// `url` with the user information of `index` when it is on the same host and has none of its own.
std::string with_credentials_of(const std::string& index, const std::string& url);

}  // namespace cudaenv::source
