// SPDX-License-Identifier: Apache-2.0
// The compatibility tables as text.
#include "unit/catalog/expect_error.hpp"

#include <cudaenv/catalog/manifest_text.hpp>

#include <gtest/gtest.h>

#include <string>

namespace cudaenv::catalog {
namespace {

constexpr const char* kHead = "schema: 1\nrevision: 2\ncitations:\n  rn134: \"release notes\"\n";

std::string drivers_text(const std::string& rows) {
    return std::string(kHead) + "toolkits:\n" + rows +
           "minor_floors:\n"
           "  - {major: 11, min_driver: \"450.80.02\", sources: [rn134]}\n"
           "branches:\n"
           "  - {branch: 460, cuda: \"11.2\"}\n"
           "never_released: [\"12.7\"]\n";
}

const std::string kDriverRows =
    "  - {toolkit: \"11.2.2\", min_driver: \"460.32.03\", sources: [rn134], confidence: high}\n"
    "  - {toolkit: \"13.5.0\", prerelease: true, sources: [rn134], note: \"no driver is known, "
    "\\\"yet\\\"\"}\n";

TEST(DriverTableText, ReadsBackWhatItRenders) {
    const DriverTable table = parse_driver_table(drivers_text(kDriverRows), "d.yaml");
    EXPECT_EQ(table.revision, 2U);
    ASSERT_EQ(table.rows.size(), 2U);
    EXPECT_EQ(table.rows[0].min_driver->text(), "460.32.03");
    EXPECT_FALSE(table.rows[1].min_driver.has_value());
    EXPECT_TRUE(table.rows[1].prerelease);
    EXPECT_EQ(table.rows[1].note, "no driver is known, \"yet\"");
    EXPECT_EQ(table.floors[0].major, 11U);
    EXPECT_EQ(table.branches[0].cuda.text(), "11.2");
    EXPECT_EQ(table.never_released[0].text(), "12.7");
    EXPECT_EQ(render_driver_table(table), drivers_text(kDriverRows));
}

struct BadRows {
    const char* name;
    const char* rows;
    const char* message;
};

class DamagedDriverTable : public testing::TestWithParam<BadRows> {};

TEST_P(DamagedDriverTable, IsRefusedWithFileAndLine) {
    test::expect_error(ErrorKind::integrity, GetParam().message, [] {
        static_cast<void>(parse_driver_table(drivers_text(GetParam().rows), "d.yaml"));
    });
}

INSTANTIATE_TEST_SUITE_P(
    DriverTableText,
    DamagedDriverTable,
    testing::Values(
        BadRows{"NoSources", "  - {toolkit: \"11.2.2\"}\n", "the key \"sources\" is missing"},
        BadRows{"EmptySources",
                "  - {toolkit: \"11.2.2\", sources: []}\n",
                "d.yaml:6: a row without sources"},
        BadRows{"UnknownSource",
                "  - {toolkit: \"11.2.2\", sources: [hearsay]}\n",
                "d.yaml:6: no citation explains \"hearsay\""},
        BadRows{"UnknownKey",
                "  - {toolkit: \"11.2.2\", sources: [rn134], os: linux}\n",
                "unknown key \"os\""},
        BadRows{"Descending",
                "  - {toolkit: \"11.10\", sources: [rn134]}\n  - {toolkit: \"11.9\", sources: "
                "[rn134]}\n",
                "d.yaml:7: the rows of \"toolkits\" must ascend and differ"},
        BadRows{"Twice",
                "  - {toolkit: \"11.2\", sources: [rn134]}\n  - {toolkit: \"11.2.0\", sources: "
                "[rn134]}\n",
                "must ascend and differ"}),
    [](const testing::TestParamInfo<BadRows>& row) { return std::string(row.param.name); });

TEST(HostCompilerTableText, ReadsBackWhatItRenders) {
    const std::string text = std::string(kHead) +
                             "toolkits:\n"
                             "  - {toolkit: \"8.0\", max_gcc: 5, sources: [rn134]}\n"
                             "  - {toolkit: \"11.2\", max_gcc: 10, min_gcc: 5, max_clang: \"11\", "
                             "min_clang: \"6\", sources: [rn134], note: \"prefer 9\"}\n";
    const HostCompilerTable table = parse_host_compiler_table(text, "h.yaml");
    EXPECT_FALSE(table.rows[0].min_gcc.has_value());
    EXPECT_EQ(table.rows[1].max_gcc, 10U);
    EXPECT_EQ(table.rows[1].max_clang->text(), "11");
    EXPECT_EQ(render_host_compiler_table(table), text);
}

TEST(CudnnTableText, ReadsBackWhatItRenders) {
    const std::string text = std::string(kHead) +
                             "defaults:\n"
                             "  - {from: \"11.0\", to: \"12.3\", major: 8}\n"
                             "  - {from: \"12.4\", major: 9}\n"
                             "releases:\n"
                             "  - {version: \"8.9.7\", variants: {cuda11: {toolkits: [\"11.0\", "
                             "\"11.8\"], min_driver: \"450.80.02\"}, "
                             "cuda12: {toolkits: [\"12.0\"]}}, min_cc: \"5.0\", max_cc: \"9.0\", "
                             "sources: [rn134], note: \"last 8.x\"}\n";
    const CudnnTable table = parse_cudnn_table(text, "c.yaml");
    ASSERT_EQ(table.rows.size(), 1U);
    ASSERT_EQ(table.rows[0].variants.size(), 2U);
    EXPECT_EQ(table.rows[0].variants[0].name, "cuda11");
    EXPECT_EQ(table.rows[0].variants[0].toolkits[1].text(), "11.8");
    EXPECT_FALSE(table.rows[0].variants[1].min_driver.has_value());
    EXPECT_EQ(render_cudnn_table(table), text);
}

TEST(GpuTableText, ReadsBackWhatItRenders) {
    const std::string text = std::string(kHead) +
                             "capabilities:\n"
                             "  - {capability: \"8.9\", architecture: \"Ada Lovelace\", "
                             "first_toolkit: \"11.8\", sources: [rn134]}\n"
                             "  - {capability: \"10.0\", architecture: Blackwell, first_toolkit: "
                             "\"12.8\", last_toolkit: \"14.0\", sources: [rn134]}\n";
    const GpuTable table = parse_gpu_table(text, "g.yaml");
    EXPECT_EQ(table.rows[0].architecture, "Ada Lovelace");
    EXPECT_EQ(table.rows[1].last_toolkit->text(), "14.0");
    EXPECT_EQ(render_gpu_table(table), text);
}

}  // namespace
}  // namespace cudaenv::catalog
