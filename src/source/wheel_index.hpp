// SPDX-License-Identifier: Apache-2.0
// Pages of a simple package index (JSON or HTML), and finding a pinned wheel on them. Pure.
#pragma once

#include <cudaenv/catalog/release.hpp>
#include <cudaenv/formats/project_page.hpp>
#include <cudaenv/net/fetch.hpp>
#include <cudaenv/sys/cancel.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::source {

struct IndexPage {
    Url base;  ///< what references are relative to
    std::vector<formats::ProjectFile> files{};
    net::Reach reach = net::Reach::anywhere;  ///< of what it links to
};

/// The largest page is one of all builds of a framework, with some 5 MB.
inline constexpr std::uint64_t kMaxIndexPage = 16U << 20U;

/// The Accept header of a simple index.
inline constexpr std::string_view kIndexAccept =
    "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html; q=0.1, text/html; "
    "q=0.01";

/// Throws Error(network) for JSON that is none or of another major version and for far too many
/// links, Interrupted when cancelled.
IndexPage parse_index_page(const net::Page& page, const CancelFlag& cancel);

/// Whether two file names differ at most in how they spell the project ("-", "_", "." and case).
bool is_same_wheel(std::string_view left, std::string_view right);

/// The archive's absolute address: by digest, else by name. nullopt when the page has none;
/// Error(integrity) when the page has the name with another digest, and what net::follow throws.
std::optional<Url> find_wheel(const IndexPage& page, const catalog::Archive& archive);

}  // namespace cudaenv::source
