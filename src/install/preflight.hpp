// SPDX-License-Identifier: Apache-2.0
// What can be known to fail before anything is fetched.
#pragma once

#include <cudaenv/install/plan.hpp>
#include <cudaenv/sys/free_space.hpp>

#include <filesystem>
#include <functional>
#include <vector>

namespace cudaenv::install {

/// What a plan will put below a directory, at least.
struct SpaceNeed {
    std::filesystem::path directory;
    ByteCount download;
    ByteCount unpacked;
    std::uint64_t inodes = 0;
    const char* variable = "";  ///< that leads to another directory
};

/// Of the cache, and of the root: the store, which environments are hard links to, is filled
/// through staging/ by renames.
std::vector<SpaceNeed> space_needs(const Plan& plan, const store::Layout& layout);

/// Throws Error(io), naming the directory, what is needed and what is free, when the needs of all
/// that stand on one file system do not fit into it, in bytes or in inodes.
void check_space(const std::vector<SpaceNeed>& needs,
                 const std::function<FreeSpace(const std::filesystem::path&)>& free_of);

}  // namespace cudaenv::install
