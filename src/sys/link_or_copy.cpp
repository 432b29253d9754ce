// SPDX-License-Identifier: Apache-2.0
// The cheapest second name or copy of a file that the file system allows.
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/handle.hpp>
#include <cudaenv/sys/files.hpp>

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>

namespace cudaenv {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kCopyBuffer = 256U << 10U;

/// Reasons of link(2) for which a copy serves: another file system, no hard links there, too many.
bool wants_copy(int error_number) {
    switch (error_number) {
        case EXDEV:
        case EPERM:
        case EMLINK:
        case EOPNOTSUPP:
        case ENOSYS:
            return true;
        default:
            return false;
    }
}

void copy_bytes(int source, int target, const fs::path& from, const fs::path& to) {
    std::string buffer(kCopyBuffer, '\0');
    for (;;) {
        const ssize_t count = ::read(source, buffer.data(), buffer.size());
        if (count == 0) return;
        if (count < 0 && errno != EINTR) throw io_error("read", from.string(), errno);
        if (count > 0) {
            write_all(
                target, std::string_view(buffer).substr(0, static_cast<std::size_t>(count)), to);
        }
    }
}

void copy_link(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::copy_symlink(from, to, error);
    if (error) throw io_error("create", to.string(), error.value());
}

void copy_regular(const fs::path& from, const fs::path& to, mode_t mode) {
    const UniqueFd source = open_file(from, O_RDONLY);
    UniqueFd target = open_file(to, O_WRONLY | O_CREAT | O_EXCL, 0600);
    ScopeExit discard([&] { ::unlink(to.c_str()); });
    if (::ioctl(target.get(), FICLONE, source.get()) != 0) {
        copy_bytes(source.get(), target.get(), from, to);
    }
    if (::fchmod(target.get(), mode & 07777U) != 0) throw io_error("create", to.string(), errno);
    target.close(to);
    discard.dismiss();
}

}  // namespace

void link_or_copy(const fs::path& from, const fs::path& to) {
    if (::link(from.c_str(), to.c_str()) == 0) return;
    const int reason = errno;
    if (!wants_copy(reason)) throw io_error("link", to.string(), reason);
    struct stat status {};
    if (::lstat(from.c_str(), &status) != 0) throw io_error("read", from.string(), errno);
    if (S_ISLNK(status.st_mode)) {
        copy_link(from, to);
    } else {
        copy_regular(from, to, status.st_mode);
    }
}

}  // namespace cudaenv
