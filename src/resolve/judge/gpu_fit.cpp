// SPDX-License-Identifier: Apache-2.0
// The window of toolkits, and the last driver branch, of every GPU.
#include "resolve/judge/gpu_fit.hpp"

#include <algorithm>

namespace cudaenv::resolve {

namespace {

bool has_code_of(const Version& toolkit, const catalog::GpuRow& row) {
    return row.first_toolkit <= toolkit &&
           !(row.last_toolkit && toolkit.truncated(2) > *row.last_toolkit);
}

/// Machine code for X.Y runs on every X.Z with Z above Y (CUDA C++ Programming Guide, "Binary
/// compatibility"), but between Jetsons and other GPUs. nullptr: the toolkit makes none that does.
const catalog::GpuRow* find_code_that_runs(const Version& toolkit,
                                           const catalog::GpuRow& row,
                                           const catalog::GpuTable& table) {
    const catalog::GpuRow* nearest = nullptr;
    for (const auto& each : table.rows) {
        const bool runs = !row.tegra && !each.tegra && each.capability < row.capability &&
                          each.capability.major_number() == row.capability.major_number();
        if (runs && has_code_of(toolkit, each)) nearest = &each;
    }
    return nearest;
}

GpuFit fit_gpu(const Version& toolkit, const Version& capability, const catalog::GpuTable& table) {
    const auto* row = table.find_row(capability);
    if (row == nullptr) return {capability};
    if (row->last_toolkit && toolkit.truncated(2) > *row->last_toolkit)
        return {capability, GpuCode::none, row->architecture, *row->last_toolkit};
    if (row->first_toolkit <= toolkit) return {capability};
    if (const auto* nearest = find_code_that_runs(toolkit, *row, table)) {
        return {capability,
                GpuCode::machine_code,
                row->architecture,
                row->first_toolkit,
                nearest->capability};
    }
    return {capability, GpuCode::ptx, row->architecture, row->first_toolkit};
}

std::optional<Version> next_driver(const Version& capability,
                                   const Version& driver,
                                   const catalog::GpuTable& table) {
    std::optional<Version> first;
    for (const auto& product : table.products) {
        if (product.capability != capability || product.niche) continue;
        const auto next = product.next_driver(driver);
        if (!next) return std::nullopt;
        if (!first || *next < *first) first = next;
    }
    return first;
}

bool has_machine_code(const GpuFit& fit) {
    return fit.code == GpuCode::machine_code;
}

}  // namespace

machine::Machine with_capabilities(machine::Machine machine, const catalog::GpuTable& table) {
    for (auto& gpu : machine.gpus) {
        if (gpu.capability) continue;
        if (const auto* product = table.find_product(gpu.name))
            gpu.capability = product->capability;
    }
    return machine;
}

std::vector<Version> known_capabilities(const machine::Machine& machine,
                                        const catalog::GpuTable& table) {
    machine::Machine gpus_only;
    gpus_only.gpus = machine.gpus;
    return machine::capabilities(with_capabilities(std::move(gpus_only), table));
}

std::vector<GpuFit> fit_gpus(const Version& toolkit,
                             const std::vector<Version>& capabilities,
                             const catalog::GpuTable& table) {
    std::vector<GpuFit> fits;
    fits.reserve(capabilities.size());
    for (const auto& capability : capabilities) fits.push_back(fit_gpu(toolkit, capability, table));
    return fits;
}

int gpu_rank(const std::vector<GpuFit>& fits) {
    if (std::all_of(fits.begin(), fits.end(), has_machine_code)) return 3;
    switch (fits.front().code) {
        case GpuCode::machine_code:
            return 2;
        case GpuCode::ptx:
            return 1;
        case GpuCode::none:
            break;
    }
    return 0;
}

std::optional<Version> next_driver(const machine::Gpu& gpu,
                                   const Version& driver,
                                   const catalog::GpuTable& table) {
    const auto* product = gpu.name.empty() ? nullptr : table.find_product(gpu.name);
    if (product != nullptr) return product->next_driver(driver);
    return gpu.capability ? next_driver(*gpu.capability, driver, table) : std::nullopt;
}

std::optional<DriverCap> find_driver_cap(const std::optional<Version>& needed,
                                         const machine::Machine& machine,
                                         const catalog::GpuTable& table) {
    if (!needed) return std::nullopt;
    const catalog::GpuRow* cap = nullptr;
    for (const auto& capability : known_capabilities(machine, table)) {
        const auto* row = table.find_row(capability);
        if (row == nullptr || !row->last_driver_branch) continue;
        if (cap == nullptr || *row->last_driver_branch < *cap->last_driver_branch) cap = row;
    }
    if (cap == nullptr || needed->major_number() <= *cap->last_driver_branch) return std::nullopt;
    return DriverCap{*cap->last_driver_branch, cap->capability, cap->architecture};
}

}  // namespace cudaenv::resolve
