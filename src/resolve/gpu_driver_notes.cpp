// SPDX-License-Identifier: Apache-2.0
// Whether the driver knows the GPUs at all.
#include "resolve/gpu_driver_notes.hpp"

#include "resolve/judge/gpu_fit.hpp"

#include <cudaenv/base/driver_version.hpp>

#include <algorithm>

namespace cudaenv::resolve {

namespace {

/// Earliest driver that lists a product of the capability; nullopt when that is not known for all.
std::optional<Version> first_driver(const Version& capability, const catalog::GpuTable& table) {
    std::optional<Version> first;
    for (const auto& product : table.products) {
        if (product.capability != capability) continue;
        if (!product.min_driver) return std::nullopt;
        if (!first || *product.min_driver < *first) first = product.min_driver;
    }
    return first;
}

std::optional<Version> first_driver(const machine::Gpu& gpu, const catalog::GpuTable& table) {
    const auto* product = gpu.name.empty() ? nullptr : table.find_product(gpu.name);
    if (product != nullptr) return product->min_driver;
    return gpu.capability ? first_driver(*gpu.capability, table) : std::nullopt;
}

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
        const auto first = first_driver(gpu, table);
        if (first && !driver_reaches(driver->version, *first) && !is_told(notes, gpu))
            notes.emplace_back(GpuNotKnownYet{*driver, gpu, *first});
    }
    return notes;
}

}  // namespace cudaenv::resolve
