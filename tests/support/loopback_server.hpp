// SPDX-License-Identifier: Apache-2.0
// An HTTP/1.1 server on a loopback address for tests: serves texts and directories, and misbehaves
// on request.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace cudaenv::test {

/// How the answers for one path differ from plain service. The counters say how many answers are
/// affected; the later ones are plain. kAlways: every answer.
struct Behaviour {
    static constexpr unsigned kAlways = ~0U;

    unsigned fail_times = 0;  ///< answers with `fail_status` and, if set, Retry-After
    int fail_status = 503;
    std::string retry_after{};  ///< seconds or an HTTP date
    unsigned cut_times = 0;     ///< closes the connection after `cut_after` body bytes
    std::uint64_t cut_after = 0;
    std::optional<std::uint64_t> announce{};  ///< Content-Length that is sent whatever the body is
    bool hide_length = false;   ///< no Content-Length: the body ends with the connection
    std::string redirect_to{};  ///< 302 with this Location (absolute or relative)
    int redirect_status = 302;
    std::chrono::milliseconds pause{0};  ///< before each piece of `piece_bytes`
    std::size_t piece_bytes = 16 * 1024;
    bool ignore_range = false;  ///< 200 with the whole body even when a range is asked for
    std::optional<std::uint64_t> range_start{};  ///< a 206 begins here instead, and says so
    std::string content_type{};                  ///< instead of the one by file name
    std::string etag{};                          ///< instead of the one made of the body
};

struct RecordedRequest {
    std::string method;
    std::string path;                            ///< as sent, with query
    std::string range;                           ///< value of Range; empty: none
    std::map<std::string, std::string> headers;  ///< names in lower case
};

/// Listens on a free port from construction to destruction; one thread per connection. All
/// functions may be called while requests are served.
class LoopbackServer {
 public:
    explicit LoopbackServer(std::string address = "127.0.0.1");
    ~LoopbackServer();
    LoopbackServer(const LoopbackServer&) = delete;
    LoopbackServer& operator=(const LoopbackServer&) = delete;

    /// "http://ADDRESS:PORT" + path.
    [[nodiscard]] std::string url(const std::string& path = "") const;
    [[nodiscard]] int port() const { return port_; }

    /// Serves `body` at `path` ("/a/b.txt").
    void serve(const std::string& path, std::string body);
    /// Serves the files below `directory` at `prefix` + "/" + relative path; read anew for each
    /// request.
    void serve_directory(const std::string& prefix, const std::filesystem::path& directory);
    /// Answers paths that begin with `prefix` ("/token") as if it were not there.
    void ignore_prefix(std::string prefix);
    /// Applies from the next request on; replaces an earlier one. The path need not be served.
    void behave(const std::string& path, Behaviour behaviour);

    [[nodiscard]] std::vector<RecordedRequest> requests() const;
    /// Requests for `path`.
    [[nodiscard]] std::vector<RecordedRequest> requests(const std::string& path) const;
    [[nodiscard]] std::size_t connection_count() const;

 private:
    struct Connection;

    void accept_connections();
    void serve_connection(int socket);
    bool answer_request(int socket, const std::string& text);
    bool send_body(int socket, std::string_view body, const Behaviour& behaviour);
    /// False when the server stops meanwhile.
    bool pause(std::chrono::milliseconds duration);
    [[nodiscard]] std::optional<std::string> find_body(const std::string& path) const;
    [[nodiscard]] std::string answered_path(const std::string& path) const;
    Behaviour take_behaviour(const std::string& path);

    mutable std::mutex mutex_;
    std::map<std::string, std::string> bodies_;
    std::map<std::string, std::filesystem::path> directories_;
    std::map<std::string, Behaviour> behaviours_;
    std::string ignored_prefix_;
    std::vector<RecordedRequest> requests_;
    std::vector<std::unique_ptr<Connection>> connections_;
    bool is_stopping_ = false;
    std::condition_variable stopping_;
    std::string address_;
    int listener_ = -1;
    int port_ = 0;
    std::thread acceptor_;
};

}  // namespace cudaenv::test
