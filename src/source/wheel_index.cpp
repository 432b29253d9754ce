// SPDX-License-Identifier: Apache-2.0
// Reads PEP 691 JSON and PEP 503 HTML into one list of links.
#include "source/html_links.hpp"
#include "source/wheel_index.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/net/url.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <utility>

namespace cudaenv::source {
namespace {

using Json = nlohmann::json;

Error page_error(const std::string& url, const std::string& reason) {
    return {ErrorKind::network,
            fmt::format("the package index page {} cannot be used: {}", redact_url(url), reason),
            "check the index address (PIP_INDEX_URL, index-url in pip.conf)"};
}

std::string text_member(const Json& object, const char* name) {
    const auto member = object.find(name);
    if (member == object.end() || !member->is_string()) return {};
    return member->get<std::string>();
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

void require_api_version(const Json& page, const std::string& url) {
    const auto meta = page.find("meta");
    const std::string version = meta == page.end() ? "" : text_member(*meta, "api-version");
    if (version != "1" && !version.starts_with("1.")) {
        throw page_error(url, fmt::format("its api-version is \"{}\", not 1.x", version));
    }
}

IndexPage parse_json(std::string_view text, const std::string& url) {
    const Json page = Json::parse(text, nullptr, false);
    if (!page.is_object()) throw page_error(url, "it is no JSON object");
    require_api_version(page, url);
    const auto files = page.find("files");
    if (files == page.end() || !files->is_array()) throw page_error(url, "it has no files");
    IndexPage result{url, {}};
    for (const Json& file : *files) {
        if (!file.is_object()) continue;
        WheelLink link = make_link(text_member(file, "filename"), text_member(file, "url"));
        if (link.file_name.empty() || link.reference.empty()) continue;
        const auto hashes = file.find("hashes");
        if (hashes != file.end() && hashes->is_object()) {
            link.sha256 = find_sha256(text_member(*hashes, "sha256"));
        }
        result.links.push_back(std::move(link));
    }
    return result;
}

std::string percent_decode(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned code = 0;
        if (text[i] == '%' && i + 2 < text.size()) {
            const char* const digits = text.data() + i + 1;
            if (std::from_chars(digits, digits + 2, code, 16).ptr == digits + 2) {
                result += static_cast<char>(code);
                i += 2;
                continue;
            }
        }
        result += text[i];
    }
    return result;
}

/// The last part of the path; a link's own text may be shortened.
std::string reference_file_name(std::string_view reference) {
    reference = reference.substr(0, reference.find_first_of("?#"));
    return percent_decode(reference.substr(reference.rfind('/') + 1));
}

IndexPage parse_html(std::string_view text, const std::string& url) {
    const HtmlLinks html = parse_html_links(text);
    IndexPage result{html.base.empty() ? url : net::resolve_url(url, html.base), {}};
    for (const std::string& href : html.hrefs) {
        std::string file_name = reference_file_name(href);
        if (file_name.ends_with(".whl")) {
            result.links.push_back(make_link(std::move(file_name), href));
        }
    }
    return result;
}

std::string normalized_name(std::string_view file_name) {
    std::string result;
    for (const char letter : to_lower(file_name)) {
        const bool is_separator = letter == '-' || letter == '_' || letter == '.';
        if (!is_separator) {
            result += letter;
        } else if (!result.ends_with('-')) {
            result += '-';
        }
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

IndexPage parse_index_page(std::string_view text,
                           std::string_view content_type,
                           const std::string& url) {
    if (content_type.ends_with("json")) return parse_json(text, url);
    return parse_html(text, url);
}

bool is_same_wheel(std::string_view left, std::string_view right) {
    return normalized_name(left) == normalized_name(right);
}

std::optional<std::string> find_wheel(const IndexPage& page, const catalog::Archive& archive) {
    const WheelLink* const link = find_link(page, archive);
    if (link == nullptr) return std::nullopt;
    if (link->sha256 && *link->sha256 != archive.sha256) {
        throw Error(ErrorKind::integrity,
                    fmt::format("{} lists {} with SHA-256 {}, but the catalogue pins {}",
                                redact_url(page.base),
                                link->file_name,
                                link->sha256->hex(),
                                archive.sha256.hex()),
                    "do not use this index until its operator has explained the difference");
    }
    return net::resolve_url(page.base, link->reference);
}

std::string with_credentials_of(const std::string& index, const std::string& url) {
    const std::size_t start = index.find("://");
    if (start == std::string::npos) return url;
    const std::string authority = index.substr(start + 3, index.find('/', start + 3) - start - 3);
    const std::size_t at = authority.rfind('@');
    if (at == std::string::npos) return url;
    const std::string scheme = index.substr(0, start + 3);
    const std::string host = authority.substr(at + 1);
    if (!url.starts_with(scheme + host + "/")) return url;
    return scheme + authority + url.substr(scheme.size() + host.size());
}

}  // namespace cudaenv::source
