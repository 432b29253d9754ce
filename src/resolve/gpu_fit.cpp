// SPDX-License-Identifier: Apache-2.0
// Whether a toolkit has machine code for the GPUs of a machine.
#include "resolve/gpu_fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace cudaenv::resolve {

namespace {

bool is_dropped(const Version& toolkit, const catalog::GpuRow& row) {
    return row.last_toolkit && toolkit.truncated(2) > *row.last_toolkit;
}

bool is_too_new(const Version& toolkit, const catalog::GpuRow& row) {
    return toolkit < row.first_toolkit;
}

std::string gpu_text(const catalog::GpuRow& row) {
    return fmt::format("compute capability {} ({})", row.capability.text(), row.architecture);
}

}  // namespace

std::optional<GpuMisfit> find_gpu_misfit(const Version& toolkit,
                                         std::vector<Version> gpus,
                                         const catalog::GpuTable& table) {
    std::sort(gpus.begin(), gpus.end(), std::greater<>{});
    std::optional<GpuMisfit> too_new;
    for (const auto& gpu : gpus) {
        const auto* row = table.find_row(gpu);
        if (row == nullptr) continue;
        if (is_dropped(toolkit, *row)) {
            return GpuMisfit{kGpuDropped,
                             fmt::format("no code for {}, whose last CUDA is {}",
                                         gpu_text(*row),
                                         row->last_toolkit->text())};
        }
        if (!too_new && is_too_new(toolkit, *row)) {
            too_new = GpuMisfit{kGpuTooNew,
                                fmt::format("no machine code for {}, whose first CUDA is {}",
                                            gpu_text(*row),
                                            row->first_toolkit.text())};
        }
    }
    return too_new;
}

}  // namespace cudaenv::resolve
