// SPDX-License-Identifier: Apache-2.0
// How hosts are reached: proxy, certificates, credentials, time limits.
#pragma once

#include "net/easy_handle.hpp"

#include <cudaenv/net/fetch.hpp>
#include <cudaenv/sys/environment.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace cudaenv::net {

/// Empty text: not configured.
struct ConnectionSettings {
    std::string ca_file;
    std::string ca_directory;
    std::optional<Url> http_proxy;
    std::optional<Url> https_proxy;
    std::string no_proxy;
    std::string netrc_file;
    std::chrono::seconds connect_timeout{};

    /// What stands between here and the server of `url`; nullptr: nothing.
    [[nodiscard]] const Url* proxy_for(const Url& url) const;
};

/// Options win over variables. The variables are taken from `environment`, under the names libcurl
/// uses. Throws Error(usage) for a malformed proxy, naming its variable.
ConnectionSettings make_connection_settings(const ClientOptions& options,
                                            const Environment& environment);

/// Who named the server of an address: the user, or only another server.
enum class NamedBy { user, server };

/// Resets `handle` and prepares it for a GET of `url`. What netrc has goes to servers that the user
/// named: netrc itself knows hosts, but neither ports nor who leads there.
void prepare(EasyHandle& handle,
             const ConnectionSettings& settings,
             const Url& url,
             NamedBy named_by = NamedBy::user);

}  // namespace cudaenv::net
