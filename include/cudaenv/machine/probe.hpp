// SPDX-License-Identifier: Apache-2.0
// What the driver's own libraries answer: asked in a child process, told in lines.
#pragma once

#include <cudaenv/machine/machine.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::machine {

/// Paths or sonames of the libraries to load; "-": not that one.
struct ProbeLibraries {
    std::string nvml = "-";
    std::string cuda = "-";
};

struct ProbeAnswer {
    std::optional<Version> driver;  ///< in WSL, of Windows
    std::optional<Version> cuda;
    std::string cuda_origin;  ///< "NVML" or "libcuda"
    std::vector<Gpu> gpus;
    bool mismatched = false;     ///< NVML refuses: the library is not that of the kernel module
    bool lacks_libcuda = false;  ///< NVML did not know the CUDA version, and no libcuda loads
    bool failed = false;         ///< NVML failed, or the lines end early
};

/// Loads the libraries into this process and gives each fact to `say` as one line. They may hang or
/// crash: never call it but in a process made for it.
void probe_driver_libraries(const ProbeLibraries& libraries,
                            const std::function<void(const std::string&)>& say);
/// Reads those lines; whatever else the libraries printed is passed over.
ProbeAnswer parse_probe(std::string_view text);

}  // namespace cudaenv::machine
