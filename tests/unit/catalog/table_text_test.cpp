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
           "  - {branch: 460, cuda: \"11.2\", sources: [rn134], note: \"460.80 too\"}\n"
           "forward_compat:\n"
           "  - {cuda: \"11.6\", branches: [450, 470], min_drivers: [\"450.36.06\"], driver: "
           "\"510.85.02\", sources: [rn134]}\n"
           "jetpacks:\n"
           "  - {jetpack: \"7.0\", l4t: 38, cuda: \"13.0\", sources: [rn134]}\n"
           "  - {jetpack: \"7.2\", l4t: 39, cuda: \"13.2\", compat: [\"13.3\"], sources: "
           "[rn134], note: remark}\n"
           "never_released: [\"12.7\"]\n";
}

const std::string kDriverRows =
    "  - {toolkit: \"11.2.2\", min_driver: \"460.32.03\", min_driver_windows: \"461.33\", date: "
    "\"2021-03\", sources: [rn134], confidence: high}\n"
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
    EXPECT_EQ(table.rows[0].min_driver_windows->text(), "461.33");
    EXPECT_EQ(table.rows[0].date, "2021-03");
    EXPECT_EQ(table.branches[0].note, "460.80 too");
    EXPECT_EQ(table.forward_compat[0].branches, (std::vector<unsigned>{450, 470}));
    EXPECT_EQ(table.forward_compat[0].driver->text(), "510.85.02");
    EXPECT_EQ(table.jetpacks[1].compat.at(0).text(), "13.3");
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
                             "min_clang: \"6\", sources: [rn134], note: \"prefer 9\"}\n"
                             "glibc:\n"
                             "  - {subject: headers, toolkits: \"<13.1\", max_glibc: \"2.40\", "
                             "reason: \"they clash\", sources: [rn134]}\n";
    const HostCompilerTable table = parse_host_compiler_table(text, "h.yaml");
    EXPECT_FALSE(table.rows[0].min_gcc.has_value());
    EXPECT_EQ(table.rows[1].max_gcc, 10U);
    EXPECT_EQ(table.rows[1].max_clang->text(), "11");
    EXPECT_EQ(table.glibc[0].toolkits, "<13.1");
    EXPECT_EQ(table.glibc[0].max_glibc->text(), "2.40");
    EXPECT_EQ(render_host_compiler_table(table), text);
}

TEST(CudnnTableText, ReadsBackWhatItRenders) {
    const std::string text = std::string(kHead) +
                             "defaults:\n"
                             "  - {from: \"11.0\", to: \"12.3\", major: 8, sources: [rn134]}\n"
                             "  - {from: \"12.4\", major: 9, sources: [rn134], note: why}\n"
                             "releases:\n"
                             "  - {version: \"8.9.7\", date: \"2023-12\", prerelease: true, "
                             "variants: {cuda11: {toolkits: [\"11.0\", \"11.8\"], min_driver: "
                             "\"450.80.02\", documented_driver: \"460\"}, "
                             "cuda12: {toolkits: [\"12.0\"]}}, min_cc: \"5.0\", max_cc: \"9.0\", "
                             "sources: [rn134], note: \"last 8.x\"}\n";
    const CudnnTable table = parse_cudnn_table(text, "c.yaml");
    ASSERT_EQ(table.rows.size(), 1U);
    ASSERT_EQ(table.rows[0].variants.size(), 2U);
    EXPECT_EQ(table.rows[0].variants[0].name, "cuda11");
    EXPECT_EQ(table.rows[0].variants[0].toolkits[1].text(), "11.8");
    EXPECT_FALSE(table.rows[0].variants[1].min_driver.has_value());
    EXPECT_EQ(table.rows[0].variants[0].documented_driver->text(), "460");
    EXPECT_EQ(table.rows[0].date, "2023-12");
    EXPECT_TRUE(table.rows[0].prerelease);
    EXPECT_EQ(render_cudnn_table(table), text);
}

TEST(GpuTableText, ReadsBackWhatItRenders) {
    const std::string text =
        std::string(kHead) +
        "capabilities:\n"
        "  - {capability: \"8.9\", architecture: \"Ada Lovelace\", "
        "first_toolkit: \"11.8\", sources: [rn134]}\n"
        "  - {capability: \"10.0\", architecture: Blackwell, first_toolkit: "
        "\"12.8\", last_toolkit: \"14.0\", last_driver_branch: 700, "
        "sources: [rn134]}\n"
        "targets:\n"
        "  - {toolkit: \"12.9\", ptx_isa: \"8.8\", sass: [50, 90], deprecated: "
        "[50], variants: [\"90a\"], sources: [rn134], note: remark}\n"
        "products:\n"
        "  - {capability: \"8.9\", names: [\"NVIDIA L40\"], data_center: true, "
        "min_driver: \"525.47.06\", sources: [rn134]}\n"
        "  - {capability: \"8.9\", names: [\"GeForce RTX 4090\", \"GeForce "
        "RTX 4080\"], sources: [rn134]}\n";
    const GpuTable table = parse_gpu_table(text, "g.yaml");
    EXPECT_EQ(table.rows[0].architecture, "Ada Lovelace");
    EXPECT_EQ(table.rows[1].last_toolkit->text(), "14.0");
    EXPECT_EQ(table.rows[1].last_driver_branch, 700U);
    EXPECT_EQ(table.targets[0].sass, (std::vector<unsigned>{50, 90}));
    EXPECT_TRUE(table.products[0].data_center);
    EXPECT_FALSE(table.products[1].data_center);
    EXPECT_EQ(render_gpu_table(table), text);
}

TEST(LibraryTableText, ReadsBackWhatItRenders) {
    const std::string text =
        std::string(kHead) +
        "libraries:\n"
        "  - {library: nccl, versions: \">=2.27\", toolkits: \">=12,<14\", "
        "sources: [rn134]}\n"
        "  - {library: tensorrt, versions: \">=10.5,<10.6\", variants: [cuda11, "
        "cuda12], min_cc: \"7.5\", min_driver: \"535\", sources: [rn134], "
        "note: \"Volta dropped\"}\n";
    const LibraryTable table = parse_library_table(text, "l.yaml");
    EXPECT_EQ(table.rows[0].toolkits, ">=12,<14");
    EXPECT_EQ(table.rows[1].variants.at(1), "cuda12");
    EXPECT_EQ(table.rows[1].min_driver->text(), "535");
    EXPECT_EQ(render_library_table(table), text);
}

TEST(LibraryTableText, RefusesWhatIsNoRange) {
    const auto parse = [](const std::string& versions) {
        const std::string text = std::string(kHead) +
                                 "libraries:\n  - {library: nccl, versions: \"" + versions +
                                 "\", sources: [rn134]}\n";
        return [text] { static_cast<void>(parse_library_table(text, "l.yaml")); };
    };
    test::expect_error(ErrorKind::integrity, "l.yaml:6: \"2.27\" is no range", parse("2.27"));
    test::expect_error(ErrorKind::integrity, "l.yaml:6: ", parse(">=two"));
}

TEST(FrameworkTableText, ReadsBackWhatItRenders) {
    const std::string text =
        std::string(kHead) +
        "frameworks:\n"
        "  - {framework: jax, from: \"0.7.1\", to: \"0.10\", builds: [{cuda: \"12.9\", min_cuda: "
        "\"12.1\", cudnn: \"9.8\", nccl: \"2.18\", min_driver: \"525\", min_cc: \"5.2\"}], "
        "bundles_runtime: true, sources: [rn134]}\n"
        "  - {framework: torch, from: \"2.6\", builds: [{cuda: \"11.8\"}, {cuda: \"12.4\"}], "
        "default_cuda: \"12.4\", python: \"3.9-3.13\", sources: [rn134], confidence: high, note: "
        "remark}\n";
    const FrameworkTable table = parse_framework_table(text, "f.yaml");
    EXPECT_EQ(table.rows[0].builds.at(0).min_cuda->text(), "12.1");
    EXPECT_TRUE(table.rows[0].bundles_runtime);
    EXPECT_FALSE(table.rows[1].to.has_value());
    EXPECT_EQ(table.rows[1].default_cuda->text(), "12.4");
    EXPECT_EQ(render_framework_table(table), text);
    std::string none = text;
    none.replace(none.find("{cuda: \"11.8\"}, {cuda: \"12.4\"}"), 30, "");
    test::expect_error(ErrorKind::integrity, "f.yaml:7: a release without builds", [&] {
        static_cast<void>(parse_framework_table(none, "f.yaml"));
    });
}

}  // namespace
}  // namespace cudaenv::catalog
