// SPDX-License-Identifier: Apache-2.0
// Which driver branches a compat package admits, and which GPUs.
#include "resolve/forward_compat.hpp"

#include <cudaenv/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::resolve {

namespace {

bool contains(const std::vector<unsigned>& branches, unsigned branch) {
    return std::find(branches.begin(), branches.end(), branch) != branches.end();
}

/// The rule of NVIDIA's container toolkit: by the note; without one, only across majors.
bool admits(const machine::CompatLibrary& library, const Version& driver, const Version& able) {
    if (library.cuda <= able) return false;
    return library.branches.empty() ? library.cuda.major_number() > able.major_number()
                                    : contains(library.branches, driver.major_number());
}

bool admits(const catalog::ForwardCompatRow& row, const Version& driver) {
    const unsigned branch = driver.major_number();
    return contains(row.branches, branch) &&
           std::all_of(row.min_drivers.begin(), row.min_drivers.end(), [&](const Version& minimum) {
               return minimum.major_number() != branch || driver >= minimum;
           });
}

/// Whether forward compatibility works on it. A GPU known by its capability alone is taken for a
/// data-centre one when every product of that capability is.
bool is_data_center(const machine::Gpu& gpu, const catalog::GpuTable& table) {
    if (!gpu.name.empty()) {
        const auto* product = table.find_product(gpu.name);
        return product != nullptr && product->data_center;
    }
    std::size_t known = 0;
    for (const auto& product : table.products) {
        if (product.capability != gpu.capability) continue;
        if (!product.data_center) return false;
        ++known;
    }
    return known > 0;
}

std::string gpu_words(const machine::Gpu& gpu) {
    if (!gpu.name.empty()) return gpu.name;
    return gpu.capability ? "compute capability " + gpu.capability->text() : "this GPU";
}

}  // namespace

std::string compat_package_words(const Version& release) {
    return fmt::format("NVIDIA's cuda-compat-{} package in front of LD_LIBRARY_PATH",
                       replace_all(release.text(), ".", "-"));
}

std::optional<std::string> find_forward_way(const Question& question) {
    const auto release = question.toolkit.truncated(2);
    const auto& driver = question.driver();
    const auto able = driver_cuda(question.machine, *question.catalog.drivers);
    for (const auto& library : question.machine.compat_libraries) {
        if (library.cuda >= release && able && admits(library, driver.version, *able)) {
            return fmt::format("the compat driver of CUDA {} in {} in front of LD_LIBRARY_PATH",
                               library.cuda.text(),
                               library.path.parent_path().string());
        }
    }
    const auto* row = question.catalog.drivers->find_forward_compat(release);
    if (row == nullptr || !admits(*row, driver.version)) return std::nullopt;
    return compat_package_words(release);
}

std::string forward_objection(const machine::Machine& machine, const catalog::GpuTable& table) {
    const std::string rule = "forward compatibility works on data-centre GPUs only";
    if (machine.gpus.empty()) return rule + ", and which GPU is here is not known (--gpu says it)";
    for (const auto& gpu : machine.gpus) {
        if (!is_data_center(gpu, table)) {
            return fmt::format(
                "{}, and {} is not known as one (CUDA error 804)", rule, gpu_words(gpu));
        }
    }
    return {};
}

}  // namespace cudaenv::resolve
