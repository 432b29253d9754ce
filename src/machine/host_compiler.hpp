// SPDX-License-Identifier: Apache-2.0
// The C++ compilers installed here that nvcc could use.
#pragma once

#include <cudaenv/machine/machine.hpp>

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace cudaenv::machine {

/// g++, g++-N, clang++, clang++-N (cudaenv's own shims, ccache and the like excluded) on $PATH and
/// where distributions put others; each once by real path, the default g++ of PATH first, then gcc
/// before clang and by descending version. Each is asked for its version once, until its file
/// changes, with a deadline of five seconds; one that does not answer is left out.
std::vector<HostCompiler> find_host_compilers(const Environment& environment, const Places& places);

/// glibc version: of the running process for system_root "/", else from the libc.so.6 there.
std::optional<Version> detect_glibc(const std::filesystem::path& system_root);

}  // namespace cudaenv::machine
