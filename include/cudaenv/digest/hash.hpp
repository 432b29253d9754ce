// SPDX-License-Identifier: Apache-2.0
// SHA-256 of bytes and files.
#pragma once

#include <cudaenv/base/sha256.hpp>
#include <cudaenv/sys/cancel.hpp>

#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

namespace cudaenv::digest {

/// Feeds bytes, then finish() once.
class Hasher {
 public:
    Hasher();
    ~Hasher();
    Hasher(Hasher&&) noexcept;
    Hasher& operator=(Hasher&&) noexcept;
    void update(std::string_view bytes);
    [[nodiscard]] Sha256 finish();

 private:
    struct State;
    std::unique_ptr<State> state_;
};

Sha256 hash_bytes(std::string_view bytes);
/// Reads the whole file; throws Error(io) when it cannot, Interrupted when cancelled.
Sha256 hash_file(const std::filesystem::path& path, const CancelFlag& cancel);
/// The same of an open file, from its first byte on; the descriptor's position is neither used nor
/// moved. `path` is for messages.
Sha256 hash_descriptor(int descriptor, const std::filesystem::path& path, const CancelFlag& cancel);

}  // namespace cudaenv::digest
