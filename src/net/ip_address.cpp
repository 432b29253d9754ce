// SPDX-License-Identifier: Apache-2.0
// The registries of special-purpose addresses (RFC 6890 and what followed it), as one table.
#include <cudaenv/net/ip_address.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>

namespace cudaenv::net {
namespace {

constexpr std::size_t kMappedAt = 12;  ///< where an IPv4 address begins in the one that maps it
constexpr unsigned kMappedBits = 96;

struct Network {
    const char* address;
    unsigned bits;
};

constexpr auto kNotPublic = std::to_array<Network>({
    {"0.0.0.0", 8},       // this network, unspecified
    {"10.0.0.0", 8},      // private
    {"100.64.0.0", 10},   // carrier-grade NAT
    {"127.0.0.0", 8},     // loopback
    {"169.254.0.0", 16},  // link-local, metadata services of clouds
    {"172.16.0.0", 12},   // private
    {"192.0.0.0", 24},    // protocol assignments
    {"192.168.0.0", 16},  // private
    {"198.18.0.0", 15},   // benchmarks
    {"224.0.0.0", 4},     // multicast
    {"240.0.0.0", 4},     // reserved, broadcast
    {"64:ff9b:1::", 48},  // NAT64 of a local network
    {"100::", 64},        // discard
    {"2001::", 32},       // Teredo
    {"fc00::", 7},        // unique-local
    {"fe80::", 10},       // link-local
    {"fec0::", 10},       // site-local
    {"ff00::", 8},        // multicast
});

/// Networks whose addresses carry an IPv4 address, and at which byte.
struct Carrier {
    Network network;
    std::size_t at;
};
constexpr auto kCarriers = std::to_array<Carrier>({
    {{"64:ff9b::", 96}, 12},  // NAT64
    {{"2002::", 16}, 2},      // 6to4
    {{"::", 96}, 12},         // IPv4-compatible; also loopback and unspecified
});

bool is_mapped(const IpAddress& address) {
    constexpr std::array<std::uint8_t, kMappedAt> prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    return std::equal(prefix.begin(), prefix.end(), address.bytes().begin());
}

/// `four` bytes of an IPv4 address.
IpAddress mapped(const std::uint8_t* four) {
    IpAddress::Bytes bytes{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    std::copy_n(four, 4, bytes.begin() + kMappedAt);
    return IpAddress(bytes);
}

bool is_in(const IpAddress& address, const Network& network) {
    return has_prefix_of(address, *find_ip_address(network.address), network.bits);
}

}  // namespace

std::string IpAddress::text() const {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const bool is_v4 = is_mapped(*this);
    inet_ntop(is_v4 ? AF_INET : AF_INET6,
              bytes_.data() + (is_v4 ? kMappedAt : 0),
              text.data(),
              text.size());
    return text.data();
}

std::optional<IpAddress> find_ip_address(std::string_view text) {
    if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
    const std::string digits(text.substr(0, text.find('%')));
    IpAddress::Bytes bytes{};
    if (inet_pton(AF_INET, digits.c_str(), bytes.data()) == 1) return mapped(bytes.data());
    if (inet_pton(AF_INET6, digits.c_str(), bytes.data()) == 1) return IpAddress(bytes);
    return std::nullopt;
}

std::optional<IpAddress> find_ip_address(const sockaddr& address) {
    IpAddress::Bytes bytes{};
    if (address.sa_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &address, sizeof v4);
        std::memcpy(bytes.data(), &v4.sin_addr, sizeof v4.sin_addr);
        return mapped(bytes.data());
    }
    if (address.sa_family != AF_INET6) return std::nullopt;
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    std::memcpy(bytes.data(), &v6.sin6_addr, sizeof v6.sin6_addr);
    return IpAddress(bytes);
}

bool is_public(const IpAddress& address) {
    for (const Carrier& carrier : kCarriers) {
        if (is_in(address, carrier.network))
            return is_public(mapped(address.bytes().data() + carrier.at));
    }
    return std::none_of(kNotPublic.begin(), kNotPublic.end(), [&](const Network& network) {
        return is_in(address, network);
    });
}

bool has_prefix_of(const IpAddress& address, const IpAddress& network, unsigned bits) {
    if (is_mapped(address) != is_mapped(network)) return false;
    if (is_mapped(network)) bits += kMappedBits;
    for (std::size_t i = 0; i < address.bytes().size() && bits > 0; ++i) {
        const unsigned compared = std::min(bits, 8U);
        const auto mask = static_cast<std::uint8_t>(0xFFU << (8U - compared));
        if (((address.bytes()[i] ^ network.bytes()[i]) & mask) != 0) return false;
        bits -= compared;
    }
    return true;
}

}  // namespace cudaenv::net
