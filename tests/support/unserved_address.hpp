// SPDX-License-Identifier: Apache-2.0
// An address on this machine where nobody serves.
#pragma once

#include <string>
#include <vector>

namespace cudaenv::test {

class UnservedAddress {
 public:
    /// accepts_nobody: connections are not even refused.
    enum class Manner { refuses, stays_silent, accepts_nobody };
    /// Holds the port until destruction, so that nobody else can come to serve there.
    explicit UnservedAddress(Manner manner);
    ~UnservedAddress();
    UnservedAddress(const UnservedAddress&) = delete;
    UnservedAddress& operator=(const UnservedAddress&) = delete;

    [[nodiscard]] std::string url() const;

 private:
    void fill_queue();

    int socket_;
    std::vector<int> waiting_;  ///< connections that fill the queue
};

}  // namespace cudaenv::test
