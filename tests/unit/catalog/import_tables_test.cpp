// SPDX-License-Identifier: Apache-2.0
// The collected tables, with what they write for unknown things.
#include "unit/catalog/expect_error.hpp"

#include <cudaenv/catalog/import.hpp>
#include <cudaenv/catalog/manifest_text.hpp>

#include <gtest/gtest.h>

namespace cudaenv::catalog {
namespace {

constexpr const char* kDrivers = R"(
schema: 1
collected: "2026-11-22"
sources:
  rn: "release notes (table 3); copies in ../redist/cuda/"
  smi: "nvidia-smi outputs"
toolkits:
  - {version: "13.4.1", name: "13.4 GA", min_driver_linux: null, runfile: "r", min_branch: "615", source: [rn], confidence: high}
  - {version: "11.0.1", name: "11.0 RC", min_driver_linux: "450.36.06", prerelease: true, source: [rn], confidence: high}
  - {version: "13.5.0", min_driver_linux: null, source: [rn], confidence: medium, note: "existence only"}
minor_version_compat:
  - {major: 11, min_driver_linux: "450.80.02", arches: [x86_64], source: [rn], confidence: high}
  - {major: 10, min_driver_linux: null, source: [rn], confidence: high}
driver_api_version:
  - {branch: "430", cuda: "10.1 or 10.2", source: [smi], confidence: medium}
  - {branch: "540", cuda: "12.2 ... 12.6", source: [smi], confidence: medium, note: "Jetson only"}
  - {branch: "460", cuda: "11.2", source: [rn, smi], confidence: high}
never_released: ["12.7"]
unknown: ["much"]
)";

TEST(ImportTables, ReadsDrivers) {
    const DriverTable table = import_driver_table(kDrivers, "driver.yaml");
    ASSERT_EQ(table.rows.size(), 3U);
    EXPECT_EQ(table.rows[0].toolkit.text(), "11.0.1");
    EXPECT_TRUE(table.rows[0].prerelease);
    EXPECT_EQ(table.rows[1].min_driver->text(), "615");
    EXPECT_FALSE(table.rows[2].min_driver.has_value());
    EXPECT_EQ(table.rows[2].note, "existence only");
    ASSERT_EQ(table.floors.size(), 1U);
    EXPECT_EQ(table.floors[0].min_driver.text(), "450.80.02");
    ASSERT_EQ(table.branches.size(), 2U);
    EXPECT_EQ(table.branches[0].cuda.text(), "10.1");
    EXPECT_EQ(table.never_released.at(0).text(), "12.7");
    EXPECT_EQ(table.citations.at("rn"), "release notes (table 3)");
    EXPECT_EQ(table.citations.at("smi"), "nvidia-smi outputs");
    const std::string text = render_driver_table(table);
    EXPECT_EQ(render_driver_table(parse_driver_table(text, "drivers.yaml")), text);
}

TEST(ImportTables, RefusesADriverRowTwice) {
    std::string text = kDrivers;
    text.replace(text.find("13.5.0"), 6, "13.4.1");
    test::expect_error(ErrorKind::integrity, "two toolkits are for the same version", [&] {
        static_cast<void>(import_driver_table(text, "driver.yaml"));
    });
}

TEST(ImportTables, RefusesASourceThatNothingExplains) {
    std::string text = kDrivers;
    text.replace(text.find("source: [rn]"), 12, "source: [wd]");
    test::expect_error(ErrorKind::integrity, "driver.yaml:8: \"wd\" is not among the sources", [&] {
        static_cast<void>(import_driver_table(text, "driver.yaml"));
    });
}

TEST(ImportTables, ReadsHostCompilers) {
    const HostCompilerTable table = import_host_compiler_table(R"(
sources: {spack: "spack"}
toolkits:
  - {toolkit: "11.2", max_gcc: 10, min_gcc: 5, max_clang: "11", min_clang: "6", max_cxx: 17, source: [spack], note: "prefer 9"}
  - {toolkit: "8.0", max_gcc: 5, min_gcc: null, max_clang: "3.9", min_clang: "3.8", source: [spack]}
)",
                                                               "h.yaml");
    ASSERT_EQ(table.rows.size(), 2U);
    EXPECT_EQ(table.rows[0].toolkit.text(), "8.0");
    EXPECT_FALSE(table.rows[0].min_gcc.has_value());
    EXPECT_EQ(table.rows[1].min_gcc, 5U);
    EXPECT_EQ(table.rows[1].note, "prefer 9");
}

TEST(ImportTables, ReadsCudnnAndAddsTheDefaults) {
    const CudnnTable table = import_cudnn_table(R"(
sources: {sm: "support matrix"}
releases:
  - {version: "8.9.7", full: "8.9.7.29", variants: {"cuda11": {toolkits: ["11.0"], static: ["11.8"], min_driver_linux: "450.80.02"}, "cuda12": {toolkits: ["12.0"], min_driver_linux: null, note: "x"}}, cc: ["5.0", null], source: [sm]}
)",
                                                "c.yaml");
    ASSERT_EQ(table.rows.size(), 1U);
    EXPECT_EQ(table.rows[0].variants.at(0).min_driver->text(), "450.80.02");
    EXPECT_FALSE(table.rows[0].variants.at(1).min_driver.has_value());
    EXPECT_EQ(table.rows[0].min_cc->text(), "5.0");
    EXPECT_FALSE(table.rows[0].max_cc.has_value());
    EXPECT_EQ(table.default_major(parse_version("11.2")), 8U);
    EXPECT_EQ(table.default_major(parse_version("12.4")), 9U);
}

constexpr const char* kGpus = R"yaml(
sources: {jl: "measured"}
toolkits:
  - {toolkit: "8.0", sass: ["50", "62"], source: [jl]}
  - {toolkit: "9.0", sass: ["50", "62", "70"], source: [jl]}
  - {toolkit: "9.2", sass: ["50", "62", "70", "72"], source: [jl]}
architectures:
  - {name: Volta, cc: ["7.0", "7.2"], first_toolkit: "9.0", last_toolkit: "12.9", source: [jl]}
  - {name: Maxwell, cc: ["5.0"], first_toolkit: "6.5 (7.0 for 5.2)", last_toolkit: null, source: [jl]}
)yaml";

TEST(ImportTables, ReadsGpusByTheirMeasuredTargets) {
    const GpuTable table = import_gpu_table(kGpus, "g.yaml");
    ASSERT_EQ(table.rows.size(), 3U);
    EXPECT_EQ(table.rows[0].capability.text(), "5.0");
    EXPECT_EQ(table.rows[0].first_toolkit.text(), "6.5");
    EXPECT_FALSE(table.rows[0].last_toolkit.has_value());
    EXPECT_EQ(table.rows[1].first_toolkit.text(), "9.0");
    EXPECT_EQ(table.rows[2].first_toolkit.text(), "9.2");
    EXPECT_EQ(table.rows[2].last_toolkit->text(), "12.9");
}

TEST(ImportTables, NamesLineAndReason) {
    std::string text = kGpus;
    text.replace(text.find("\"6.5 ("), 6, "\"old (");
    test::expect_error(ErrorKind::integrity,
                       "g.yaml:9: \"old (7.0 for 5.2)\" does not begin with a version",
                       [&] { static_cast<void>(import_gpu_table(text, "g.yaml")); });
    test::expect_error(ErrorKind::integrity, "the key \"releases\" is missing", [] {
        static_cast<void>(import_cudnn_table("sources: {}\n", "c.yaml"));
    });
}

}  // namespace
}  // namespace cudaenv::catalog
