// SPDX-License-Identifier: Apache-2.0
// A client as a source asks for it, with an empty environment.
#pragma once

#include <cudaenv/source/source.hpp>
#include <cudaenv/sys/clock.hpp>
#include <cudaenv/sys/environment.hpp>

namespace cudaenv::source {

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
