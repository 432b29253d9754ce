// SPDX-License-Identifier: Apache-2.0
// The cheapest second name or copy of a file that the file system allows.
#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/tree_writer.hpp>

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>

namespace cudaenv {
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

void copy_bytes(int source,
                int target,
                const std::filesystem::path& path_for_messages,
                const CancelFlag& cancel) {
    std::string buffer(kCopyBuffer, '\0');
    for (;;) {
        cancel.check();
        const ssize_t count = ::read(source, buffer.data(), buffer.size());
        if (count == 0) return;
        if (count < 0 && errno != EINTR) throw io_error("copy", path_for_messages.string(), errno);
        if (count > 0) {
            write_all(target,
                      std::string_view(buffer).substr(0, static_cast<std::size_t>(count)),
                      path_for_messages);
        }
    }
}

}  // namespace

void TreeWriter::link_or_copy(int directory,
                              const std::string& from,
                              const std::string& path,
                              const CancelFlag& cancel) {
    const std::string name(last_name(path));
    if (::linkat(directory, from.c_str(), directory_of(path), name.c_str(), 0) == 0) return;
    if (!wants_copy(errno)) fail(path, errno);

    const std::filesystem::path to = full_path(path);
    const UniqueFd source(::openat(directory, from.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    struct stat status {};
    if (!source || ::fstat(source.get(), &status) != 0) throw io_error("copy", to.string(), errno);
    UniqueFd target = create_file(path);
    if (::ioctl(target.get(), FICLONE, source.get()) != 0) {
        copy_bytes(source.get(), target.get(), to, cancel);
    }
    if (::fchmod(target.get(), status.st_mode & 0777U) != 0) {
        throw io_error("copy", to.string(), errno);
    }
    target.close(to);
}

}  // namespace cudaenv
