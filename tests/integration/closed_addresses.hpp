// SPDX-License-Identifier: Apache-2.0
// Addresses on this machine where nobody serves.
#pragma once

#include <string>

namespace cudaenv::test {

/// Refuses connections at once.
std::string refusing_address();

/// Takes connections and never says a word.
class SilentAddress {
 public:
    SilentAddress();
    ~SilentAddress();
    SilentAddress(const SilentAddress&) = delete;
    SilentAddress& operator=(const SilentAddress&) = delete;

    [[nodiscard]] std::string url() const;

 private:
    int socket_;
};

}  // namespace cudaenv::test
