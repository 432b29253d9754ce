// SPDX-License-Identifier: Apache-2.0
// How far the driver of a machine carries a toolkit: a list of rules, the first that answers
// decides.
#pragma once

#include <cudaenv/base/driver_version.hpp>
#include <cudaenv/resolve/resolve.hpp>

#include <optional>

namespace cudaenv::resolve {

/// One toolkit on one machine, with what the tables say about it.
struct DriverQuestion {
    const Version& toolkit;
    const machine::Machine& machine;
    const catalog::Facts& catalog;
    std::optional<KnownDriver> driver;
    std::optional<Version> min_driver;    ///< for everything
    std::optional<Version> named_driver;  ///< NVIDIA's number for this update
    std::optional<Version> minor_floor;   ///< for minor-version compatibility

    /// X.Y, by which packages and other drivers are compared.
    [[nodiscard]] Version release() const { return toolkit.truncated(2); }
    /// There is a driver of that kind.
    [[nodiscard]] bool is_on(machine::DriverKind kind) const {
        return driver && driver->kind == kind;
    }
    /// The driver's number may be compared with the table, and is not below `minimum`.
    [[nodiscard]] bool driver_is_at_least(const std::optional<Version>& minimum) const {
        return minimum && driver_reaches(driver->version, *minimum);
    }
    /// The CUDA version of the driver, the number that nvidia-smi shows, is X.Y or newer.
    [[nodiscard]] bool driver_has_cuda() const {
        return driver->cuda && release() <= *driver->cuda;
    }
};

DriverQuestion ask(const Version& toolkit,
                   const machine::Machine& machine,
                   const catalog::Facts& catalog);

/// By the driver alone.
Judgement judge_driver(const DriverQuestion& question);

}  // namespace cudaenv::resolve
