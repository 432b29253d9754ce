// SPDX-License-Identifier: Apache-2.0
// Which driver branches a compat package admits, and which GPUs.
#include "resolve/judge/forward_compat.hpp"

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
               return minimum.major_number() != branch || driver_reaches(driver, minimum);
           });
}

/// Whether forward compatibility works on it. A GPU whose name the table does not tell is taken for
/// a data-centre one when every product of its capability is.
bool is_data_center(const machine::Gpu& gpu, const catalog::GpuTable& table) {
    const auto* named = gpu.name.empty() ? nullptr : table.find_product(gpu.name);
    if (named != nullptr) return named->data_center;
    std::size_t known = 0;
    for (const auto& product : table.products) {
        if (product.capability != gpu.capability || product.niche) continue;
        if (!product.data_center) return false;
        ++known;
    }
    return known > 0;
}

std::optional<ForwardWay> find_way(const DriverQuestion& question) {
    const auto release = question.release();
    const auto& driver = *question.driver;
    for (const auto& library : question.machine.compat_libraries) {
        if (library.cuda >= release && driver.cuda &&
            admits(library, driver.version, *driver.cuda)) {
            return CompatDriver{library.cuda, library.path.parent_path()};
        }
    }
    const auto* row = question.catalog.drivers().find_forward_compat(release);
    if (row == nullptr || !admits(*row, driver.version)) return std::nullopt;
    return CompatPackage{release};
}

/// Of the first GPU that is not of the data-centre line.
std::optional<ForwardObjection> find_objection(const machine::Machine& machine,
                                               const catalog::GpuTable& table) {
    if (machine.gpus.empty()) return ForwardObjection{};
    for (const auto& gpu : machine.gpus) {
        if (!is_data_center(gpu, table)) return ForwardObjection{gpu};
    }
    return std::nullopt;
}

}  // namespace

std::optional<ForwardCompat> find_forward_compat(const DriverQuestion& question) {
    auto way = find_way(question);
    if (!way) return std::nullopt;
    return ForwardCompat{*std::move(way),
                         find_objection(question.machine, question.catalog.gpus())};
}

}  // namespace cudaenv::resolve
