// SPDX-License-Identifier: Apache-2.0
// Lookups in the compatibility tables.
#include <cudaenv/catalog/tables.hpp>

#include <algorithm>

namespace cudaenv::catalog {

namespace {

template <typename Rows, typename Predicate>
auto* find_in(const Rows& rows, Predicate matches) {
    const auto row = std::find_if(rows.begin(), rows.end(), matches);
    return row == rows.end() ? nullptr : &*row;
}

}  // namespace

const DriverRow* DriverTable::find_row(const Version& toolkit) const {
    return find_in(rows, [&](const DriverRow& row) { return row.toolkit == toolkit; });
}

std::optional<Version> DriverTable::find_floor(unsigned major) const {
    const MinorFloor* floor =
        find_in(floors, [&](const MinorFloor& each) { return each.major == major; });
    if (floor == nullptr) return std::nullopt;
    return floor->min_driver;
}

std::optional<Version> DriverTable::driver_cuda(const Version& driver) const {
    std::optional<Version> cuda;
    for (const DriverBranch& each : branches) {
        if (each.branch <= driver.major_number()) cuda = each.cuda;
    }
    return cuda;
}

const HostCompilerRow* HostCompilerTable::find_row(const Version& toolkit) const {
    const Version minor = toolkit.truncated(2);
    const HostCompilerRow* row =
        find_in(rows, [&](const HostCompilerRow& each) { return each.toolkit == minor; });
    if (row == nullptr && !rows.empty() && rows.back().toolkit < minor) row = &rows.back();
    return row;
}

const CudnnRow* CudnnTable::find_row(const Version& version) const {
    const Version patch = version.truncated(3);
    return find_in(rows, [&](const CudnnRow& each) { return each.version == patch; });
}

std::optional<unsigned> CudnnTable::default_major(const Version& toolkit) const {
    const Version minor = toolkit.truncated(2);
    const CudnnDefault* rule = find_in(defaults, [&](const CudnnDefault& each) {
        return each.from <= minor && (each.to.text().empty() || minor <= each.to);
    });
    if (rule == nullptr) return std::nullopt;
    return rule->major;
}

const GpuRow* GpuTable::find_row(const Version& capability) const {
    return find_in(rows, [&](const GpuRow& each) { return each.capability == capability; });
}

}  // namespace cudaenv::catalog
