// SPDX-License-Identifier: Apache-2.0
// What to know about a decision: warnings and explanations, in the order in which they are shown.
#pragma once

#include <cudaenv/resolve/judgement.hpp>

#include <optional>
#include <string>
#include <variant>

namespace cudaenv::resolve {

/// The loaded kernel module and the user library of the driver are not of one version.
struct DriverMismatch {
    machine::Driver driver;
};
/// The driver is the host's; this container was given no GPU.
struct NoDevices {
    KnownDriver driver;
};

/// There is no driver here, and none that works with the GPU runs the toolkit natively.
struct NoNativeDriver {
    DriverCap cap;
};
/// The driver here no longer works with the GPU.
struct GpuOutlived {
    KnownDriver driver;
    DriverCap cap;
};
/// The driver here does not know the GPU yet.
struct GpuNotKnownYet {
    KnownDriver driver;
    machine::Gpu gpu;
    Version first_driver;  ///< that lists it
};

/// What minor-version compatibility takes away.
struct RunsInMinorCompat {
    Judgement judgement;
    std::optional<DriverCap> cap;  ///< why no driver lifts it
};
struct RunsInForwardCompat {
    Judgement judgement;
};
/// The chosen release does not run, or not on every GPU, or nobody knows.
struct RunsWithLimits {
    Judgement judgement;
};
/// No source in use has the whole toolkit.
struct NoSource {
    Version toolkit;
};

struct NoGlibc {};
struct GlibcTooOld {
    std::string subject;  ///< "libcusolver"
    Version toolkit;
    Version needed;
    Version here;
};
/// assert() in device code does not compile with this C library.
struct AssertClash {
    Version toolkit;
    Version newest;  ///< glibc that it compiles with
    Version here;
};

/// A text stands for what the choice of libraries and compilers still words itself.
using Note = std::variant<DriverMismatch,
                          NoDevices,
                          NoNativeDriver,
                          GpuOutlived,
                          GpuNotKnownYet,
                          RunsInMinorCompat,
                          RunsInForwardCompat,
                          RunsWithLimits,
                          NoSource,
                          NoGlibc,
                          GlibcTooOld,
                          AssertClash,
                          std::string>;

}  // namespace cudaenv::resolve
