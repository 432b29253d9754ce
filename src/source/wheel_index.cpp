// SPDX-License-Identifier: Apache-2.0
// Index pages as a server sends them, and the wheel that is looked for on one.
#include "source/wheel_index.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/formats/html_links.hpp>
#include <cudaenv/formats/json.hpp>
#include <cudaenv/formats/python_names.hpp>

#include <fmt/format.h>

#include <utility>

namespace cudaenv::source {
namespace {

/// Of the page that is shown as `page`.
Error page_error(const std::string& page, const std::string& /*way*/, const std::string& reason) {
    return {ErrorKind::network,
            fmt::format("the package index page {} cannot be used: {}", page, reason),
            "check the index address (PIP_INDEX_URL, index-url in pip.conf)"};
}

IndexPage parse_json(std::string_view text, const Url& url) {
    const std::string shown = url.shown();
    const auto read = formats::read_json(text, shown, {.bytes = kMaxIndexPage}, page_error);
    const auto* fault = std::get_if<formats::JsonFault>(&read);
    if (fault != nullptr && fault->kind == formats::JsonFault::Kind::limits)
        throw page_error(shown, "", fault->reason);
    const auto* document = std::get_if<formats::Document>(&read);
    if (document == nullptr || !document->root().is_map())
        throw page_error(shown, "", "it is no JSON object");
    IndexPage result{url, formats::read_json_project_page(document->root()).files};
    std::erase_if(result.files, [](const formats::ProjectFile& file) {
        return file.name.empty() || file.reference.empty();
    });
    return result;
}

IndexPage parse_html(std::string_view text, const Url& url, const CancelFlag& cancel) {
    formats::ProjectPage page =
        formats::parse_html_project_page(text, url, [&cancel] { cancel.check(); });
    if (page.has_too_many_links) {
        throw page_error(
            url.shown(), "", fmt::format("it has more than {} links", formats::kMostLinks));
    }
    std::erase_if(page.files,
                  [](const formats::ProjectFile& file) { return !file.name.ends_with(".whl"); });
    return {page.base.empty() ? url : net::follow(url, page.base), std::move(page.files)};
}

const formats::ProjectFile* find_file(const IndexPage& page, const catalog::Archive& archive) {
    const formats::ProjectFile* named = nullptr;
    for (const formats::ProjectFile& file : page.files) {
        if (file.sha256 == archive.sha256) return &file;
        if (named == nullptr && is_same_wheel(file.name, archive.file_name())) named = &file;
    }
    return named;
}

}  // namespace

IndexPage parse_index_page(const net::Page& page, const CancelFlag& cancel) {
    const net::Response& response = page.response;
    IndexPage result = response.content_type.ends_with("json")
                           ? parse_json(page.text, response.url)
                           : parse_html(page.text, response.url, cancel);
    result.reach = response.reach;
    return result;
}

bool is_same_wheel(std::string_view left, std::string_view right) {
    return formats::normalised_name(left) == formats::normalised_name(right);
}

std::optional<Url> find_wheel(const IndexPage& page, const catalog::Archive& archive) {
    const formats::ProjectFile* const file = find_file(page, archive);
    if (file == nullptr) return std::nullopt;
    if (file->sha256 && *file->sha256 != archive.sha256) {
        throw Error(ErrorKind::integrity,
                    fmt::format("{} lists {} with SHA-256 {}, but the catalogue pins {}",
                                page.base.shown(),
                                file->name,
                                file->sha256->hex(),
                                archive.sha256.hex()),
                    "do not use this index until its operator has explained the difference");
    }
    return net::follow(page.base, file->reference);
}

}  // namespace cudaenv::source
