// SPDX-License-Identifier: Apache-2.0
// Descriptors, and reading and replacing whole files.
#include "sys/reading.hpp"
#include "sys/temporary_file.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/files.hpp>
#include <cudaenv/sys/free_space.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace cudaenv {

namespace fs = std::filesystem;

namespace {

using Buffer = std::array<char, 65536>;
using Wait = void (*)(int fd);

/// Reads once into `buffer`: the number of bytes, 0 at the end.
std::size_t read_some(int fd, Buffer& buffer, const fs::path& path, Wait wait) {
    for (;;) {
        const ssize_t count = ::read(fd, buffer.data(), buffer.size());
        if (count >= 0) return static_cast<std::size_t>(count);
        if (errno == EAGAIN && wait != nullptr) {
            wait(fd);
        } else if (errno != EINTR) {
            throw io_error("read", path.string(), errno);
        }
    }
}

std::optional<std::string> find_text(const fs::path& path, int flags, std::uint64_t limit) {
    const UniqueFd fd(open_retrying(path, O_RDONLY | O_NOCTTY | flags, 0));
    if (fd) return read_to_end(fd.get(), path, limit);
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    throw io_error("open", path.string(), errno);
}

}  // namespace

int open_retrying(const fs::path& path, int flags, unsigned mode) {
    for (;;) {
        const int fd = ::open(path.c_str(), flags | O_CLOEXEC, mode);
        if (fd >= 0 || errno != EINTR) return fd;
    }
}

std::string read_to_end(int fd, const fs::path& path, std::uint64_t limit, Wait wait) {
    std::string text;
    Buffer buffer;  // NOLINT(cppcoreguidelines-pro-type-member-init): read fills it
    while (const std::size_t count = read_some(fd, buffer, path, wait)) {
        if (text.size() + count > limit) {
            throw Error(ErrorKind::io,
                        "cannot read " + path.string() + ": it is larger than " +
                            std::to_string(limit) + " bytes");
        }
        text.append(buffer.data(), count);
    }
    return text;
}

UniqueFd::~UniqueFd() {
    if (fd_ >= 0) ::close(fd_);
}

UniqueFd::UniqueFd(UniqueFd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

UniqueFd& UniqueFd::operator=(UniqueFd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
}

void UniqueFd::close(const fs::path& path_for_messages) {
    const int fd = std::exchange(fd_, -1);
    // After EINTR the descriptor is gone on Linux; closing again could hit another thread's.
    if (fd >= 0 && ::close(fd) != 0 && errno != EINTR) {
        throw io_error("write", path_for_messages.string(), errno);
    }
}

UniqueFd open_file(const fs::path& path, int flags, unsigned mode) {
    UniqueFd fd(open_retrying(path, flags, mode));
    if (fd) return fd;
    const int reason = errno;
    if ((flags & O_CREAT) != 0) throw creation_error(path, reason);
    throw io_error("open", path.string(), reason);
}

void write_all(int fd, std::string_view data, const fs::path& path_for_messages) {
    while (!data.empty()) {
        const ssize_t count = ::write(fd, data.data(), data.size());
        if (count < 0 && errno != EINTR) {
            throw io_error("write", path_for_messages.string(), errno);
        }
        if (count > 0) data.remove_prefix(static_cast<std::size_t>(count));
    }
}

std::optional<std::string> find_file_text(const fs::path& path, std::uint64_t limit) {
    return find_text(path, O_NONBLOCK, limit);
}

std::optional<std::string> find_given_text(const fs::path& path, std::uint64_t limit) {
    return find_text(path, 0, limit);
}

std::optional<std::string> find_readable_text(const fs::path& path, std::uint64_t limit) {
    try {
        return find_file_text(path, limit);
    } catch (const Error&) {
        return std::nullopt;
    }
}

std::string read_file_text(const fs::path& path, std::uint64_t limit) {
    auto text = find_file_text(path, limit);
    if (text) return *std::move(text);
    throw io_error("open", path.string(), ENOENT);
}

void replace_file(const fs::path& path, std::string_view text, unsigned mode) {
    TemporaryFile file(path, mode);
    file.write(text);
    file.commit();
}

}  // namespace cudaenv
