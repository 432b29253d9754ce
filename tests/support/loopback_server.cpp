// SPDX-License-Identifier: Apache-2.0
// Plain blocking sockets: a test has a handful of connections.
#include "support/loopback_server.hpp"

#include "support/http_answer.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>
#include <utility>

namespace cudaenv::test {

struct LoopbackServer::Connection {
    int socket;
    std::thread thread;
};

namespace {

[[noreturn]] void fail(const char* action) {
    throw std::system_error(errno, std::generic_category(), action);
}

bool send_all(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

}  // namespace

LoopbackServer::LoopbackServer(std::string host) : address_(std::move(host)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener_ < 0) fail("socket");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    if (::inet_pton(AF_INET, address_.c_str(), &address.sin_addr) != 1) fail("inet_pton");
    socklen_t length = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_, generic, length) != 0) fail("bind");
    if (::listen(listener_, SOMAXCONN) != 0) fail("listen");
    if (::getsockname(listener_, generic, &length) != 0) fail("getsockname");
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_connections(); });
}

LoopbackServer::~LoopbackServer() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
        stopping_.notify_all();
        ::shutdown(listener_, SHUT_RDWR);
    }
    acceptor_.join();
    for (const auto& connection : connections_) ::shutdown(connection->socket, SHUT_RDWR);
    for (const auto& connection : connections_) {
        connection->thread.join();
        ::close(connection->socket);
    }
    ::close(listener_);
}

std::string LoopbackServer::url(const std::string& path) const {
    return "http://" + address_ + ":" + std::to_string(port_) + path;
}

void LoopbackServer::serve(const std::string& path, std::string body) {
    const std::lock_guard lock(mutex_);
    bodies_[path] = std::move(body);
}

void LoopbackServer::serve_directory(const std::string& prefix,
                                     const std::filesystem::path& directory) {
    const std::lock_guard lock(mutex_);
    directories_[prefix] = directory;
}

void LoopbackServer::ignore_prefix(std::string prefix) {
    const std::lock_guard lock(mutex_);
    ignored_prefix_ = std::move(prefix);
}

void LoopbackServer::behave(const std::string& path, Behaviour behaviour) {
    const std::lock_guard lock(mutex_);
    behaviours_[path] = std::move(behaviour);
}

std::vector<RecordedRequest> LoopbackServer::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

std::vector<RecordedRequest> LoopbackServer::requests(const std::string& path) const {
    std::vector<RecordedRequest> found = requests();
    found.erase(
        std::remove_if(
            found.begin(), found.end(), [&](const auto& request) { return request.path != path; }),
        found.end());
    return found;
}

std::size_t LoopbackServer::connection_count() const {
    const std::lock_guard lock(mutex_);
    return connections_.size();
}

void LoopbackServer::accept_connections() {
    while (true) {
        const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        const std::lock_guard lock(mutex_);
        if (is_stopping_) {
            if (socket >= 0) ::close(socket);
            return;
        }
        if (socket < 0) continue;
        // Head and body are sent apart; together with delayed ACKs that would cost 40 ms an answer.
        const int on = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        auto connection = std::make_unique<Connection>();
        connection->socket = socket;
        connection->thread = std::thread([this, socket] { serve_connection(socket); });
        connections_.push_back(std::move(connection));
    }
}

void LoopbackServer::serve_connection(int socket) {
    std::string buffer;
    char piece[4096];
    while (true) {
        const std::size_t end = buffer.find("\r\n\r\n");
        if (end == std::string::npos) {
            const ssize_t count = ::recv(socket, piece, sizeof piece, 0);
            if (count <= 0) break;
            buffer.append(piece, static_cast<std::size_t>(count));
            // A TLS client would wait for an answer to its greeting.
            if (std::isupper(static_cast<unsigned char>(buffer.front())) == 0) break;
            continue;
        }
        const std::string request = buffer.substr(0, end + 4);
        buffer.erase(0, end + 4);
        if (!answer_request(socket, request)) break;
    }
    ::shutdown(socket, SHUT_RDWR);
}

bool LoopbackServer::answer_request(int socket, const std::string& text) {
    const RecordedRequest request = parse_request(text);
    const std::string path = answered_path(request.path.substr(0, request.path.find('?')));
    {
        const std::lock_guard lock(mutex_);
        requests_.push_back(request);
    }
    const Behaviour behaviour = take_behaviour(path);
    const HttpAnswer answer = make_answer(request, behaviour, find_body(path));
    std::string head = "HTTP/1.1 " + std::to_string(answer.status) + " Answer\r\n";
    for (const std::string& header : answer.headers) head += header + "\r\n";
    if (!send_all(socket, head + "\r\n")) return false;
    if (request.method != "HEAD" && !send_body(socket, answer.body, behaviour)) return false;
    return !answer.is_last;
}

bool LoopbackServer::send_body(int socket, std::string_view body, const Behaviour& behaviour) {
    if (behaviour.pause.count() == 0) return send_all(socket, body);
    while (!body.empty()) {
        const std::string_view piece = body.substr(0, behaviour.piece_bytes);
        if (!pause(behaviour.pause) || !send_all(socket, piece)) return false;
        body.remove_prefix(piece.size());
    }
    return true;
}

bool LoopbackServer::pause(std::chrono::milliseconds duration) {
    std::unique_lock lock(mutex_);
    return !stopping_.wait_for(lock, duration, [this] { return is_stopping_; });
}

std::optional<std::string> LoopbackServer::find_body(const std::string& path) const {
    std::filesystem::path file;
    {
        const std::lock_guard lock(mutex_);
        const auto body = bodies_.find(path);
        if (body != bodies_.end()) return body->second;
        for (const auto& [prefix, directory] : directories_) {
            if (path.compare(0, prefix.size() + 1, prefix + "/") != 0) continue;
            file = directory / percent_decode(path.substr(prefix.size() + 1));
        }
    }
    if (!std::filesystem::is_regular_file(file)) return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(stream), {});
}

std::string LoopbackServer::answered_path(const std::string& path) const {
    const std::lock_guard lock(mutex_);
    const bool is_prefixed = !ignored_prefix_.empty() && path.starts_with(ignored_prefix_);
    return is_prefixed ? path.substr(ignored_prefix_.size()) : path;
}

Behaviour LoopbackServer::take_behaviour(const std::string& path) {
    const std::lock_guard lock(mutex_);
    const auto found = behaviours_.find(path);
    if (found == behaviours_.end()) return {};
    Behaviour now = found->second;
    unsigned& count = now.fail_times > 0 ? found->second.fail_times : found->second.cut_times;
    if (count > 0 && count != Behaviour::kAlways) --count;
    return now;
}

}  // namespace cudaenv::test
