// SPDX-License-Identifier: Apache-2.0
// pread(2): whoever shares the descriptor keeps a position of their own.
#include "archive/memory.hpp"

#include <cudaenv/archive/byte_source.hpp>
#include <cudaenv/base/error.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace cudaenv::archive {

FileSource::FileSource(int descriptor, std::string name, const CancelFlag& cancel)
    : descriptor_(descriptor), name_(std::move(name)), cancel_(cancel), buffer_(kBufferSize) {}

std::string_view FileSource::read() {
    for (;;) {
        cancel_.check();
        const ssize_t count =
            ::pread(descriptor_, buffer_.data(), buffer_.size(), static_cast<off_t>(position_));
        if (count >= 0) {
            position_ += static_cast<std::uint64_t>(count);
            return {buffer_.data(), static_cast<std::size_t>(count)};
        }
        if (errno != EINTR) throw io_error("read", name_, errno);
    }
}

std::uint64_t FileSource::size() const {
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0) throw io_error("read", name_, errno);
    return static_cast<std::uint64_t>(status.st_size);
}

}  // namespace cudaenv::archive
