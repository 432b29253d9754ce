// SPDX-License-Identifier: Apache-2.0
// What to know about a decision: warnings and explanations, in the order in which they are shown.
#pragma once

#include <cudaenv/resolve/compiler.hpp>
#include <cudaenv/resolve/judgement.hpp>
#include <cudaenv/resolve/library.hpp>

#include <optional>
#include <string>
#include <variant>

namespace cudaenv::resolve {

/// The loaded kernel module and the user library of the driver are not of one version.
struct DriverMismatch {
    machine::Driver driver;

    bool operator==(const DriverMismatch&) const = default;
};
/// The part of the driver that CUDA programs load, libcuda, is not here.
struct NoLibcuda {
    KnownDriver driver;
    bool is_in_container = false;

    bool operator==(const NoLibcuda&) const = default;
};
/// The Windows driver does not say which CUDA it runs; its number tells.
struct UntoldCuda {
    KnownDriver driver;

    bool operator==(const UntoldCuda&) const = default;
};
/// Only the branch of the driver is known.
struct OnlyBranch {
    KnownDriver driver;

    bool operator==(const OnlyBranch&) const = default;
};
/// The driver is the host's; this container was given no GPU.
struct NoDevices {
    KnownDriver driver;

    bool operator==(const NoDevices&) const = default;
};

/// There is no driver here, and none that works with the GPU runs the toolkit natively.
struct NoNativeDriver {
    DriverCap cap;

    bool operator==(const NoNativeDriver&) const = default;
};
/// The driver here no longer works with the GPU.
struct GpuOutlived {
    KnownDriver driver;
    DriverCap cap;

    bool operator==(const GpuOutlived&) const = default;
};
/// The driver here does not know the GPU yet.
struct GpuNotKnownYet {
    KnownDriver driver;
    machine::Gpu gpu;
    Version first_driver;  ///< that lists it

    bool operator==(const GpuNotKnownYet&) const = default;
};

/// What minor-version compatibility takes away.
struct RunsInMinorCompat {
    Judgement judgement;
    std::optional<DriverCap> cap;  ///< why no driver lifts it

    bool operator==(const RunsInMinorCompat&) const = default;
};
struct RunsInForwardCompat {
    Judgement judgement;

    bool operator==(const RunsInForwardCompat&) const = default;
};
/// The chosen release does not run, or not on every GPU, or nobody knows.
struct RunsWithLimits {
    Judgement judgement;

    bool operator==(const RunsWithLimits&) const = default;
};
/// The toolkit has no code of its own for a GPU, and that for another of its major runs on it.
struct RunsOlderCode {
    Version toolkit;
    GpuFit fit;  ///< with code_of

    bool operator==(const RunsOlderCode&) const = default;
};
/// No source in use has the whole toolkit.
struct NoSource {
    Version toolkit;

    bool operator==(const NoSource&) const = default;
};

struct NoGlibc {
    bool operator==(const NoGlibc&) const = default;
};
struct GlibcTooOld {
    std::string library;  ///< "libcusolver"
    Version toolkit;
    Version needed;
    Version here;

    bool operator==(const GlibcTooOld&) const = default;
};
/// assert() in device code does not compile with this C library.
struct AssertClash {
    Version toolkit;
    Version newest;  ///< glibc that it compiles with
    Version here;

    bool operator==(const AssertClash&) const = default;
};

using Note = std::variant<DriverMismatch,
                          NoLibcuda,
                          UntoldCuda,
                          OnlyBranch,
                          NoDevices,
                          NoNativeDriver,
                          GpuOutlived,
                          GpuNotKnownYet,
                          RunsInMinorCompat,
                          RunsInForwardCompat,
                          RunsWithLimits,
                          RunsOlderCode,
                          NoSource,
                          NoGlibc,
                          GlibcTooOld,
                          AssertClash,
                          CudnnLeftOut,
                          DocumentedDriver,
                          NoCompilerFits,
                          NoBinutils,
                          NoLibcHeaders>;

}  // namespace cudaenv::resolve
