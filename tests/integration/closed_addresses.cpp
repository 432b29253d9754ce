// SPDX-License-Identifier: Apache-2.0
// Sockets that listen without accepting, and ports that were free a moment ago.
#include "integration/closed_addresses.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace cudaenv::test {
namespace {

sockaddr* generic(sockaddr_in& address) {
    return reinterpret_cast<sockaddr*>(&address);
}

std::string url_of(int socket) {
    sockaddr_in address{};
    socklen_t length = sizeof address;
    if (::getsockname(socket, generic(address), &length) != 0)
        throw std::system_error(errno, std::generic_category(), "getsockname");
    return "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
}

}  // namespace

std::string refusing_address() {
    return SilentAddress().url();
}

SilentAddress::SilentAddress() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::bind(socket_, generic(address), sizeof address) != 0 || ::listen(socket_, SOMAXCONN) != 0)
        throw std::system_error(errno, std::generic_category(), "listen");
}

SilentAddress::~SilentAddress() {
    ::close(socket_);
}

std::string SilentAddress::url() const {
    return url_of(socket_);
}

}  // namespace cudaenv::test
