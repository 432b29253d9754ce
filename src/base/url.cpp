// SPDX-License-Identifier: Apache-2.0
// Puts addresses together again: for fetching, and for showing.
#include "base/url_parts.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/base/url.hpp>

#include <algorithm>
#include <array>

namespace cudaenv {

namespace {

constexpr std::uint16_t kHttpPort = 80;
constexpr std::uint16_t kHttpsPort = 443;
constexpr std::size_t kLongestName = 200;
/// What files that are fetched end in: a name that ends so is no token.
constexpr auto kEndings = std::to_array<std::string_view>(
    {".whl", ".json", ".deb", ".xz", ".gz", ".tgz", ".zst", ".zip", ".bz2", ".run", ".html"});

std::uint16_t port_or_default(const Url& url) {
    return url.port().value_or(url.scheme() == "https" ? kHttpsPort : kHttpPort);
}

bool has_known_ending(std::string_view name) {
    return std::any_of(kEndings.begin(), kEndings.end(), [name](std::string_view ending) {
        return name.size() > ending.size() && name.ends_with(ending);
    });
}

bool is_plain(std::string_view name) {
    return !name.empty() && name.size() <= kLongestName &&
           std::all_of(name.begin(), name.end(), [](char c) {
               return url::is_unreserved(c) || c == '+' || c == ':';
           });
}

/// The last part of a path, with the '/' at its end if it has one: "x.whl", "project/".
std::string_view last_part(std::string_view path) {
    if (path.size() < 2) return {};
    return path.substr(path.rfind('/', path.size() - 2) + 1);
}

std::string_view without_slash(std::string_view name) {
    if (name.ends_with('/')) name.remove_suffix(1);
    return name;
}

}  // namespace

Url Url::of_path(std::string_view path) {
    Url url;
    url.scheme_ = "file";
    url.path_ = url::escape(path, url::kInPath);
    return url;
}

bool Url::has_origin_of(const Url& other) const {
    return scheme_ == other.scheme_ && host_ == other.host_ &&
           port_or_default(*this) == port_or_default(other);
}

std::string Url::text() const {
    std::string text = scheme_ + "://" + user_;
    if (!password_.empty()) text += ":" + password_;
    if (has_credentials()) text += '@';
    text += host_;
    if (port_) text += ":" + std::to_string(*port_);
    text += path_;
    if (query_) text += "?" + *query_;
    return text;
}

std::string Url::local_path() const {
    return url::unescape(path_);
}

std::string Url::file_name() const {
    return url::unescape(path_.substr(path_.rfind('/') + 1));
}

std::string Url::shown_origin() const {
    if (is_local()) return local_path();
    const std::string origin = scheme_ + "://" + host_;
    return port_ ? origin + ":" + std::to_string(*port_) : origin;
}

std::string Url::shown_name() const {
    const std::string_view name = last_part(path_);
    const bool is_harmless = is_name_ours_ || has_known_ending(name);
    return is_harmless && is_plain(without_slash(name)) ? std::string(name) : std::string();
}

std::string Url::shown() const {
    if (is_local()) return local_path();
    const std::string name = shown_name();
    const bool has_more = path_.size() > name.size() + 1;
    const std::string_view gap = has_more ? (name.empty() ? "/…" : "/…/") : "/";
    return shown_origin().append(gap) + name + (query_ ? "?…" : "");
}

Url Url::joined(std::string_view path) const {
    while (path.starts_with('/')) path.remove_prefix(1);
    Url url = *this;
    while (url.path_.ends_with('/')) url.path_.pop_back();
    url.path_ = url::remove_dot_segments(url.path_ + "/" + url::escape(path, url::kInPath));
    url.fragment_.reset();
    url.is_name_ours_ = true;
    return url;
}

Url Url::with_credentials_of(const Url& other) const {
    Url url = *this;
    if (has_credentials() || !has_origin_of(other)) return url;
    url.user_ = other.user_;
    url.password_ = other.password_;
    return url;
}

Url Url::without_credentials() const {
    Url url = *this;
    url.user_.clear();
    url.password_.clear();
    return url;
}

std::string without_addresses(std::string_view text) {
    std::string result;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const bool is_blank = text[begin] == ' ';
        const std::size_t end = std::min(is_blank ? begin + 1 : text.find(' ', begin), text.size());
        const std::string_view word = text.substr(begin, end - begin);
        const bool is_suspect =
            word.find("://") != std::string_view::npos || word.find('@') != std::string_view::npos;
        result += is_suspect ? "…" : word;
        begin = end;
    }
    return result;
}

}  // namespace cudaenv
