// SPDX-License-Identifier: Apache-2.0
// Bytes one after the other: the seam between what brings an archive and what unpacks it.
#pragma once

#include <cudaenv/sys/cancel.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::archive {

class SeekableSource;

/// Whatever brings bytes: a file, a download that is still arriving. Read by one thread at a time.
class ByteSource {
 public:
    virtual ~ByteSource() = default;
    /// The next bytes, valid until the next call; empty at the end. May wait for what is still to
    /// come. What it throws comes out of whoever reads an archive from it as it is: Error(io),
    /// Error(network), Interrupted when cancelled.
    virtual std::string_view read() = 0;
    /// This source, where its bytes can be had in any order; nullptr: only from the first to the
    /// last, once.
    [[nodiscard]] virtual SeekableSource* seekable() { return nullptr; }
};

/// A source whose bytes are all there.
class SeekableSource : public ByteSource {
 public:
    /// The next read starts at `position`, counted from the first byte.
    virtual void seek(std::uint64_t position) = 0;
    [[nodiscard]] virtual std::uint64_t position() const = 0;
    [[nodiscard]] virtual std::uint64_t size() const = 0;
    [[nodiscard]] SeekableSource* seekable() final { return this; }
};

/// An open file from its first byte on: what was hashed is what is read, whatever happens to its
/// name meanwhile. The descriptor is borrowed, and its own position neither used nor moved.
class FileSource final : public SeekableSource {
 public:
    /// `name` is for messages.
    FileSource(int descriptor, std::string name, const CancelFlag& cancel);

    std::string_view read() override;
    void seek(std::uint64_t position) override { position_ = position; }
    [[nodiscard]] std::uint64_t position() const override { return position_; }
    [[nodiscard]] std::uint64_t size() const override;

 private:
    int descriptor_;
    std::string name_;
    const CancelFlag& cancel_;
    std::uint64_t position_ = 0;
    std::vector<char> buffer_;
};

}  // namespace cudaenv::archive
