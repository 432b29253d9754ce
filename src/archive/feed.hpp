// SPDX-License-Identifier: Apache-2.0
// libarchive reading from one of our byte sources.
#pragma once

#include <cudaenv/archive/byte_source.hpp>
#include <cudaenv/base/handle.hpp>

#include <archive.h>

#include <cstdint>
#include <exception>
#include <limits>
#include <string>
#include <utility>

namespace cudaenv::archive {

using ReadHandle = CHandle<::archive, archive_read_free>;

/// A reader that knows no format yet. `name` is for messages.
ReadHandle make_read_handle(const std::string& name);

/// How much may be read, and why more is refused.
struct Allowance {
    std::uint64_t bytes = std::numeric_limits<std::uint64_t>::max();
    const char* reason = "";
};

/// Hands a source's bytes to libarchive. What the source throws meanwhile is kept and comes out of
/// the judging functions. Neither may be moved.
class Feed {
 public:
    /// libarchive may also seek in a source that can.
    Feed(ByteSource& source, std::string name)
        : source_(source), seekable_(source.seekable()), name_(std::move(name)) {}
    Feed(const Feed&) = delete;
    Feed& operator=(const Feed&) = delete;

    /// Opens `reader`.
    void attach_to(::archive* reader);
    /// From now on no more than that is handed out, give or take one piece.
    void limit(const Allowance& allowance) { left_ = allowance; }
    void unlimit() { left_ = {}; }

    /// Judges what a function of libarchive returned: false at the end. Throws what the source
    /// threw, Error(io) when the machine failed, and Refusal for everything else, warnings
    /// included.
    [[nodiscard]] bool has_more(::archive* reader, int result) const;
    /// As above, where there is no end.
    void require_ok(::archive* reader, int result) const;

 private:
    static la_ssize_t read(::archive* reader, void* feed, const void** data) noexcept;
    static la_int64_t seek(::archive* reader, void* feed, la_int64_t offset, int whence) noexcept;
    std::string_view next_piece();

    ByteSource& source_;
    SeekableSource* seekable_;
    std::string name_;
    std::exception_ptr failure_;
    Allowance left_;
};

/// The data of an archive's current member, which may be the only one.
class MemberSource final : public ByteSource {
 public:
    MemberSource(::archive* reader, const Feed& feed) : reader_(reader), feed_(feed) {}
    std::string_view read() override;

 private:
    ::archive* reader_;
    const Feed& feed_;
};

}  // namespace cudaenv::archive
