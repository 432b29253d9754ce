// SPDX-License-Identifier: Apache-2.0
// The kernel refuses connections to a bound socket, and completes those to a listening one.
#include "support/unserved_address.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace cudaenv::test {
namespace {

void require(bool success, const char* action) {
    if (!success) throw std::system_error(errno, std::generic_category(), action);
}

sockaddr* generic(sockaddr_in& address) {
    return reinterpret_cast<sockaddr*>(&address);
}

}  // namespace

UnservedAddress::UnservedAddress(Manner manner)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    require(::bind(socket_, generic(address), sizeof address) == 0, "bind");
    if (manner == Manner::stays_silent) require(::listen(socket_, SOMAXCONN) == 0, "listen");
    if (manner == Manner::is_full) fill();
}

void UnservedAddress::fill() {
    require(::listen(socket_, 0) == 0, "listen");
    sockaddr_in address{};
    socklen_t length = sizeof address;
    require(::getsockname(socket_, generic(address), &length) == 0, "getsockname");
    constexpr int more_than_enough = 4;
    for (int i = 0; i < more_than_enough; ++i) {
        waiting_.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        ::connect(waiting_.back(), generic(address), sizeof address);
    }
}

UnservedAddress::~UnservedAddress() {
    for (const int fd : waiting_) ::close(fd);
    ::close(socket_);
}

std::string UnservedAddress::url() const {
    sockaddr_in address{};
    socklen_t length = sizeof address;
    require(::getsockname(socket_, generic(address), &length) == 0, "getsockname");
    return "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
}

}  // namespace cudaenv::test
