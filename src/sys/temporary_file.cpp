// SPDX-License-Identifier: Apache-2.0
// A temporary file is locked from the moment it can be told to be ours until it has its name.
#include "sys/temporary_file.hpp"

#include "sys/reading.hpp"
#include "sys/sync.hpp"
#include "sys/unique_name.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/checkpoint.hpp>
#include <cudaenv/sys/free_space.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

namespace cudaenv {

namespace fs = std::filesystem;

namespace {

/// False when somebody took it for a leftover before it was locked. A file system without locks
/// has nobody who could.
bool is_still_ours(const UniqueFd& fd) {
    if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) return false;
    struct stat status {};
    return ::fstat(fd.get(), &status) != 0 || status.st_nlink > 0;
}

/// A umask that keeps a file from its own maker is an accident. Where the file system knows no
/// modes, nothing was kept from him.
void give_to_owner(const UniqueFd& fd, mode_t mode) {
    struct stat status {};
    const mode_t owners = mode & S_IRWXU;
    if (::fstat(fd.get(), &status) != 0 || (status.st_mode & owners) == owners) return;
    static_cast<void>(::fchmod(fd.get(), (status.st_mode & 07777U) | owners));
}

/// Names what somebody asked for, not our own name; the hint is of where that should be made,
/// whatever stands there.
Error cannot_make(const fs::path& target, const fs::path& temporary, int reason) {
    Error error = creation_error(target, reason);
    error.set_hint(creation_error(temporary, reason).hint());
    return error;
}

}  // namespace

TemporaryFile::TemporaryFile(fs::path target, unsigned mode) : target_(std::move(target)) {
    const fs::path parent = target_.has_parent_path() ? target_.parent_path() : fs::path(".");
    ensure_directory(parent);
    do {
        path_ = parent / make_unique_name("." + target_.filename().string());
        fd_ = UniqueFd(open_retrying(path_, O_WRONLY | O_CREAT | O_EXCL, mode));
        if (!fd_) throw cannot_make(target_, path_, errno);
    } while (!is_still_ours(fd_));
    give_to_owner(fd_, mode);
}

TemporaryFile::~TemporaryFile() {
    if (!path_.empty()) ::unlink(path_.c_str());
}

void TemporaryFile::write(std::string_view text) {
    write_all(fd_.get(), text, target_);
}

void TemporaryFile::set_mode(unsigned mode) {
    if (::fchmod(fd_.get(), mode) != 0) throw io_error("write", target_.string(), errno);
}

void TemporaryFile::commit() {
    if (::fsync(fd_.get()) != 0) throw io_error("write", target_.string(), errno);
    checkpoint(("replace-" + target_.filename().string()).c_str());
    if (::rename(path_.c_str(), target_.c_str()) != 0) {
        throw io_error("replace", target_.string(), errno);
    }
    const fs::path parent = std::exchange(path_, {}).parent_path();
    sync_directory(parent);
    fd_.close(target_);
}

}  // namespace cudaenv
