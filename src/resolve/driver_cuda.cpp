// SPDX-License-Identifier: Apache-2.0
// The newest CUDA that a driver runs, whatever kind of driver it is.
#include <cudaenv/resolve/resolve.hpp>

namespace cudaenv::resolve {

std::optional<Version> driver_cuda(const machine::Machine& machine,
                                   const catalog::DriverTable& drivers) {
    if (!machine.driver) return std::nullopt;
    const auto& driver = *machine.driver;
    if (driver.cuda || driver.kind == machine::DriverKind::windows) return driver.cuda;
    if (driver.kind == machine::DriverKind::linux_module)
        return drivers.driver_cuda(driver.version);
    const auto* row = drivers.find_jetpack(driver.version.major_number());
    return row == nullptr ? std::nullopt : std::optional(row->cuda);
}

}  // namespace cudaenv::resolve
