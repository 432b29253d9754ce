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

/// NVIDIA's rows of some minor versions, a pre-release without a number among them.
DriverTable some_minors() {
    DriverTable table;
    const auto add = [&](const char* toolkit, const char* linux_driver, const char* windows) {
        DriverRow row;
        row.toolkit = version(toolkit);
        row.min_driver = find_version(linux_driver);
        row.min_driver_windows = find_version(windows);
        row.prerelease = row.toolkit == version("13.4.0");
        table.rows.push_back(row);
    };
    add("11.1.0", "455.23", "456.38");
    add("11.2.0", "460.27.03", "460.82");
    add("11.2.2", "460.32.03", "461.33");
    add("12.8.0", "570.26", "570.65");
    add("12.8.1", "570.124.06", "572.61");
    add("13.4.0", "", "");
    add("13.4.1", "615", "");
    add("13.5.0", "", "");
    table.branches = {{455, version("11.1")},
                      {460, version("11.2")},
                      {565, version("12.7")},
                      {570, version("12.8"), {}, version("570.20")},
                      {615, version("13.4")}};
    return table;
}

TEST(DriverTable, KnowsOneNativeDriverForAllUpdatesOfAMinor) {
    const auto table = some_minors();
    const auto native = [&](const char* toolkit) {
        const auto driver = table.native_driver(version(toolkit));
        return driver ? driver->text() : "none";
    };
    EXPECT_EQ(native("11.2.0"), "460.27.03");
    EXPECT_EQ(native("11.2.2"), "460.27.03");
    EXPECT_EQ(native("12.8.1"), "570.26");
    EXPECT_EQ(native("13.4.1"), "615");
    EXPECT_EQ(native("12.8.7"), "none") << "of an update that has no row nobody states anything";
    EXPECT_EQ(native("13.4.0"), "none") << "a pre-release has only its own number";
    EXPECT_EQ(native("13.5.0"), "none");
    EXPECT_EQ(native("13.6.0"), "none");
}

TEST(DriverTable, NamesTheCudaVersionOfEarlyDriversAndOfBranches) {
    const auto table = some_minors();
    const auto cuda = [&](const char* driver) {
        return table.driver_cuda(version(driver))->text();
    };
    EXPECT_EQ(cuda("460.27.03"), "11.2");
    EXPECT_EQ(cuda("570.25"), "12.8");
    EXPECT_EQ(cuda("570.19"), "11.2") << "older than the first that shows 12.8";
    EXPECT_EQ(cuda("460.27.02"), "11.1") << "older than the first that runs 11.2";
    EXPECT_EQ(cuda("570"), "12.8") << "some driver of the branch";
    EXPECT_EQ(cuda("565.57.01"), "12.7") << "no toolkit is called so";
    EXPECT_EQ(cuda("615"), "13.4");
    EXPECT_EQ(cuda("460.27"), "11.2") << "of a driver that is called so and more";
    EXPECT_EQ(cuda("616.92"), "13.4");
}

TEST(DriverTable, NamesTheCudaVersionOfAWindowsDriver) {
    const auto table = some_minors();
    const auto cuda = [&](const char* driver) {
        return table.windows_driver_cuda(version(driver))->text();
    };
    EXPECT_EQ(cuda("460.82"), "11.2");
    EXPECT_EQ(cuda("460.79"), "11.1") << "older than the first that runs 11.2";
    EXPECT_EQ(cuda("566.36"), "12.7") << "of branch 565";
    EXPECT_EQ(cuda("572.16"), "12.8");
    EXPECT_EQ(cuda("616.92"), "13.4") << "of which no Windows number is stated";
    EXPECT_FALSE(table.windows_driver_cuda(version("441.22")));
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

TEST(HostCompilerTable, MayChangeWithAnUpdate) {
    HostCompilerTable table;
    table.rows.resize(3);
    table.rows[0].toolkit = version("12.2");
    table.rows[1].toolkit = version("12.2.1");
    table.rows[2].toolkit = version("12.3");
    EXPECT_EQ(table.find_row(version("12.2")), &table.rows[0]);
    EXPECT_EQ(table.find_row(version("12.2.0")), &table.rows[0]);
    EXPECT_EQ(table.find_row(version("12.2.2")), &table.rows[1]);
}

TEST(HostCompilerTable, KnowsWhatFailsByMajorReleaseAndPlatform) {
    HostCompilerTable table;
    table.broken = {
        {version("11"), parse_spec(">=11.4,<11.6"), {}, "functional", {}},
        {version("13.2.0"), parse_spec("<12.5"), {Platform::linux_sbsa}, "arm_neon.h", {}}};
    const auto find = [&](const char* toolkit, const char* gcc, Platform platform) {
        return table.find_broken(version(toolkit), version(gcc), platform);
    };
    EXPECT_EQ(find("11.5.2", "11.4.0", Platform::linux_x86_64), &table.broken[0]);
    EXPECT_EQ(find("11.5.2", "11", Platform::linux_x86_64), &table.broken[0]);
    EXPECT_EQ(find("11.6.0", "11.4.0", Platform::linux_x86_64), nullptr);
    EXPECT_EQ(find("12.4.1", "13.2.0", Platform::linux_sbsa), &table.broken[1]);
    EXPECT_EQ(find("12.4.1", "13.2.0", Platform::linux_x86_64), nullptr);
    EXPECT_EQ(find("12.4.1", "13", Platform::linux_sbsa), nullptr);
    EXPECT_EQ(find("12.4.1", "13.3.0", Platform::linux_sbsa), nullptr);
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
