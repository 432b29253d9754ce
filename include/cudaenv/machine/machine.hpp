// SPDX-License-Identifier: Apache-2.0
// The facts about a computer that decide what runs on it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <cudaenv/base/platform.hpp>
#include <cudaenv/base/version.hpp>
#include <cudaenv/sys/environment.hpp>

namespace cudaenv::machine {

struct Driver {
    Version version;     ///< of the kernel module, "550.144.03"
    std::string origin;  ///< where it was read: "/sys/module/nvidia/version", "CUDAENV_DRIVER", "--driver"
};

struct HostCompiler {
    std::string kind;  ///< "gcc" or "clang"
    Version version;
    std::filesystem::path path;  ///< of the C++ driver (g++, clang++)
    bool is_default = false;     ///< what plain g++ means on PATH, which is what nvcc runs when not told
};

struct Machine {
    Platform platform = Platform::linux_x86_64;
    std::optional<Driver> driver;
    std::vector<Version> gpus;  ///< compute capabilities; empty: none or unknown
    std::vector<HostCompiler> compilers;
    std::optional<Version> glibc;  ///< nullopt on musl
    bool has_binutils = false;     ///< `as` and `ld` on PATH
    bool has_libc_headers = false; ///< crt1.o and stdio.h: a compiler can link here
};

/// What to assume instead of detecting. Texts as typed; `where` names the option or variable in errors.
struct Overrides {
    std::optional<std::string> driver;  ///< "550.54.15", "550" or "none"
    std::string driver_where;
    std::optional<std::string> gpu;     ///< "8.6", "86", "sm_86", comma-separated, or "none"
    std::string gpu_where;
};
/// From $CUDAENV_DRIVER and $CUDAENV_GPU.
Overrides environment_overrides(const Environment& environment);

/// Gathers everything. `system_root` is "/" outside tests. A fact that cannot be read is absent, never an error; a
/// malformed override is Error(usage) that shows the accepted forms.
Machine detect_machine(const Environment& environment, const Overrides& overrides, const std::filesystem::path& system_root);

}  // namespace cudaenv::machine
