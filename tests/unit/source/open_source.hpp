// SPDX-License-Identifier: Apache-2.0
// A connection as workers have one, and addresses to reach by it.
#pragma once

#include <cudaenv/base/url.hpp>
#include <cudaenv/source/connection.hpp>
#include <cudaenv/sys/clock.hpp>
#include <cudaenv/sys/environment.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace cudaenv::source {

/// An address of these tests and what is said to name it.
inline NamedUrl named(const std::string& address, const std::string& name = "a test") {
    return {parse_url(address, name), name};
}

/// As a client would be told them.
inline std::vector<std::string> texts_of(const std::vector<Address>& addresses) {
    std::vector<std::string> texts;
    for (const Address& address : addresses) texts.push_back(address.url.text());
    return texts;
}

/// Tries again at once.
class HastyClock final : public Clock {
 public:
    [[nodiscard]] std::chrono::steady_clock::time_point now() const override {
        return system_clock().now();
    }
    void sleep(std::chrono::milliseconds /*duration*/) const override {}
};

/// A connection to a source, by default in an empty environment.
class TestConnection {
 public:
    explicit TestConnection(const Source& source, Environment environment = {})
        : environment_(std::move(environment)), connection_(source.connect(environment_, clock_)) {}
    Connection* operator->() { return connection_.get(); }
    operator Connection&() { return *connection_; }

 private:
    Environment environment_;
    HastyClock clock_;
    std::unique_ptr<Connection> connection_;
};

}  // namespace cudaenv::source
