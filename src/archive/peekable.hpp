// SPDX-License-Identifier: Apache-2.0
// A source whose first bytes can be looked at before they are read.
#pragma once

#include <cudaenv/archive/byte_source.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace cudaenv::archive {

/// Reads another source, from the first byte to the last.
class Peekable final : public ByteSource {
 public:
    explicit Peekable(ByteSource& source) : source_(source) {}

    /// The first `count` bytes, or all when there are fewer. Only before the first read.
    std::string_view peek(std::size_t count);
    std::string_view read() override;

 private:
    ByteSource& source_;
    std::string gathered_;    ///< where the first piece was too short
    std::string_view ahead_;  ///< looked at, not read yet
};

}  // namespace cudaenv::archive
