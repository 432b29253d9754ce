// SPDX-License-Identifier: Apache-2.0
// URLs through libcurl's own parser, so that what is checked is what will be fetched.
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/handle.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/net/url.hpp>

#include <curl/curl.h>
#include <fmt/core.h>

#include <algorithm>
#include <optional>

namespace cudaenv::net {
namespace {

using UrlHandle = CHandle<CURLU, curl_url_cleanup>;
using CurlText = CHandle<char, curl_free>;

bool is_plain_path(std::string_view url) {
    return url.starts_with("/");
}

Error malformed(const std::string& url) {
    return {ErrorKind::network, fmt::format("\"{}\" is no URL", redact_url(url))};
}

void assign(CURLU* handle, const std::string& url) {
    if (curl_url_set(
            handle, CURLUPART_URL, url.c_str(), CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE) !=
        CURLUE_OK)
        throw malformed(url);
}

UrlHandle parse(const std::string& url) {
    UrlHandle handle(curl_url());
    if (!handle) throw Error(ErrorKind::internal, "libcurl gave no URL parser");
    assign(handle.get(), url);
    return handle;
}

std::optional<std::string> find_part(CURLU* handle, CURLUPart part, unsigned flags) {
    char* text = nullptr;
    if (curl_url_get(handle, part, &text, flags) != CURLUE_OK) return std::nullopt;
    const CurlText owner(text);
    return std::string(text);
}

std::string percent_encode(std::string_view path, std::string_view characters) {
    std::string encoded;
    for (const char c : path) {
        if (characters.find(c) == std::string_view::npos) {
            encoded += c;
        } else {
            encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return encoded;
}

bool is_loopback(const std::string& host) {
    if (host == "localhost" || host == "[::1]") return true;
    const bool is_address = host.find_first_not_of("0123456789.") == std::string::npos;
    return is_address && host.starts_with("127.");
}

}  // namespace

std::string resolve_url(const std::string& base, const std::string& reference) {
    const UrlHandle handle =
        parse(is_plain_path(base) ? "file://" + percent_encode(base, "%#? \t") : base);
    assign(handle.get(), reference);
    const std::optional<std::string> url = find_part(handle.get(), CURLUPART_URL, 0);
    if (!url) throw malformed(reference);
    return *url;
}

std::string join_url(std::string base, std::string_view path) {
    while (!base.empty() && base.back() == '/') base.pop_back();
    while (!path.empty() && path.front() == '/') path.remove_prefix(1);
    base += '/';
    return base + (is_plain_path(base) ? std::string(path) : percent_encode(path, "#? \t"));
}

std::string url_host(const std::string& url) {
    if (is_plain_path(url)) return {};
    return to_lower(find_part(parse(url).get(), CURLUPART_HOST, 0).value_or(""));
}

std::string url_scheme(const std::string& url) {
    if (is_plain_path(url)) return "file";
    return to_lower(find_part(parse(url).get(), CURLUPART_SCHEME, 0).value_or(""));
}

std::string file_url_path(const std::string& url) {
    if (is_plain_path(url)) return url;
    const std::optional<std::string> path =
        find_part(parse(url).get(), CURLUPART_PATH, CURLU_URLDECODE);
    if (!path) throw malformed(url);
    return *path;
}

void check_url(const std::string& url, const UrlPolicy& policy) {
    const std::string scheme = url_scheme(url);
    if (scheme == "https" || scheme == "file") return;
    if (scheme != "http") {
        throw Error(ErrorKind::refused,
                    fmt::format("{} is not fetched: only https, http and file addresses are",
                                redact_url(url)));
    }
    const std::string host = url_host(url);
    const auto& permitted = policy.plain_http_hosts;
    if (is_loopback(host) || std::find(permitted.begin(), permitted.end(), host) != permitted.end())
        return;
    throw Error(
        ErrorKind::refused,
        fmt::format("{} is not fetched: plain http to {} is not permitted", redact_url(url), host),
        fmt::format(
            "use https, or name the host in config.yaml, for example: mirror_url: http://{}/…",
            host));
}

}  // namespace cudaenv::net
