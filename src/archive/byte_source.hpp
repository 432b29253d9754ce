// SPDX-License-Identifier: Apache-2.0
// Bytes one after the other: of a file, of an archive's member, of what a compressed stream holds.
#pragma once

#include <cudaenv/sys/cancel.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::archive {

class ByteSource {
 public:
    virtual ~ByteSource() = default;
    /// The next bytes, valid until the next call; empty at the end. Throws Error(io) when they
    /// cannot be read, Refusal when they are not what they should be, Interrupted.
    virtual std::string_view read() = 0;
};

/// An open file from its first byte on. The descriptor is borrowed, and its own position neither
/// used nor moved.
class FileSource final : public ByteSource {
 public:
    /// `name` is for messages.
    FileSource(int descriptor, std::string name, const CancelFlag& cancel);

    std::string_view read() override;
    /// The next read starts at `position`.
    void seek(std::uint64_t position) { position_ = position; }
    [[nodiscard]] std::uint64_t position() const { return position_; }
    [[nodiscard]] std::uint64_t size() const;

 private:
    int descriptor_;
    std::string name_;
    const CancelFlag& cancel_;
    std::uint64_t position_ = 0;
    std::vector<char> buffer_;
};

/// Another source, whose first bytes can be looked at before they are read.
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
