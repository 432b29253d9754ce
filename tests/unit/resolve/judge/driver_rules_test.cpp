// SPDX-License-Identifier: Apache-2.0
// The judgement of every release on every driver agrees with a naive reading of the table's text.
#include "unit/resolve/shipped.hpp"
#include "unit/resolve/world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <istream>
#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace cudaenv::resolve::test {
namespace {

using Numbers = std::tuple<int, int, int>;

Numbers numbers(const std::string& text) {
    int a = 0;
    int b = 0;
    int c = 0;
    static_cast<void>(std::sscanf(text.c_str(), "%d.%d.%d", &a, &b, &c));  // some have fewer
    return {a, b, c};
}

/// The text between quotes behind `key: ` in a line; empty when there is none.
std::string quoted(const std::string& line, const std::string& key) {
    const auto at = line.find(key + ": \"");
    if (at == std::string::npos) return {};
    const auto begin = at + key.size() + 3;
    return line.substr(begin, line.find('"', begin) - begin);
}

using Minor = std::pair<int, int>;

Minor minor_of(const std::string& toolkit) {
    return {std::get<0>(numbers(toolkit)), std::get<1>(numbers(toolkit))};
}

struct NaiveTable {
    std::map<std::string, std::string> minimums;  ///< toolkit -> driver, or empty
    std::map<Minor, Numbers> least;               ///< of any update
    std::map<int, std::string> floors;
    std::map<int, std::pair<Numbers, Minor>> from;  ///< branch -> first driver that shows its CUDA
};

NaiveTable read_naively(std::istream& lines) {
    NaiveTable table;
    for (std::string line; std::getline(lines, line);) {
        const auto toolkit = quoted(line, "{toolkit");
        if (!toolkit.empty()) {
            const auto minimum = quoted(line, "min_driver");
            table.minimums[toolkit] = minimum;
            if (minimum.empty()) continue;
            const auto [least, is_new] =
                table.least.try_emplace(minor_of(toolkit), numbers(minimum));
            least->second = std::min(least->second, numbers(minimum));
        }
        int branch = 0;
        const bool is_branch = std::sscanf(line.c_str(), " - {branch: %d", &branch) == 1;
        if (const auto from = quoted(line, "from"); is_branch && !from.empty())
            table.from[branch] = {numbers(from), minor_of(quoted(line, "cuda"))};
        int major = 0;
        if (std::sscanf(line.c_str(), " - {major: %d", &major) == 1)
            table.floors[major] = quoted(line, "min_driver");
    }
    return table;
}

Verdict expected(const NaiveTable& table, const std::string& toolkit, const Numbers& driver) {
    const bool is_stated = !table.minimums.at(toolkit).empty();
    if (is_stated && driver >= table.least.at(minor_of(toolkit))) return Verdict::native;
    const auto from = table.from.find(std::get<0>(driver));
    const bool shows_it = from != table.from.end() && driver >= from->second.first &&
                          minor_of(toolkit) <= from->second.second;
    if (is_stated && shows_it) return Verdict::native;
    const auto floor = table.floors.find(std::get<0>(numbers(toolkit)));
    if (floor != table.floors.end() && driver >= numbers(floor->second))
        return Verdict::minor_compat;
    return Verdict::unsupported;
}

TEST(DriverTable, IsReadAsItIsWritten) {
    std::ifstream lines(CUDAENV_MANIFESTS "/tables/drivers.yaml");
    ASSERT_TRUE(lines);
    const auto table = read_naively(lines);
    ASSERT_EQ(table.minimums.size(), shipped().catalog.drivers().rows.size());
    ASSERT_EQ(table.floors.size(), 3U);
    for (const auto& driver : interesting_drivers()) {
        const auto machine = machine_with(driver.text());
        for (const auto& [toolkit, minimum] : table.minimums) {
            ASSERT_EQ(judge(parse_version(toolkit), machine, shipped().catalog).verdict,
                      expected(table, toolkit, numbers(driver.text())))
                << toolkit << " on " << driver.text() << ", which needs " << minimum;
        }
    }
}

}  // namespace
}  // namespace cudaenv::resolve::test
