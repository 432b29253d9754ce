// SPDX-License-Identifier: Apache-2.0
// Lookups in the compatibility tables.
#include <cudaenv/base/spec.hpp>
#include <cudaenv/catalog/tables.hpp>

#include <algorithm>

namespace cudaenv::catalog {

namespace {

template <typename Rows, typename Predicate>
auto* find_in(const Rows& rows, Predicate matches) {
    const auto row = std::find_if(rows.begin(), rows.end(), matches);
    return row == rows.end() ? nullptr : &*row;
}

/// The row of exactly `minor`, else the last one for a toolkit newer than the table.
template <typename Row>
const Row* find_or_last(const std::vector<Row>& rows, const Version& minor) {
    const Row* row = find_in(rows, [&](const Row& each) { return each.toolkit == minor; });
    if (row == nullptr && !rows.empty() && rows.back().toolkit < minor) row = &rows.back();
    return row;
}

bool covers(const FrameworkRow& row, const Version& release) {
    if (release < row.from && !release.is_prefix_of(row.from)) return false;
    if (!row.to) return row.from.is_prefix_of(release) || row.from == release;
    return release <= *row.to || row.to->is_prefix_of(release);
}

}  // namespace

const DriverRow* DriverTable::find_row(const Version& toolkit) const {
    const DriverRow* row =
        find_in(rows, [&](const DriverRow& each) { return each.toolkit == toolkit; });
    if (row != nullptr || !toolkit.is_prerelease()) return row;
    const Version numbers = toolkit.truncated(toolkit.numbers().size());
    return find_in(
        rows, [&](const DriverRow& each) { return each.prerelease && each.toolkit == numbers; });
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

const ForwardCompatRow* DriverTable::find_forward_compat(const Version& cuda) const {
    const Version minor = cuda.truncated(2);
    return find_in(forward_compat,
                   [&](const ForwardCompatRow& each) { return each.cuda == minor; });
}

const JetpackRow* DriverTable::find_jetpack(unsigned l4t) const {
    const JetpackRow* row = nullptr;
    for (const JetpackRow& each : jetpacks) {
        if (each.l4t <= l4t) row = &each;
    }
    return row;
}

const HostCompilerRow* HostCompilerTable::find_row(const Version& toolkit) const {
    return find_or_last(rows, toolkit.truncated(2));
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

const NvccTargets* GpuTable::find_targets(const Version& toolkit) const {
    return find_or_last(targets, toolkit.truncated(2));
}

const LibraryRow* LibraryTable::find_row(std::string_view library, const Version& version) const {
    return find_in(rows, [&](const LibraryRow& each) {
        return each.library == library && parse_spec(each.versions).matches(version);
    });
}

const FrameworkRow* FrameworkTable::find_row(std::string_view framework,
                                             const Version& release) const {
    const FrameworkRow* row = nullptr;
    for (const FrameworkRow& each : rows) {
        if (each.framework == framework && covers(each, release)) row = &each;
    }
    return row;
}

std::vector<std::string> FrameworkTable::frameworks() const {
    std::vector<std::string> names;
    for (const FrameworkRow& row : rows) {
        if (names.empty() || names.back() != row.framework) names.push_back(row.framework);
    }
    return names;
}

std::set<std::string> ToolTable::names() const {
    std::set<std::string> names;
    for (const ToolRow& row : rows) names.insert(row.tools.begin(), row.tools.end());
    return names;
}

}  // namespace cudaenv::catalog
