// SPDX-License-Identifier: Apache-2.0
// renameat2(2) where it is known, rename(2) elsewhere.
#include "sys/rename.hpp"

#include "sys/unique_name.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>

namespace cudaenv {

namespace fs = std::filesystem;

namespace {

int rename_with(const fs::path& from, const fs::path& to, unsigned flags) {
    const bool done = ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), flags) == 0;
    return done ? 0 : errno;
}

bool is_unsupported(int error_number) {
    return error_number == EINVAL || error_number == ENOSYS || error_number == EOPNOTSUPP;
}

bool is_present(const fs::path& path) {
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0;
}

}  // namespace

int plain_rename(const fs::path& from, const fs::path& to) {
    return ::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

int rename_no_replace(const fs::path& from, const fs::path& to) {
    const int result = rename_with(from, to, RENAME_NOREPLACE);
    return is_unsupported(result) ? checked_rename(from, to) : result;
}

int rename_exchange(const fs::path& from, const fs::path& to) {
    const int result = rename_with(from, to, RENAME_EXCHANGE);
    return is_unsupported(result) ? exchange_in_steps(from, to) : result;
}

int checked_rename(const fs::path& from, const fs::path& to) {
    if (is_present(to)) return EEXIST;
    const int result = plain_rename(from, to);
    return result == ENOTEMPTY ? EEXIST : result;
}

int exchange_in_steps(const fs::path& from, const fs::path& to) {
    const fs::path old = from.parent_path() / make_unique_name(from.filename().string());
    if (const int failure = plain_rename(to, old)) return failure;
    if (const int failure = plain_rename(from, to)) {
        plain_rename(old, to);
        return failure;
    }
    return plain_rename(old, from);
}

}  // namespace cudaenv
