// SPDX-License-Identifier: Apache-2.0
// An address on this machine where nobody serves.
#pragma once

#include <string>
#include <vector>

namespace cudaenv::test {

class UnservedAddress {
 public:
    /// A connection is refused, taken and never answered, or not even taken.
    enum class Manner { refuses, stays_silent, is_full };
    /// Holds the port until destruction, so that nobody else can come to serve there.
    explicit UnservedAddress(Manner manner);
    ~UnservedAddress();
    UnservedAddress(const UnservedAddress&) = delete;
    UnservedAddress& operator=(const UnservedAddress&) = delete;

    [[nodiscard]] std::string url() const;

 private:
    void fill();

    int socket_;
    std::vector<int> waiting_;  ///< connections that take every place
};

}  // namespace cudaenv::test
