// SPDX-License-Identifier: Apache-2.0
// What can be known to fail before anything is fetched.
#pragma once

#include "install/unfit_entries.hpp"

#include <cudaenv/install/plan.hpp>
#include <cudaenv/sys/free_space.hpp>

#include <filesystem>
#include <functional>
#include <vector>

namespace cudaenv::install {

/// The plan for a store whose `unfit` entries, absent ones and others, must be made, and all others
/// need not.
Plan as_the_store_is(Plan plan, const Unfit& unfit, const store::Layout& layout);

/// What a plan will put below a directory, at least.
struct SpaceNeed {
    std::filesystem::path directory;
    ByteCount download;
    ByteCount unpacked;
    std::uint64_t inodes = 0;
    const char* variable = "";  ///< that leads to another directory
};

/// Of the cache, and of staging/: from there the store, which environments are hard links to, is
/// filled by renames.
std::vector<SpaceNeed> space_needs(const Plan& plan, const store::Layout& layout);

using FreeOf = std::function<FreeSpace(const std::filesystem::path&)>;

/// Throws Error(refused), naming both, when what is made in staging/ could not be moved to store/
/// or environments/: no rename and no hard link leads from one mount to another.
void check_moves(const store::Layout& layout, const FreeOf& free_of);

/// Throws Error(io), naming the directory, what is needed and what is free, when the needs of all
/// that stand on one file system do not fit into it, in bytes or in inodes.
void check_space(const std::vector<SpaceNeed>& needs, const FreeOf& free_of);

}  // namespace cudaenv::install
