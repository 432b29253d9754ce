// SPDX-License-Identifier: Apache-2.0
// A file that grows over several runs.
#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/growing_file.hpp>
#include <cudaenv/sys/own_file.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>
#include <vector>

namespace cudaenv {

namespace {

constexpr std::size_t kPiece = 1U << 18U;

}  // namespace

GrowingFile::GrowingFile(std::filesystem::path path,
                         const std::function<void(std::string_view)>& on_existing,
                         const CancelFlag& cancel)
    : path_(std::move(path)), fd_(renew_own_file(path_)) {
    std::vector<char> buffer(kPiece);
    for (;;) {
        cancel.check();
        const ssize_t count = ::read(fd_.get(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw io_error("read", path_.string(), errno);
        if (count == 0) break;
        on_existing({buffer.data(), static_cast<std::size_t>(count)});
        size_ += static_cast<std::uint64_t>(count);
    }
}

void GrowingFile::append(std::string_view bytes) {
    write_all(fd_.get(), bytes, path_);
    size_ += bytes.size();
}

void GrowingFile::clear() {
    if (::ftruncate(fd_.get(), 0) != 0 || ::lseek(fd_.get(), 0, SEEK_SET) != 0) {
        throw io_error("truncate", path_.string(), errno);
    }
    size_ = 0;
}

UniqueFd GrowingFile::finish() {
    // Network file systems tell on close(2), of any descriptor, what they could not write.
    UniqueFd other(::fcntl(fd_.get(), F_DUPFD_CLOEXEC, 0));
    if (!other) throw io_error("write", path_.string(), errno);
    other.close(path_);
    return std::move(fd_);
}

}  // namespace cudaenv
