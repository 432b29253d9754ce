// SPDX-License-Identifier: Apache-2.0
// Lookups in the compatibility tables.
#include <cudaenv/catalog/tables.hpp>

#include <gtest/gtest.h>

namespace cudaenv::catalog {
namespace {

Version version(const char* text) {
    return parse_version(text);
}

TEST(DriverTable, FindsRowsAndFloors) {
    DriverTable table;
    table.rows.push_back({version("11.2.2"), version("460.32.03"), false, {}});
    table.floors.push_back({11, version("450.80.02"), {}});
    ASSERT_NE(table.find_row(version("11.2.2")), nullptr);
    EXPECT_EQ(table.find_row(version("11.2.1")), nullptr);
    EXPECT_EQ(table.find_floor(11)->text(), "450.80.02");
    EXPECT_FALSE(table.find_floor(10).has_value());
}

TEST(DriverTable, NamesTheCudaVersionOfADriver) {
    DriverTable table;
    table.branches = {{460, version("11.2")}, {470, version("11.4")}};
    EXPECT_EQ(table.driver_cuda(version("460.80"))->text(), "11.2");
    EXPECT_EQ(table.driver_cuda(version("465.19.01"))->text(), "11.2");
    EXPECT_EQ(table.driver_cuda(version("999.1"))->text(), "11.4");
    EXPECT_FALSE(table.driver_cuda(version("418.39")).has_value());
}

TEST(HostCompilerTable, UsesItsLastRowForNewerToolkits) {
    HostCompilerTable table;
    table.rows.resize(2);
    table.rows[0].toolkit = version("11.2");
    table.rows[1].toolkit = version("13.4");
    EXPECT_EQ(table.find_row(version("11.2.2")), &table.rows[0]);
    EXPECT_EQ(table.find_row(version("13.5.0")), &table.rows[1]);
    EXPECT_EQ(table.find_row(version("12.7.0")), nullptr);
    EXPECT_EQ(HostCompilerTable().find_row(version("11.2")), nullptr);
}

TEST(CudnnTable, FindsTheRowOfAFullVersion) {
    CudnnTable table;
    table.rows.resize(1);
    table.rows[0].version = version("9.1.1");
    EXPECT_EQ(table.find_row(version("9.1.1.17")), table.rows.data());
    EXPECT_EQ(table.find_row(version("9.1.0.70")), nullptr);
}

TEST(CudnnTable, NamesTheMajorOfAToolkit) {
    CudnnTable table;
    table.defaults = {{version("11.0"), version("12.3"), 8}, {version("12.4"), Version(), 9}};
    EXPECT_EQ(table.default_major(version("11.2.2")), 8U);
    EXPECT_EQ(table.default_major(version("12.3.2")), 8U);
    EXPECT_EQ(table.default_major(version("12.4.0")), 9U);
    EXPECT_EQ(table.default_major(version("14.0")), 9U);
    EXPECT_FALSE(table.default_major(version("10.2")).has_value());
}

TEST(GpuTable, FindsACapability) {
    GpuTable table;
    table.rows.resize(1);
    table.rows[0].capability = version("8.6");
    EXPECT_EQ(table.find_row(version("8.6")), table.rows.data());
    EXPECT_EQ(table.find_row(version("8.9")), nullptr);
}

}  // namespace
}  // namespace cudaenv::catalog
