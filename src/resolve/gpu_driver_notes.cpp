// SPDX-License-Identifier: Apache-2.0
// Whether the driver knows the GPUs at all.
#include "resolve/gpu_driver_notes.hpp"

#include "resolve/judge/gpu_fit.hpp"

#include <algorithm>

namespace cudaenv::resolve {

namespace {

/// The same GPU may be there twice.
bool is_told(const std::vector<Note>& notes, const machine::Gpu& gpu) {
    return std::any_of(notes.begin(), notes.end(), [&](const Note& note) {
        const auto* told = std::get_if<GpuNotKnownYet>(&note);
        return told != nullptr && told->gpu.name == gpu.name &&
               (!gpu.name.empty() || told->gpu.capability == gpu.capability);
    });
}

}  // namespace

std::vector<Note> gpu_driver_notes(const machine::Machine& machine,
                                   const Judgement& judgement,
                                   const catalog::GpuTable& table) {
    const auto& driver = judgement.driver;
    if (!driver) {
        const auto cap = find_driver_cap(judgement.min_driver, machine, table);
        return cap ? std::vector<Note>{NoNativeDriver{*cap}} : std::vector<Note>{};
    }
    if (driver->kind != machine::DriverKind::linux_module) return {};
    std::vector<Note> notes;
    if (const auto cap = find_driver_cap(driver->version, machine, table))
        notes.emplace_back(GpuOutlived{*driver, *cap});
    for (const auto& gpu : machine.gpus) {
        const auto next = next_driver(gpu, driver->version, table);
        if (next && !is_told(notes, gpu)) notes.emplace_back(GpuNotKnownYet{*driver, gpu, *next});
    }
    return notes;
}

}  // namespace cudaenv::resolve
