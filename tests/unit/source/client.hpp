// SPDX-License-Identifier: Apache-2.0
// A client as a source asks for it, with an empty environment.
#pragma once

#include <cudaenv/base/url.hpp>
#include <cudaenv/source/source.hpp>
#include <cudaenv/sys/clock.hpp>
#include <cudaenv/sys/environment.hpp>

#include <string>
#include <vector>

namespace cudaenv::source {

/// An address of these tests and what is said to name it.
inline NamedUrl named(const std::string& address, const std::string& name = "a test") {
    return {parse_url(address, name), name};
}

/// As the client would be told them.
inline std::vector<std::string> texts_of(const std::vector<Address>& addresses) {
    std::vector<std::string> texts;
    for (const Address& address : addresses) texts.push_back(address.url.text());
    return texts;
}

class TestClient {
 public:
    explicit TestClient(const Source& source)
        : client_(without_retries(source.client_options()), environment_, system_clock()) {}
    operator net::Client&() { return client_; }

 private:
    static net::ClientOptions without_retries(net::ClientOptions options) {
        options.retry.attempts = 1;
        return options;
    }
    Environment environment_;
    net::Client client_;
};

}  // namespace cudaenv::source
