// SPDX-License-Identifier: Apache-2.0
// How one toolkit runs on a machine, and everything that was found on the way: decided once, so
// that whoever words it need not judge again.
#pragma once

#include <cudaenv/base/version.hpp>
#include <cudaenv/machine/machine.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace cudaenv::resolve {

/// How a toolkit runs on a machine (docs/architecture.md, "Verdicts").
enum class Verdict { native, minor_compat, forward_compat, compile_only, unsupported };
std::string_view verdict_text(Verdict verdict);  ///< "native", "minor-compat", …

/// Why a release does not run as well as it could, or is not taken.
enum class Reason {
    no_driver,
    driver_unknown,       ///< which CUDA the driver runs is not known
    driver_too_old,       ///< to run it natively
    requirement_unknown,  ///< the driver that it needs is not known
    gpu_too_new,          ///< a GPU gets only PTX
    gpu_partly,           ///< nothing of it runs on some of several GPUs
    gpu_dropped,          ///< nothing of it runs on any GPU
    prerelease,
    yanked,
    no_source,
};
std::string_view reason_text(Reason reason);  ///< the stable code of JSON: "driver-too-old", …

/// A driver with what it and the tables say about it.
struct KnownDriver {
    machine::DriverKind kind = machine::DriverKind::linux_module;
    Version version;
    /// The newest CUDA that it runs, which nvidia-smi shows: as it says itself, else by its number,
    /// or by the JetPack of a Jetson. nullopt: nobody knows.
    std::optional<Version> cuda = std::nullopt;
    std::string jetpack = {};    ///< "6", of a Jetson whose Linux for Tegra is known
    bool tells_cuda = false;     ///< `cuda` is what the driver says, not what the table says
    bool lacks_libcuda = false;  ///< the part of it that CUDA programs load is not here

    bool operator==(const KnownDriver&) const = default;
};

/// What would make a toolkit native, as far as the driver goes.
struct LinuxDriver {
    Version version;  ///< or newer

    bool operator==(const LinuxDriver&) const = default;
};
struct WindowsDriver {
    Version cuda;  ///< X.Y that it must run

    bool operator==(const WindowsDriver&) const = default;
};
struct Jetpack {
    std::string name;  ///< "7.2"

    bool operator==(const Jetpack&) const = default;
};
struct UnknownJetpack {
    bool operator==(const UnknownJetpack&) const = default;
};  ///< a newer one than any that is known
using Need = std::variant<LinuxDriver, WindowsDriver, Jetpack, UnknownJetpack>;

/// With what a toolkit runs on an older driver: NVIDIA's cuda-compat package of that X.Y, which
/// nobody need have installed, or a compat driver on this machine.
struct CompatPackage {
    Version cuda;

    bool operator==(const CompatPackage&) const = default;
};
struct CompatDriver {
    Version cuda;
    std::filesystem::path directory;

    bool operator==(const CompatDriver&) const = default;
};
using ForwardWay = std::variant<CompatPackage, CompatDriver>;

/// Forward compatibility works on data-centre GPUs only.
struct ForwardObjection {
    std::optional<machine::Gpu> gpu;  ///< not known as one; nullopt: which GPU is here is not known

    bool operator==(const ForwardObjection&) const = default;
};
struct ForwardCompat {
    ForwardWay way;
    std::optional<ForwardObjection> objection = std::nullopt;  ///< why the way is barred

    bool operator==(const ForwardCompat&) const = default;
};

/// What a toolkit has for a GPU: machine code, only PTX that the driver must compile, nothing.
enum class GpuCode { machine_code, ptx, none };
struct GpuFit {
    Version capability;
    GpuCode code = GpuCode::machine_code;
    std::string architecture = {};  ///< "Volta"
    Version bound = {};             ///< ptx: its first CUDA; none: its last
    /// machine_code: the lower capability whose code runs on it, where it has none of its own.
    std::optional<Version> code_of = std::nullopt;

    bool operator==(const GpuFit&) const = default;
};

/// No driver beyond a branch works with a GPU.
struct DriverCap {
    unsigned last_branch = 0;  ///< 470
    Version capability;
    std::string architecture;  ///< "Kepler"

    bool operator==(const DriverCap&) const = default;
};

struct Judgement {
    Version toolkit;
    Verdict verdict = Verdict::native;
    std::optional<Reason> reason;  ///< nullopt: native, with machine code for every GPU
    std::optional<KnownDriver> driver;
    Verdict driver_verdict = Verdict::native;  ///< by the driver alone, whatever the GPUs are
    /// The oldest Linux driver that runs it natively (DriverTable::native_driver); none for WSL
    /// and Jetson.
    std::optional<Version> min_driver;
    /// The one that NVIDIA's table names for this very update: a recommendation, which decides
    /// nothing. Absent where min_driver is.
    std::optional<Version> named_driver;
    std::optional<Version> minor_floor;    ///< least driver of minor-version compatibility
    std::optional<Need> needs;             ///< nullopt: nothing would, or nothing is known to
    std::optional<ForwardCompat> forward;  ///< only looked for where it would help
    /// The newest GPU without machine code. It runs by PTX (gpu_too_new), it runs nothing and
    /// others do (gpu_partly), none runs anything (gpu_dropped); with any other reason the driver
    /// is too old to compile the PTX.
    std::optional<GpuFit> misfit;

    bool operator==(const Judgement&) const = default;
};

}  // namespace cudaenv::resolve
