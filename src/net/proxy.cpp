// SPDX-License-Identifier: Apache-2.0
// The variable no_proxy, as curl reads it.
#include "net/proxy.hpp"

#include <cudaenv/base/number.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/net/ip_address.hpp>

namespace cudaenv::net {
namespace {

/// "10.0.0.0/8"; without "/" the address alone.
bool is_in_network(const IpAddress& address, std::string_view entry) {
    const std::size_t slash = entry.find('/');
    const auto network = find_ip_address(entry.substr(0, slash));
    if (!network) return false;
    if (slash == std::string_view::npos) return address == *network;
    const auto bits = find_number<unsigned>(entry.substr(slash + 1));
    return bits && has_prefix_of(address, *network, *bits);
}

bool is_below(const std::string& host, std::string_view entry) {
    while (entry.starts_with('.')) entry.remove_prefix(1);
    while (entry.ends_with('.')) entry.remove_suffix(1);
    const std::string domain = to_lower(entry);
    if (domain.empty() || !host.ends_with(domain)) return false;
    return host.size() == domain.size() || host[host.size() - domain.size() - 1] == '.';
}

}  // namespace

bool bypasses_proxy(const std::string& host, std::string_view no_proxy) {
    const auto address = find_ip_address(host);
    const std::string entries = replace_all(std::string(no_proxy), ",", " ");
    for (const std::string_view entry : split_words(entries)) {
        if (entry == "*") return true;
        if (address ? is_in_network(*address, entry) : is_below(host, entry)) return true;
    }
    return false;
}

}  // namespace cudaenv::net
