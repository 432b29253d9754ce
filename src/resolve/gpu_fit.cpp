// SPDX-License-Identifier: Apache-2.0
// The window of toolkits, and the last driver branch, of every GPU.
#include "resolve/gpu_fit.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::resolve {

namespace {

std::string gpu_text(const catalog::GpuRow& row) {
    return fmt::format("compute capability {} ({})", row.capability.text(), row.architecture);
}

GpuFit fit_gpu(const Version& toolkit, const Version& capability, const catalog::GpuRow* row) {
    if (row == nullptr) return {capability};
    if (row->last_toolkit && toolkit.truncated(2) > *row->last_toolkit) {
        return {capability,
                GpuCode::none,
                fmt::format("no code for {}, whose last CUDA is {}",
                            gpu_text(*row),
                            row->last_toolkit->text())};
    }
    if (toolkit < row->first_toolkit) {
        return {capability,
                GpuCode::ptx,
                fmt::format("no machine code for {}, whose first CUDA is {}",
                            gpu_text(*row),
                            row->first_toolkit.text())};
    }
    return {capability};
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
    for (const auto& capability : capabilities)
        fits.push_back(fit_gpu(toolkit, capability, table.find_row(capability)));
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

const catalog::GpuRow* find_driver_cap(const machine::Machine& machine,
                                       const catalog::GpuTable& table) {
    const catalog::GpuRow* cap = nullptr;
    for (const auto& capability : known_capabilities(machine, table)) {
        const auto* row = table.find_row(capability);
        if (row == nullptr || !row->last_driver_branch) continue;
        if (cap == nullptr || *row->last_driver_branch < *cap->last_driver_branch) cap = row;
    }
    return cap;
}

std::string driver_cap_words(const std::optional<Version>& needed,
                             const machine::Machine& machine,
                             const catalog::GpuTable& table) {
    const auto* cap = find_driver_cap(machine, table);
    if (cap == nullptr || !needed || needed->major_number() <= *cap->last_driver_branch) return {};
    return fmt::format(
        "{} is the last driver branch for {}", *cap->last_driver_branch, gpu_text(*cap));
}

}  // namespace cudaenv::resolve
