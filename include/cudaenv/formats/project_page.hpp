// SPDX-License-Identifier: Apache-2.0
// A project's page of a Python package index: PEP 691 (JSON) and PEP 503 (HTML).
#pragma once

#include <cudaenv/base/byte_count.hpp>
#include <cudaenv/base/sha256.hpp>
#include <cudaenv/base/url.hpp>
#include <cudaenv/formats/value.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::formats {

/// What is malformed counts as absent. HTML has no more than name, reference and digest.
struct ProjectFile {
    std::string name;
    std::string reference;  ///< as written, maybe relative to the page's base; without fragment
    std::optional<Sha256> sha256;
    std::optional<ByteCount> size;
    std::string uploaded;
    bool is_yanked = false;
    /// What of it is missing or malformed, for readers that need it whole: "files[0].size: expected
    /// a size in bytes"; empty: nothing. Of JSON only.
    std::string fault;
};

struct ProjectPage {
    std::string base;  ///< what references are relative to, as written; empty: the page itself
    std::vector<ProjectFile> files;
    bool has_too_many_links = false;  ///< more than kMostLinks: `files` is empty
};

/// Throws the complaint of the document for another version than 1.x and for a page without files.
ProjectPage read_json_project_page(const Value& root);

/// Every link with a file name on the page at `url`; the name is the link's, since its text may be
/// shortened. `check` is called again and again, as by parse_html_links().
ProjectPage parse_html_project_page(std::string_view html,
                                    const Url& url,
                                    const std::function<void()>& check);

}  // namespace cudaenv::formats
