// SPDX-License-Identifier: Apache-2.0
// Addresses of machines, and which of them anybody on the internet could mean.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

struct sockaddr;

namespace cudaenv::net {

/// IPv4 or IPv6; an IPv4 address is kept, and compares, as the IPv6 address that maps it.
class IpAddress {
 public:
    using Bytes = std::array<std::uint8_t, 16>;

    explicit IpAddress(const Bytes& bytes) : bytes_(bytes) {}

    [[nodiscard]] const Bytes& bytes() const { return bytes_; }
    [[nodiscard]] std::string text() const;

    friend bool operator==(const IpAddress&, const IpAddress&) = default;

 private:
    Bytes bytes_;
};

/// "127.0.0.1", "::1", "[::1]", "fe80::1%eth0"; nullopt for anything else.
std::optional<IpAddress> find_ip_address(std::string_view text);
/// nullopt for a socket that is of neither kind.
std::optional<IpAddress> find_ip_address(const sockaddr& address);

/// False for loopback, private, carrier-grade, link-local, unique-local, multicast, unspecified and
/// reserved addresses, also where an IPv6 address carries such an IPv4 address.
bool is_public(const IpAddress& address);

/// Whether the first `bits` of both are the same. Of an IPv4 address they count from its own first.
bool has_prefix_of(const IpAddress& address, const IpAddress& network, unsigned bits);

}  // namespace cudaenv::net
