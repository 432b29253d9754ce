// SPDX-License-Identifier: Apache-2.0
// What to know about the driver of a machine, whatever toolkit is chosen.
#include <cudaenv/resolve/resolve.hpp>

namespace cudaenv::resolve {

std::vector<Note> driver_notes(const machine::Machine& machine,
                               const std::optional<KnownDriver>& driver) {
    std::vector<Note> notes;
    if (!machine.driver || !driver) return notes;
    if (machine.driver->mismatched) notes.emplace_back(DriverMismatch{*machine.driver});
    if (machine.lacks_devices) notes.emplace_back(NoDevices{*driver});
    return notes;
}

}  // namespace cudaenv::resolve
