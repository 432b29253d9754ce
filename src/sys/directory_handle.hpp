// SPDX-License-Identifier: Apache-2.0
// Directories held open while their contents are looked at, so that a link put in the place of one
// leads nowhere else.
#pragma once

#include <cudaenv/sys/files.hpp>

#include <sys/stat.h>

#include <optional>
#include <string>
#include <vector>

namespace cudaenv {

/// The directory `name` in `parent` (or AT_FDCWD), for openat(2) and its kin only; it need not be
/// readable. Empty, with errno set, when it cannot be had or is a link.
UniqueFd hold_directory(int parent, const char* name);
/// Names in it, in no order, without "." and ".."; nullopt, with errno set, when not all can be
/// read. By readdir(3): std::filesystem makes a path of every entry, and /usr/bin has thousands.
std::optional<std::vector<std::string>> names_in(const UniqueFd& directory);
/// The same of a directory that is not held: links on the way are followed.
std::optional<std::vector<std::string>> names_in(int parent, const char* path);
/// chmod(2) of what is held; 0 or the errno value.
int change_mode(const UniqueFd& directory, mode_t mode);
/// mkdirat(2) of `name` in `parent` (or AT_FDCWD); 0 or the errno value. What `mode` gives the
/// owner he gets whatever the umask: he is about to put something into it.
int make_directory(int parent, const char* name, mode_t mode);

}  // namespace cudaenv
