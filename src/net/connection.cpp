// SPDX-License-Identifier: Apache-2.0
// libcurl would read proxy variables and ~/.netrc from the process itself; here they come from the
// Environment value, so that every choice is visible in one place.
#include "net/connection.hpp"

#include "net/proxy.hpp"

#include <cudaenv/base/error.hpp>

#include <fmt/core.h>

#include <filesystem>
#include <initializer_list>

namespace cudaenv::net {
namespace {

constexpr const char* kUserAgent = "cudaenv/" CUDAENV_PROGRAM_VERSION;
constexpr long kReceiveBuffer = 512L * 1024;

std::string first_of(const Environment& environment, std::initializer_list<const char*> names) {
    for (const char* name : names)
        if (const auto value = environment.find_nonempty(name)) return *value;
    return {};
}

std::optional<Url> find_proxy(const Environment& environment,
                              std::initializer_list<const char*> names) {
    for (const char* name : names) {
        const auto value = environment.find_nonempty(name);
        if (!value) continue;
        UrlReading reading = read_proxy(*value);
        if (reading.url) return reading.url;
        throw Error(ErrorKind::usage,
                    fmt::format("the proxy in {} is malformed: {}", name, reading.fault),
                    fmt::format("correct or unset {}", name));
    }
    return std::nullopt;
}

std::string find_netrc(const Environment& environment) {
    if (const auto named = environment.find_nonempty("NETRC")) return *named;
    const auto home = environment.find_nonempty("HOME");
    return home ? *home + "/.netrc" : std::string();
}

void set_trust(const ClientOptions& options,
               const Environment& environment,
               ConnectionSettings& settings) {
    if (!options.ca_bundle) {
        settings.ca_file = first_of(environment, {"SSL_CERT_FILE", "CURL_CA_BUNDLE"});
        settings.ca_directory = first_of(environment, {"SSL_CERT_DIR"});
        return;
    }
    std::error_code ignored;
    const bool is_directory = std::filesystem::is_directory(*options.ca_bundle, ignored);
    (is_directory ? settings.ca_directory : settings.ca_file) = *options.ca_bundle;
}

}  // namespace

ConnectionSettings make_connection_settings(const ClientOptions& options,
                                            const Environment& environment) {
    ConnectionSettings settings;
    set_trust(options, environment, settings);
    // HTTP_PROXY in upper case is not read: a CGI server sets it from a request header.
    settings.http_proxy = options.proxy;
    settings.https_proxy = options.proxy;
    if (!options.proxy) {
        settings.http_proxy = find_proxy(environment, {"http_proxy", "all_proxy", "ALL_PROXY"});
        settings.https_proxy =
            find_proxy(environment, {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"});
    }
    settings.no_proxy = first_of(environment, {"no_proxy", "NO_PROXY"});
    settings.netrc_file = find_netrc(environment);
    settings.connect_timeout = options.connect_timeout;
    return settings;
}

const Url* ConnectionSettings::proxy_for(const Url& url) const {
    const std::optional<Url>& proxy = url.scheme() == "https" ? https_proxy : http_proxy;
    return proxy && !bypasses_proxy(url.host(), no_proxy) ? &*proxy : nullptr;
}

void prepare(EasyHandle& handle,
             const ConnectionSettings& settings,
             const Url& url,
             NamedBy named_by) {
    handle.reset();
    handle.set_text(CURLOPT_URL, url.text());
    // The path was normalised where the address was read.
    handle.set_number(CURLOPT_PATH_AS_IS, 1);
    handle.set_protocol(url.scheme());
    handle.set_text(CURLOPT_USERAGENT, kUserAgent);
    handle.set_number(CURLOPT_NOSIGNAL, 1);
    handle.suggest_receive_buffer(kReceiveBuffer);
    handle.set_number(CURLOPT_TCP_KEEPALIVE, 1);
    handle.set_number(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1);

    const Url* proxy = settings.proxy_for(url);
    handle.set_text(CURLOPT_PROXY, proxy == nullptr ? "" : proxy->text());
    handle.set_text(CURLOPT_NOPROXY, "");
    if (!settings.ca_file.empty()) handle.set_text(CURLOPT_CAINFO, settings.ca_file);
    if (!settings.ca_directory.empty()) handle.set_text(CURLOPT_CAPATH, settings.ca_directory);
    if (named_by == NamedBy::user && !settings.netrc_file.empty()) {
        handle.set_number(CURLOPT_NETRC, CURL_NETRC_OPTIONAL);
        handle.set_text(CURLOPT_NETRC_FILE, settings.netrc_file);
    }

    handle.set_number(CURLOPT_CONNECTTIMEOUT, static_cast<long>(settings.connect_timeout.count()));
#if LIBCURL_VERSION_NUM >= 0x075700
    // Who leaves does not wait for a name server.
    handle.set_number(CURLOPT_QUICK_EXIT, 1);
#endif
}

}  // namespace cudaenv::net
