// SPDX-License-Identifier: Apache-2.0
// What a driver runs, whatever kind of driver it is.
#include <cudaenv/resolve/resolve.hpp>

namespace cudaenv::resolve {

namespace {

KnownDriver of_jetson(KnownDriver driver, const catalog::DriverTable& drivers) {
    const auto* row = drivers.find_jetpack(driver.version);
    if (row == nullptr) return driver;
    driver.jetpack = row->jetpack.truncated(1).text();
    if (!driver.cuda) driver.cuda = row->cuda;
    return driver;
}

/// By its number alone.
std::optional<Version> cuda_of(const KnownDriver& driver, const catalog::DriverTable& drivers) {
    return driver.kind == machine::DriverKind::windows ? drivers.windows_driver_cuda(driver.version)
                                                       : drivers.driver_cuda(driver.version);
}

}  // namespace

std::optional<KnownDriver> known_driver(const machine::Machine& machine,
                                        const catalog::DriverTable& drivers) {
    if (!machine.driver) return std::nullopt;
    KnownDriver driver{machine.driver->kind, machine.driver->version, machine.driver->cuda};
    driver.tells_cuda = driver.cuda.has_value();
    driver.lacks_libcuda = machine.lacks_libcuda;
    if (driver.kind == machine::DriverKind::tegra) return of_jetson(std::move(driver), drivers);
    if (!driver.cuda) driver.cuda = cuda_of(driver, drivers);
    return driver;
}

}  // namespace cudaenv::resolve
