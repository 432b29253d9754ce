// SPDX-License-Identifier: Apache-2.0
// tables/drivers.yaml: reading and looking up.
#include "catalog/tables/rows.hpp"

#include <cudaenv/base/driver_version.hpp>
#include <cudaenv/catalog/tables/driver_table.hpp>

#include <algorithm>

namespace cudaenv::catalog {

namespace {

DriverRow read_row(Fields& fields, const Citations& citations) {
    DriverRow row;
    row.toolkit = fields.require("toolkit").version();
    row.min_driver = take_version(fields, "min_driver");
    row.min_driver_windows = take_version(fields, "min_driver_windows");
    row.prerelease = take_flag(fields, "prerelease");
    row.sources = take_sources(fields, citations);
    return row;
}

MinorFloor read_floor(Fields& fields, const Citations& citations) {
    MinorFloor floor;
    floor.major = fields.require("major").number();
    floor.min_driver = fields.require("min_driver").version();
    floor.min_driver_windows = take_version(fields, "min_driver_windows");
    floor.sources = take_sources(fields, citations);
    return floor;
}

DriverBranch read_branch(Fields& fields, const Citations& citations) {
    DriverBranch branch;
    branch.branch = fields.require("branch").number();
    branch.cuda = fields.require("cuda").version();
    branch.from = take_version(fields, "from");
    branch.sources = take_sources(fields, citations);
    return branch;
}

ForwardCompatRow read_forward_compat(Fields& fields, const Citations& citations) {
    ForwardCompatRow row;
    row.cuda = fields.require("cuda").version();
    row.branches = take_numbers(fields, "branches");
    row.min_drivers = take_versions(fields, "min_drivers");
    row.driver = take_version(fields, "driver");
    row.sources = take_sources(fields, citations);
    return row;
}

JetpackRow read_jetpack(Fields& fields, const Citations& citations) {
    JetpackRow row;
    row.jetpack = fields.require("jetpack").version();
    row.l4t = fields.require("l4t").version();
    row.cuda = fields.require("cuda").version();
    row.compat = take_versions(fields, "compat");
    row.sources = take_sources(fields, citations);
    return row;
}

/// The column of one operating system.
using Minimum = std::optional<Version> DriverRow::*;

bool is_update_of(const Version& release, const Version& minor) {
    return release.major_number() == minor.major_number() &&
           release.minor_number() == minor.minor_number();
}

/// Of all updates of the toolkit's X.Y.
std::optional<Version> least_minimum(const std::vector<DriverRow>& rows,
                                     const Version& toolkit,
                                     Minimum minimum) {
    const Version* least = nullptr;
    for (const DriverRow& row : rows) {
        const auto& stated = row.*minimum;
        if (!stated || !is_update_of(row.toolkit, toolkit)) continue;
        if (least == nullptr || *stated < *least) least = &*stated;
    }
    return least == nullptr ? std::nullopt : std::optional(*least);
}

/// X.Y of the newest toolkit whose minimum the driver reaches.
std::optional<Version> newest_reached(const std::vector<DriverRow>& rows,
                                      const Version& driver,
                                      Minimum minimum) {
    const auto row = std::find_if(rows.rbegin(), rows.rend(), [&](const DriverRow& each) {
        return each.*minimum && driver_reaches(driver, *(each.*minimum));
    });
    return row == rows.rend() ? std::nullopt : std::optional(row->toolkit.truncated(2));
}

/// The branch, else the nearest older one.
const DriverBranch* find_branch(const std::vector<DriverBranch>& branches, unsigned branch) {
    const DriverBranch* newest = nullptr;
    for (const DriverBranch& each : branches) {
        if (each.branch <= branch) newest = &each;
    }
    return newest;
}

}  // namespace

DriverTable read_driver_table(const formats::Document& document) {
    Fields map(document.root());
    DriverTable table;
    table.citations = take_head(map);
    const auto with_citations = [&](auto read) {
        return [&table, read](Fields& fields) { return read(fields, table.citations); };
    };
    table.rows = take_rows(map, "toolkits", &DriverRow::toolkit, with_citations(read_row));
    table.floors = take_rows(map, "minor_floors", &MinorFloor::major, with_citations(read_floor));
    table.branches = take_rows(map, "branches", &DriverBranch::branch, with_citations(read_branch));
    table.forward_compat = take_rows(
        map, "forward_compat", &ForwardCompatRow::cuda, with_citations(read_forward_compat));
    table.jetpacks = take_rows(map, "jetpacks", &JetpackRow::l4t, with_citations(read_jetpack));
    for (const Value& item : map.require("never_released").list()) {
        table.never_released.push_back(item.version());
    }
    map.expect_no_more();
    return table;
}

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

std::optional<Version> DriverTable::native_driver(const Version& toolkit) const {
    const DriverRow* own = find_row(toolkit);
    if (own == nullptr || !own->min_driver) return std::nullopt;
    if (own->prerelease) return own->min_driver;
    return least_minimum(rows, toolkit, &DriverRow::min_driver);
}

std::optional<Version> DriverTable::driver_cuda(const Version& driver) const {
    const auto* branch = find_branch(branches, driver.major_number());
    auto reached = newest_reached(rows, driver, &DriverRow::min_driver);
    if (branch == nullptr || (reached && *reached >= branch->cuda)) return reached;
    // Some early betas of a branch show the CUDA of the one before.
    const auto first =
        branch->from ? branch->from : least_minimum(rows, branch->cuda, &DriverRow::min_driver);
    return first && !driver_reaches(driver, *first) ? reached : branch->cuda;
}

std::optional<Version> DriverTable::windows_driver_cuda(const Version& driver) const {
    const auto* branch = find_branch(branches, driver.major_number());
    auto reached = newest_reached(rows, driver, &DriverRow::min_driver_windows);
    if (branch == nullptr || (reached && *reached >= branch->cuda)) return reached;
    const bool has_minimum =
        least_minimum(rows, branch->cuda, &DriverRow::min_driver_windows).has_value();
    return has_minimum ? reached : branch->cuda;
}

const ForwardCompatRow* DriverTable::find_forward_compat(const Version& cuda) const {
    const Version minor = cuda.truncated(2);
    return find_in(forward_compat,
                   [&](const ForwardCompatRow& each) { return each.cuda == minor; });
}

const JetpackRow* DriverTable::find_jetpack(const Version& l4t) const {
    const JetpackRow* row = nullptr;
    for (const JetpackRow& each : jetpacks) {
        if (each.l4t <= l4t) row = &each;
    }
    return row;
}

}  // namespace cudaenv::catalog
