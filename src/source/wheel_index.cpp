// SPDX-License-Identifier: Apache-2.0
// Reads PEP 691 JSON and PEP 503 HTML into one list of links.
#include "source/wheel_index.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/formats/html_links.hpp>
#include <cudaenv/formats/json.hpp>
#include <cudaenv/formats/python_names.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace cudaenv::source {
namespace {

using formats::Value;

Error page_error(const Url& url, const std::string& reason) {
    return {ErrorKind::network,
            fmt::format("the package index page {} cannot be used: {}", url.shown(), reason),
            "check the index address (PIP_INDEX_URL, index-url in pip.conf)"};
}

/// Empty when it is absent or no text.
std::string text_member(const Value& object, const char* name) {
    const auto member = object.find(name);
    return member && member->find_text() != nullptr ? *member->find_text() : std::string();
}

/// "reference#sha256=HEX", as both formats may write it.
WheelLink make_link(std::string file_name, std::string_view reference) {
    const std::size_t hash = std::min(reference.find('#'), reference.size());
    WheelLink link{std::move(file_name), std::string(reference.substr(0, hash)), std::nullopt};
    constexpr std::string_view key = "#sha256=";
    const std::string_view fragment = reference.substr(hash);
    if (fragment.starts_with(key)) {
        link.sha256 = find_sha256(fragment.substr(key.size()).substr(0, 64));
    }
    return link;
}

void require_api_version(const Value& page, const Url& url) {
    const auto meta = page.find("meta");
    const std::string version =
        meta && meta->is_map() ? text_member(*meta, "api-version") : std::string();
    if (version != "1" && !version.starts_with("1.")) {
        throw page_error(url, fmt::format("its api-version is \"{}\", not 1.x", version));
    }
}

IndexPage parse_json(std::string_view text, const Url& url) {
    const auto read = formats::read_json(text, url.shown(), {.bytes = kMaxIndexPage});
    const auto* fault = std::get_if<formats::JsonFault>(&read);
    if (fault != nullptr && fault->kind == formats::JsonFault::Kind::limits)
        throw page_error(url, fault->reason);
    const auto* document = std::get_if<formats::Document>(&read);
    if (document == nullptr || !document->root().is_map())
        throw page_error(url, "it is no JSON object");
    const Value page = document->root();
    require_api_version(page, url);
    const auto files = page.find("files");
    if (!files || !files->is_list()) throw page_error(url, "it has no files");
    IndexPage result{url};
    for (const Value& file : files->list()) {
        if (!file.is_map()) continue;
        WheelLink link = make_link(text_member(file, "filename"), text_member(file, "url"));
        if (link.file_name.empty() || link.reference.empty()) continue;
        const auto hashes = file.find("hashes");
        if (hashes && hashes->is_map()) link.sha256 = find_sha256(text_member(*hashes, "sha256"));
        result.links.push_back(std::move(link));
    }
    return result;
}

IndexPage parse_html(std::string_view text, const Url& url, const CancelFlag& cancel) {
    const formats::HtmlLinks html = formats::parse_html_links(text, [&cancel] { cancel.check(); });
    if (html.are_too_many)
        throw page_error(url, fmt::format("it has more than {} links", formats::kMostLinks));
    IndexPage result{html.base.empty() ? url : net::follow(url, html.base)};
    for (const std::string& href : html.hrefs) {
        cancel.check();
        // The link's own text may be shortened.
        const UrlReading reading = result.base.resolve(href);
        if (!reading.url || !reading.url->file_name().ends_with(".whl")) continue;
        result.links.push_back(make_link(reading.url->file_name(), href));
    }
    return result;
}

const WheelLink* find_link(const IndexPage& page, const catalog::Archive& archive) {
    const WheelLink* named = nullptr;
    for (const WheelLink& link : page.links) {
        if (link.sha256 == archive.sha256) return &link;
        if (named == nullptr && is_same_wheel(link.file_name, archive.file_name())) named = &link;
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
    const WheelLink* const link = find_link(page, archive);
    if (link == nullptr) return std::nullopt;
    if (link->sha256 && *link->sha256 != archive.sha256) {
        throw Error(ErrorKind::integrity,
                    fmt::format("{} lists {} with SHA-256 {}, but the catalogue pins {}",
                                page.base.shown(),
                                link->file_name,
                                link->sha256->hex(),
                                archive.sha256.hex()),
                    "do not use this index until its operator has explained the difference");
    }
    return net::follow(page.base, link->reference);
}

}  // namespace cudaenv::source
