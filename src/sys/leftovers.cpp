// SPDX-License-Identifier: Apache-2.0
// A temporary file whose lock is free has lost its process.
#include "sys/directory_handle.hpp"

#include <cudaenv/sys/leftovers.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <string>

namespace cudaenv {

namespace {

constexpr std::size_t kDigits = 16;
constexpr std::string_view kHexadecimal = "0123456789abcdef";

/// What the temporary file `name` was to become.
std::optional<std::string_view> target_of(std::string_view name) {
    const auto stem = stem_of_unique_name(name);
    if (!stem || stem->size() < 2 || stem->front() != '.') return std::nullopt;
    return stem->substr(1);
}

bool is_plain_and_ours(const struct stat& status) {
    return S_ISREG(status.st_mode) && status.st_uid == ::geteuid() && status.st_nlink == 1;
}

void remove_if_dead(const UniqueFd& directory, const char* name) {
    struct stat named {};
    struct stat held {};
    if (::fstatat(directory.get(), name, &named, AT_SYMLINK_NOFOLLOW) != 0) return;
    if (!is_plain_and_ours(named)) return;
    // Open for writing: NFS grants exclusive locks to nobody else.
    const UniqueFd fd(
        ::openat(directory.get(), name, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!fd || ::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) return;
    // Whoever held it may have given it its name since.
    if (::fstat(fd.get(), &held) != 0 ||
        ::fstatat(directory.get(), name, &named, AT_SYMLINK_NOFOLLOW) != 0)
        return;
    const bool is_same = held.st_dev == named.st_dev && held.st_ino == named.st_ino;
    if (is_same && is_plain_and_ours(named)) ::unlinkat(directory.get(), name, 0);
}

}  // namespace

std::optional<std::string_view> stem_of_unique_name(std::string_view name) {
    if (name.size() < kDigits + 2) return std::nullopt;
    const std::string_view digits = name.substr(name.size() - kDigits);
    const std::string_view stem = name.substr(0, name.size() - kDigits - 1);
    const bool is_unique = name[stem.size()] == '.' &&
                           digits.find_first_not_of(kHexadecimal) == std::string_view::npos;
    return is_unique ? std::optional(stem) : std::nullopt;
}

void remove_dead_temporaries(const std::filesystem::path& directory,
                             const std::function<bool(std::string_view target)>& is_target) {
    const UniqueFd held = hold_directory(AT_FDCWD, directory.c_str());
    const auto names = held ? names_in(held) : std::nullopt;
    if (!names) return;
    for (const std::string& name : *names) {
        const auto target = target_of(name);
        if (target && is_target(*target)) remove_if_dead(held, name.c_str());
    }
}

}  // namespace cudaenv
