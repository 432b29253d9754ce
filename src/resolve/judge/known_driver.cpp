// SPDX-License-Identifier: Apache-2.0
// What a driver runs, whatever kind of driver it is.
#include <cudaenv/resolve/resolve.hpp>

namespace cudaenv::resolve {

namespace {

KnownDriver of_jetson(KnownDriver driver, const catalog::DriverTable& drivers) {
    const auto* row = drivers.find_jetpack(driver.version.major_number());
    if (row == nullptr) return driver;
    driver.jetpack = row->jetpack;
    if (!driver.cuda) driver.cuda = row->cuda;
    return driver;
}

}  // namespace

std::optional<KnownDriver> known_driver(const machine::Machine& machine,
                                        const catalog::DriverTable& drivers) {
    if (!machine.driver) return std::nullopt;
    KnownDriver driver{machine.driver->kind, machine.driver->version, machine.driver->cuda};
    if (driver.kind == machine::DriverKind::tegra) return of_jetson(std::move(driver), drivers);
    if (!driver.cuda && driver.kind == machine::DriverKind::linux_module)
        driver.cuda = drivers.driver_cuda(driver.version);
    return driver;
}

}  // namespace cudaenv::resolve
