// SPDX-License-Identifier: Apache-2.0
// Whether the driver knows the GPUs at all.
#include "resolve/gpu_driver_notes.hpp"
#include "resolve/gpu_fit.hpp"

#include <fmt/format.h>

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

std::string gpu_words(const machine::Gpu& gpu) {
    if (!gpu.name.empty()) return gpu.name;
    return "compute capability " + gpu.capability->text();
}

void add_once(std::vector<std::string>& notes, std::string note) {
    if (std::find(notes.begin(), notes.end(), note) == notes.end())
        notes.push_back(std::move(note));
}

}  // namespace

std::vector<std::string> gpu_driver_notes(const machine::Machine& machine,
                                          const std::optional<Version>& needed,
                                          const catalog::GpuTable& table) {
    std::vector<std::string> notes;
    if (!machine.driver) {
        const auto cap = driver_cap_words(needed, machine, table);
        if (!cap.empty())
            notes.push_back(fmt::format("no driver runs it natively on this GPU: {}", cap));
        return notes;
    }
    if (machine.driver->kind != machine::DriverKind::linux_module) return notes;
    const auto& driver = machine.driver->version;
    const auto outlived = driver_cap_words(driver, machine, table);
    if (!outlived.empty()) {
        notes.push_back(
            fmt::format("driver {} no longer works with this GPU: {}", driver.text(), outlived));
    }
    for (const auto& gpu : machine.gpus) {
        const auto first = first_driver(gpu, table);
        if (!first || driver >= *first) continue;
        add_once(notes,
                 fmt::format("driver {} does not know {} yet: NVIDIA's drivers list it from {} on",
                             driver.text(),
                             gpu_words(gpu),
                             first->text()));
    }
    return notes;
}

}  // namespace cudaenv::resolve
