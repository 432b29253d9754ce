// SPDX-License-Identifier: Apache-2.0
// Writes blocks with holes between them, then gives the file its final mode whatever the umask is.
#include "archive/new_file.hpp"

#include "archive/memory.hpp"

#include <cudaenv/base/error.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <vector>

namespace cudaenv::archive {
namespace {

void require(int result, const std::filesystem::path& path) {
    if (result != 0) throw io_error("write", path.string(), errno);
}

}  // namespace

NewFile::NewFile(TreeWriter& tree, const std::string& path)
    : path_(tree.full_path(path)), descriptor_(tree.create_file(path)) {}

void NewFile::write(const Block& block) {
    if (block.offset != end_) {
        const auto offset = static_cast<off_t>(block.offset);
        if (::lseek(descriptor_.get(), offset, SEEK_SET) != offset) {
            throw io_error("write", path_.string(), errno);
        }
    }
    write_all(descriptor_.get(), block.data, path_);
    end_ = block.offset + block.data.size();
}

void NewFile::finish(std::uint64_t size, unsigned mode, std::int64_t mtime) {
    if (size > end_) require(::ftruncate(descriptor_.get(), static_cast<off_t>(size)), path_);
    require(::fchmod(descriptor_.get(), static_cast<mode_t>(mode)), path_);
    const timespec when{.tv_sec = mtime, .tv_nsec = 0};
    const std::array<timespec, 2> access_and_change{when, when};
    require(::futimens(descriptor_.get(), access_and_change.data()), path_);
    descriptor_.close(path_);
}

void copy_file(TreeWriter& source,
               const std::string& from,
               TreeWriter& tree,
               const std::string& to,
               const std::function<void(std::uint64_t)>& on_bytes) {
    const UniqueFd input = source.open_existing(from);
    const std::filesystem::path input_path = source.full_path(from);
    NewFile output(tree, to);
    std::vector<char> buffer(kBufferSize);
    std::uint64_t offset = 0;
    while (const ssize_t count = ::read(input.get(), buffer.data(), buffer.size())) {
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw io_error("read", input_path.string(), errno);
        const auto size = static_cast<std::size_t>(count);
        on_bytes(offset + size);
        output.write({.data = {buffer.data(), size}, .offset = offset});
        offset += size;
    }
    struct stat status {};
    require(::fstat(input.get(), &status), input_path);
    output.finish(offset, status.st_mode & 0777U, status.st_mtim.tv_sec);
}

}  // namespace cudaenv::archive
