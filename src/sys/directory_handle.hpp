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
/// Names in the directory `path` below `parent` (or AT_FDCWD), in no order, without "." and "..";
/// nullopt, with errno set, when they cannot be read. readdir(3) by itself: std::filesystem makes a
/// path of every entry, which costs ten times as much, and /usr/bin has thousands.
std::optional<std::vector<std::string>> names_in(int parent, const char* path);
std::optional<std::vector<std::string>> names_in(const UniqueFd& directory);
/// chmod(2) of what is held; 0 or the errno value.
int change_mode(const UniqueFd& directory, mode_t mode);
/// mkdirat(2) of `name` in `parent` (or AT_FDCWD); 0 or the errno value. What `mode` gives the
/// owner he gets whatever the umask: he is about to put something into it.
int make_directory(int parent, const char* name, mode_t mode);

}  // namespace cudaenv
