// SPDX-License-Identifier: Apache-2.0
// What to know about the driver of a machine, whatever toolkit is chosen.
#include <cudaenv/base/driver_version.hpp>
#include <cudaenv/resolve/resolve.hpp>

namespace cudaenv::resolve {

namespace {

bool is_untold(const KnownDriver& driver) {
    return driver.kind == machine::DriverKind::windows && driver.cuda && !driver.tells_cuda;
}

bool is_only_branch(const KnownDriver& driver) {
    return driver.kind == machine::DriverKind::linux_module && is_driver_branch(driver.version);
}

}  // namespace

std::vector<Note> driver_notes(const machine::Machine& machine,
                               const std::optional<KnownDriver>& driver) {
    std::vector<Note> notes;
    if (!machine.driver || !driver) return notes;
    if (machine.driver->mismatched) notes.emplace_back(DriverMismatch{*machine.driver});
    if (driver->lacks_libcuda) notes.emplace_back(NoLibcuda{*driver, machine.is_container});
    if (is_untold(*driver)) notes.emplace_back(UntoldCuda{*driver});
    if (is_only_branch(*driver)) notes.emplace_back(OnlyBranch{*driver});
    if (machine.lacks_devices) notes.emplace_back(NoDevices{*driver});
    return notes;
}

}  // namespace cudaenv::resolve
