// SPDX-License-Identifier: Apache-2.0
// Debian's GCC packages as one relocatable compiler tree (debian-layout §6).
#pragma once

#include <cudaenv/archive/unpack.hpp>
#include <cudaenv/base/platform.hpp>
#include <cudaenv/sys/cancel.hpp>
#include <cudaenv/sys/tree_writer.hpp>

#include <filesystem>
#include <string>

namespace cudaenv::source {

/// Maps a package's entries: usr/** as it is (lib/** below usr/lib), support libraries of cc1plus
/// (isl, mpc, mpfr, gmp) to lib/, cc1, cc1plus and lto1 to ".NAME.bin" (their places are taken by
/// wrappers), documentation dropped but copyright.
archive::Mapping debian_compiler_mapping(const std::string& package_file,
                                         Platform platform,
                                         unsigned gcc_major);

/// After all packages are merged into `tree`, whose links were judged: the wrappers,
/// bin/{gcc,g++,cpp}, and, on hosts whose libc is not in the Debian places (crt1.o found in
/// /usr/lib64 or /usr/lib below `system_root`), g++/gcc scripts with -B. Where the host has a newer
/// libstdc++, programs are linked with that one, so that objects of the host's own compiler fit in.
/// Throws Error(integrity) when the tree has no working driver, Obstructed when something else
/// stands where the wrappers should.
void complete_debian_compiler(TreeWriter& tree,
                              Platform platform,
                              unsigned gcc_major,
                              const std::filesystem::path& system_root,
                              const CancelFlag& cancel);

}  // namespace cudaenv::source
