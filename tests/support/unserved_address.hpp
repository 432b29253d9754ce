// SPDX-License-Identifier: Apache-2.0
// An address on this machine where nobody serves.
#pragma once

#include <string>

namespace cudaenv::test {

class UnservedAddress {
 public:
    enum class Manner { refuses, stays_silent };
    /// Holds the port until destruction, so that nobody else can come to serve there.
    explicit UnservedAddress(Manner manner);
    ~UnservedAddress();
    UnservedAddress(const UnservedAddress&) = delete;
    UnservedAddress& operator=(const UnservedAddress&) = delete;

    [[nodiscard]] std::string url() const;

 private:
    int socket_;
};

}  // namespace cudaenv::test
