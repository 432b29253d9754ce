// SPDX-License-Identifier: Apache-2.0
// No exception may pass through libarchive's frames.
#include "feed.hpp"

#include <cstdio>
#include <string_view>

namespace cudaenv::archive {
namespace {

la_int64_t start_of(const FileSource& file, int whence) {
    switch (whence) {
        case SEEK_CUR:
            return static_cast<la_int64_t>(file.position());
        case SEEK_END:
            return static_cast<la_int64_t>(file.size());
        default:
            return 0;
    }
}

}  // namespace

int Feed::open(::archive* reader) {
    archive_read_set_callback_data(reader, this);
    archive_read_set_read_callback(reader, read);
    if (file_ != nullptr) archive_read_set_seek_callback(reader, seek);
    return archive_read_open1(reader);
}

void Feed::rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
}

la_ssize_t Feed::read(::archive* /*reader*/, void* feed, const void** data) noexcept {
    auto& self = *static_cast<Feed*>(feed);
    try {
        const std::string_view bytes = self.source_->read();
        *data = bytes.data();
        return static_cast<la_ssize_t>(bytes.size());
    } catch (...) {
        self.failure_ = std::current_exception();
        return ARCHIVE_FATAL;
    }
}

la_int64_t Feed::seek(::archive* /*reader*/, void* feed, la_int64_t offset, int whence) noexcept {
    auto& self = *static_cast<Feed*>(feed);
    try {
        const la_int64_t position = start_of(*self.file_, whence) + offset;
        if (position < 0) return ARCHIVE_FATAL;
        self.file_->seek(static_cast<std::uint64_t>(position));
        return position;
    } catch (...) {
        self.failure_ = std::current_exception();
        return ARCHIVE_FATAL;
    }
}

}  // namespace cudaenv::archive
