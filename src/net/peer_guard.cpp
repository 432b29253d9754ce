// SPDX-License-Identifier: Apache-2.0
// New connections are judged when their socket is made, kept ones before the request is sent.
#include "net/peer_guard.hpp"

#include <sys/socket.h>

namespace cudaenv::net {

void PeerGuard::watch(EasyHandle& handle) {
    handle.set_pointer(CURLOPT_OPENSOCKETDATA, this);
    handle.set_open_socket_callback(&PeerGuard::on_open);
#if LIBCURL_VERSION_NUM >= 0x075000
    handle.set_pointer(CURLOPT_PREREQDATA, this);
    handle.set_connected_callback(&PeerGuard::on_connected);
#else
    // Nothing asks about a connection that was kept.
    handle.set_number(CURLOPT_FRESH_CONNECT, 1);
#endif
}

bool PeerGuard::admits(const std::optional<IpAddress>& address) {
    if (address && is_public_(*address)) return true;
    if (address) refused_ = address;
    return false;
}

curl_socket_t PeerGuard::on_open(void* self,
                                 curlsocktype /*purpose*/,
                                 curl_sockaddr* address) noexcept {
    try {
        if (!static_cast<PeerGuard*>(self)->admits(find_ip_address(address->addr)))
            return CURL_SOCKET_BAD;
        return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    } catch (...) {
        return CURL_SOCKET_BAD;
    }
}

int PeerGuard::on_connected(
    void* self, char* peer, char* /*own*/, int /*peer_port*/, int /*own_port*/) noexcept {
    try {
        const bool is_fine = static_cast<PeerGuard*>(self)->admits(find_ip_address(peer));
        // CURL_PREREQFUNC_OK and CURL_PREREQFUNC_ABORT, which older headers lack.
        return is_fine ? 0 : 1;
    } catch (...) {
        return 1;
    }
}

}  // namespace cudaenv::net
