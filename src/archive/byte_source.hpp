// SPDX-License-Identifier: Apache-2.0
// Bytes one after the other: of a file, of an archive's member, of what a compressed stream holds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::archive {

class ByteSource {
 public:
    virtual ~ByteSource() = default;
    /// The next bytes, valid until the next call; empty at the end. Throws Error(io) when they
    /// cannot be read, Refusal when they are not what they should be.
    virtual std::string_view read() = 0;
};

/// An open file from its first byte on. The descriptor is borrowed, and its own position neither
/// used nor moved.
class FileSource final : public ByteSource {
 public:
    /// `name` is for messages.
    FileSource(int descriptor, std::string name);

    std::string_view read() override;
    /// The next read starts at `position`.
    void seek(std::uint64_t position) { position_ = position; }
    [[nodiscard]] std::uint64_t position() const { return position_; }
    [[nodiscard]] std::uint64_t size() const;

 private:
    int descriptor_;
    std::string name_;
    std::uint64_t position_ = 0;
    std::vector<char> buffer_;
};

}  // namespace cudaenv::archive
