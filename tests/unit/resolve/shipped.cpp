// SPDX-License-Identifier: Apache-2.0
// The catalogue that is built into the program, as the resolver sees it.
#include "shipped.hpp"

#include "world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace cudaenv::resolve::test {

namespace {

/// "460.32.04" or "460.32.02" of 460.32.03.
Version neighbour(const Version& driver, int step) {
    std::vector<unsigned> numbers = driver.numbers();
    if (numbers.size() == 1) numbers.push_back(0);
    if (step > 0) {
        ++numbers.back();
    } else if (numbers.back() > 0) {
        --numbers.back();
    } else {
        --numbers.front();
        numbers.back() = 99;
    }
    return parse_version(fmt::format("{}", fmt::join(numbers, ".")));
}

}  // namespace

const Shipped& shipped() {
    static const Shipped one;
    return one;
}

Request shipped_request(const std::string& spec) {
    auto request = request_for(spec);
    request.sources = {SourceName::redist, SourceName::wheels, SourceName::debian};
    request.reachable = {request.sources.begin(), request.sources.end()};
    return request;
}

std::vector<Version> interesting_drivers() {
    const auto& table = shipped().catalog.drivers();
    std::set<Version> drivers;
    for (const auto& row : table.rows) {
        if (!row.min_driver) continue;
        drivers.insert(
            {*row.min_driver, neighbour(*row.min_driver, 1), neighbour(*row.min_driver, -1)});
    }
    for (const auto& branch : table.branches)
        drivers.insert(parse_version(fmt::format("{}.50", branch.branch)));
    return {drivers.begin(), drivers.end()};
}

}  // namespace cudaenv::resolve::test
