// SPDX-License-Identifier: Apache-2.0
// Redirects are followed here and not by libcurl, because every address must pass the policy.
#include "net/redirect.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>

#include <fmt/core.h>

#include <string_view>

namespace cudaenv::net {
namespace {

/// Scheme, user information and the rest of an absolute URL: "https://", "user:secret@",
/// "host/path".
struct UrlPieces {
    std::string_view scheme;
    std::string_view user;
    std::string_view rest;

    [[nodiscard]] std::string_view host_and_port() const {
        return rest.substr(0, rest.find_first_of("/?#"));
    }
};

UrlPieces cut(std::string_view url) {
    UrlPieces pieces;
    const std::size_t authority = url.find("://") + 3;
    const std::size_t path = std::min(url.find_first_of("/?#", authority), url.size());
    const std::size_t at = url.substr(0, path).rfind('@');
    const std::size_t host = at == std::string_view::npos || at < authority ? authority : at + 1;
    pieces.scheme = url.substr(0, authority);
    pieces.user = url.substr(authority, host - authority);
    pieces.rest = url.substr(host);
    return pieces;
}

std::string keep_credentials(const std::string& from, const std::string& to) {
    const UrlPieces source = cut(from);
    const UrlPieces target = cut(to);
    const bool is_same_server =
        source.scheme == target.scheme &&
        to_lower(source.host_and_port()) == to_lower(target.host_and_port());
    if (!is_same_server || !target.user.empty()) return to;
    return fmt::format("{}{}{}", target.scheme, source.user, target.rest);
}

}  // namespace

bool is_redirect(long status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

std::string redirect_target(const std::string& url,
                            const std::string& location,
                            const UrlPolicy& policy) {
    const std::string target = resolve_url(url, location);
    const std::string scheme = url_scheme(target);
    const bool leaves_https = url_scheme(url) == "https" && scheme != "https";
    if (leaves_https || scheme == "file") {
        throw Error(
            ErrorKind::refused,
            fmt::format(
                "{} redirects to {}, which is not followed", redact_url(url), redact_url(target)),
            "an https address may only lead to another https address; check the configured "
            "address");
    }
    check_url(target, policy);
    return keep_credentials(url, target);
}

}  // namespace cudaenv::net
