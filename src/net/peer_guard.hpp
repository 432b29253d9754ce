// SPDX-License-Identifier: Apache-2.0
// Judges the machine behind a name before anything is sent to it: what a name says may change from
// one look to the next, so only the address that is connected to counts.
#pragma once

#include "net/easy_handle.hpp"

#include <cudaenv/net/ip_address.hpp>

#include <functional>
#include <optional>

namespace cudaenv::net {

using IsPublic = std::function<bool(const IpAddress&)>;

/// Must outlive the request that it watches.
class PeerGuard {
 public:
    explicit PeerGuard(const IsPublic& is_public) : is_public_(is_public) {}
    PeerGuard(const PeerGuard&) = delete;
    PeerGuard& operator=(const PeerGuard&) = delete;

    /// Lets `handle`, whose other options are set, connect to public addresses only.
    void watch(EasyHandle& handle);
    /// An address that was turned away.
    [[nodiscard]] const std::optional<IpAddress>& refused() const { return refused_; }

 private:
    static curl_socket_t on_open(void* self, curlsocktype purpose, curl_sockaddr* address) noexcept;
    static int on_connected(
        void* self, char* peer, char* own, int peer_port, int own_port) noexcept;
    bool admits(const std::optional<IpAddress>& address);

    const IsPublic& is_public_;
    std::optional<IpAddress> refused_;
};

}  // namespace cudaenv::net
