// SPDX-License-Identifier: Apache-2.0
// The driver's user-mode libraries, found without loading them.
#pragma once

#include <cudaenv/machine/machine.hpp>

#include <optional>
#include <string>

namespace cudaenv::machine {

struct DriverLibrary {
    std::filesystem::path path;       ///< as a loader would open it
    std::filesystem::path real_path;  ///< what it leads to
    std::optional<Version> version;   ///< of a name such as libcuda.so.550.144.03
};

/// The `soname` that belongs to the driver: in LD_LIBRARY_PATH, then in the usual directories of
/// distributions, WSL, Jetson and containers. Stubs and forward-compatibility libraries are passed
/// over.
std::optional<DriverLibrary> find_driver_library(const std::string& soname,
                                                 const Environment& environment,
                                                 const std::filesystem::path& system_root);

/// `environment` with stubs and forward-compatibility libraries taken out of LD_LIBRARY_PATH, so
/// that the driver's own libraries are loaded.
Environment without_substitutes(Environment environment);

}  // namespace cudaenv::machine
