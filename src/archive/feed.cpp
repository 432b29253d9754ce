// SPDX-License-Identifier: Apache-2.0
// No exception may pass through libarchive's frames.
#include "archive/feed.hpp"

#include "archive/refusal.hpp"

#include <cudaenv/base/error.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <string_view>

namespace cudaenv::archive {
namespace {

la_int64_t start_of(const SeekableSource& source, int whence) {
    switch (whence) {
        case SEEK_CUR:
            return static_cast<la_int64_t>(source.position());
        case SEEK_END:
            return static_cast<la_int64_t>(source.size());
        default:
            return 0;
    }
}

/// libarchive mixes errno values of the system with its own; only these mean a broken machine.
bool is_system_failure(int error_number) {
    return error_number == EIO || error_number == EISDIR || error_number == ENOMEM;
}

}  // namespace

ReadHandle make_read_handle(const std::string& name) {
    ReadHandle handle(archive_read_new());
    if (!handle) throw io_error("read", name, ENOMEM);
    return handle;
}

void Feed::attach_to(::archive* reader) {
    archive_read_set_callback_data(reader, this);
    archive_read_set_read_callback(reader, read);
    if (seekable_ != nullptr) archive_read_set_seek_callback(reader, seek);
    require_ok(reader, archive_read_open1(reader));
}

void Feed::require_ok(::archive* reader, int result) const {
    if (!has_more(reader, result)) throw Refusal("it is cut off");
}

bool Feed::has_more(::archive* reader, int result) const {
    if (failure_) std::rethrow_exception(failure_);
    if (result == ARCHIVE_OK || result == ARCHIVE_EOF) return result == ARCHIVE_OK;
    const int error_number = archive_errno(reader);
    if (is_system_failure(error_number)) throw io_error("read", name_, error_number);
    const char* reason = archive_error_string(reader);
    throw Refusal(reason != nullptr ? reason : "it cannot be read");
}

std::string_view Feed::next_piece() {
    if (left_.bytes == 0) throw Refusal(left_.reason);
    const std::string_view bytes = source_.read();
    left_.bytes -= std::min<std::uint64_t>(left_.bytes, bytes.size());
    return bytes;
}

la_ssize_t Feed::read(::archive* reader, void* feed, const void** data) noexcept {
    auto& self = *static_cast<Feed*>(feed);
    try {
        const std::string_view bytes = self.next_piece();
        *data = bytes.data();
        return static_cast<la_ssize_t>(bytes.size());
    } catch (...) {
        self.failure_ = std::current_exception();
        archive_set_error(reader, EINVAL, "the source failed");
        return ARCHIVE_FATAL;
    }
}

la_int64_t Feed::seek(::archive* reader, void* feed, la_int64_t offset, int whence) noexcept {
    auto& self = *static_cast<Feed*>(feed);
    try {
        const la_int64_t position = start_of(*self.seekable_, whence) + offset;
        if (position < 0) return ARCHIVE_FATAL;
        self.seekable_->seek(static_cast<std::uint64_t>(position));
        return position;
    } catch (...) {
        self.failure_ = std::current_exception();
        archive_set_error(reader, EINVAL, "the source failed");
        return ARCHIVE_FATAL;
    }
}

std::string_view MemberSource::read() {
    const void* data = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    int result = ARCHIVE_OK;
    while (result == ARCHIVE_OK && size == 0) {
        result = archive_read_data_block(reader_, &data, &size, &offset);
    }
    if (!feed_.has_more(reader_, result)) return {};
    return {static_cast<const char*>(data), size};
}

}  // namespace cudaenv::archive
