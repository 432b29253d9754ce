// SPDX-License-Identifier: Apache-2.0
// libarchive reading from one of our byte sources.
#pragma once

#include "byte_source.hpp"

#include <archive.h>

#include <exception>

namespace cudaenv::archive {

/// What a source throws while libarchive reads is kept, and thrown again by `rethrow`. Both must
/// stay where they are while libarchive reads.
class Feed {
 public:
    explicit Feed(ByteSource& source) : source_(&source) {}
    /// libarchive may also seek (a zip's directory is at its end).
    explicit Feed(FileSource& file) : source_(&file), file_(&file) {}
    Feed(const Feed&) = delete;
    Feed& operator=(const Feed&) = delete;

    /// The result of libarchive's own open function.
    [[nodiscard]] int open(::archive* reader);
    /// Throws what the source threw, if anything.
    void rethrow() const;

 private:
    static la_ssize_t read(::archive* reader, void* feed, const void** data) noexcept;
    static la_int64_t seek(::archive* reader, void* feed, la_int64_t offset, int whence) noexcept;

    ByteSource* source_;
    FileSource* file_ = nullptr;
    std::exception_ptr failure_;
};

}  // namespace cudaenv::archive
