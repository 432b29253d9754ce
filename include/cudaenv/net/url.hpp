// SPDX-License-Identifier: Apache-2.0
// URLs: joining, and which ones may be fetched. A plain absolute path stands for the file: URL of
// that path.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::net {

/// RFC 3986 reference resolution ("../../packages/x.whl" against a page address). Throws
/// Error(network) for what is no URL.
std::string resolve_url(const std::string& base, const std::string& reference);
/// `base` + "/" + `path` with exactly one slash; '#', '?' and blanks in `path` are percent-encoded,
/// '~', '+' and ':' stay. A plain path as base is joined as it is.
std::string join_url(std::string base, std::string_view path);
/// Lower-case host, without port and user information; empty for file: URLs.
std::string url_host(const std::string& url);
/// Lower case; "file" for a plain absolute path.
std::string url_scheme(const std::string& url);
/// The local path of a file: URL, percent-decoded, or a plain absolute path as it is.
std::string file_url_path(const std::string& url);

/// Which addresses may be fetched: https and file always, plain http only for loopback hosts and
/// for hosts that the user or apt configured (digests are checked in every case).
struct UrlPolicy {
    std::vector<std::string> plain_http_hosts;
};
/// Throws Error(refused) naming the redacted URL and how to permit its host.
void check_url(const std::string& url, const UrlPolicy& policy);

}  // namespace cudaenv::net
