// SPDX-License-Identifier: Apache-2.0
// The facts about a computer that decide what runs on it.
#pragma once

#include <cudaenv/base/byte_count.hpp>
#include <cudaenv/base/compiler_kind.hpp>
#include <cudaenv/base/platform.hpp>
#include <cudaenv/base/version.hpp>
#include <cudaenv/sys/environment.hpp>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv::machine {

/// Whose number a driver's version is. Only the first may be compared with the table's Linux
/// column.
enum class DriverKind {
    linux_module,  ///< the NVIDIA kernel module of this (or the container's) Linux
    windows,       ///< WSL: the driver of the Windows host
    tegra          ///< Jetson: the number of its Linux for Tegra, "36.4.7"
};

struct Driver {
    Version version;  ///< the lower one where the kernel module and the user library differ
    std::string
        origin;  ///< where it was read: "/sys/module/nvidia/version", "CUDAENV_DRIVER", "--driver"
    DriverKind kind = DriverKind::linux_module;
    /// The newest CUDA that the driver says it runs (cuDriverGetVersion, what nvidia-smi shows);
    /// nullopt: nobody was asked.
    std::optional<Version> cuda = std::nullopt;
    std::string cuda_origin = {};
    std::optional<Version> module = std::nullopt;   ///< of the loaded kernel module, where known
    std::optional<Version> library = std::nullopt;  ///< of the user-mode libcuda, where known
    std::string library_origin = {};
    /// The two differ, as after an upgrade without a reboot: CUDA fails until they agree again.
    bool mismatched = false;

    bool operator==(const Driver&) const = default;
};

struct Gpu {
    std::string name = {};  ///< "NVIDIA A100-SXM4-40GB"; empty when only the capability is known
    std::optional<Version> capability =
        std::nullopt;  ///< nullopt: only the name is known; the GPU table may know more
    std::optional<ByteCount> memory = std::nullopt;
    std::string origin = {};  ///< "NVML", "/proc/driver/nvidia/gpus", "CUDAENV_GPU", "--gpu"

    bool operator==(const Gpu&) const = default;
};

/// A forward-compatibility libcuda on this machine, as its ELF note describes it (NVIDIA's
/// cuda-compat package).
struct CompatLibrary {
    std::filesystem::path path;  ///< of the libcuda.so.N
    Version cuda;                ///< "12.9"
    std::vector<unsigned>
        branches;  ///< kernel-driver branches that it admits; empty: it has no note
};

struct HostCompiler {
    CompilerKind kind = CompilerKind::gcc;
    Version version;
    std::filesystem::path path;  ///< of the C++ driver (g++, clang++)
    bool is_default =
        false;  ///< what plain g++ means on PATH, which is what nvcc runs when not told
};

struct Machine {
    Platform platform = Platform::linux_x86_64;
    std::optional<Driver> driver = std::nullopt;
    std::vector<Gpu> gpus = {};  ///< empty: none or unknown
    std::vector<HostCompiler> compilers = {};
    std::optional<Version> glibc = std::nullopt;  ///< nullopt on musl
    std::string glibc_origin = {};
    bool has_binutils = false;      ///< `as` and `ld` on PATH
    bool has_libc_headers = false;  ///< crt1.o and stdio.h: a compiler can link here
    bool is_wsl = false;
    bool is_container = false;
    /// The kernel's files show a driver, but no /dev/nvidia* is here: a container that was given no
    /// GPU.
    bool lacks_devices = false;
    /// The driver answers, but its libcuda, which CUDA programs load, is not here: nvidia-smi shows
    /// "CUDA Version: N/A".
    bool lacks_libcuda = false;
    std::vector<CompatLibrary> compat_libraries = {};
};

/// The known compute capabilities of the GPUs, newest first, each once.
std::vector<Version> capabilities(const Machine& machine);

/// What to assume instead of detecting. Texts as typed; `where` names the option or variable in
/// errors.
struct Overrides {
    std::optional<std::string> driver;  ///< "550.54.15", "550" or "none"
    std::string driver_where;
    std::optional<std::string>
        gpu;  ///< "8.6", "86", "sm_86", "RTX 4090", comma-separated, or "none"
    std::string gpu_where;
};
/// From $CUDAENV_DRIVER and $CUDAENV_GPU.
Overrides environment_overrides(const Environment& environment);

/// Puts what is given in the place of what `machine` says. A malformed text is Error(usage) that
/// shows the accepted forms.
void apply(const Overrides& overrides, Machine& machine);

/// Where to look, and how. The default is this machine, with no driver library asked and nothing
/// kept.
struct Places {
    std::filesystem::path system_root = "/";
    /// Directory for answers that cost a process; empty: none are kept.
    std::filesystem::path cache = {};
    /// Command that runs probe_driver_libraries with the two paths added to it; empty: nobody does.
    std::vector<std::string> probe = {};
    std::chrono::milliseconds deadline{2000};  ///< for the probe, and for nvidia-smi
};

/// Gathers everything. A fact that cannot be read is absent, never an error; malformed overrides as
/// above.
Machine detect_machine(const Environment& environment,
                       const Overrides& overrides,
                       const Places& places);

}  // namespace cudaenv::machine
