// SPDX-License-Identifier: Apache-2.0
// The collected tables, with what they write for unknown things.
#include "unit/catalog/expect_error.hpp"

#include <cudaenv/catalog/import.hpp>
#include <cudaenv/catalog/manifest_text.hpp>

#include <gtest/gtest.h>

namespace cudaenv::catalog {
namespace {

constexpr const char* kDrivers = R"yaml(
schema: 1
collected: "2026-11-22"
sources:
  rn: "release notes (table 3); copies in ../redist/cuda/"
  smi: "nvidia-smi outputs"
toolkits:
  - {version: "13.4.1", name: "13.4 GA", min_driver_linux: null, min_driver_windows: null, runfile: "r", released: "2026-09-09", min_branch: "615", source: [rn], confidence: high}
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
forward_compat:
  source: [rn]
  table:
    "cuda-compat-13-1": {"535": C, "590": native, "610": X}
    "cuda-compat-12-2": {"535": native, "570": X}
  older_editions:
    - {package: "cuda-compat-11-6 (510.85.02)", base_min: ["470.57.02", "450.36.06"], source: "eb/CUDAcompat-11.6.eb", confidence: medium}
  package_driver_versions: {"13-1": "590.48.01 (redist 13.1.2)", "13-2": "595.71.05"}
  machine_readable_rule:
    example_13_1: {"CUDA Version": "13.1", Driver: [430, 460, 535], from: "590.44.01"}
    source: "container toolkit"
  jetson:
    source: "tegra"
    jetpack5: {default: "11.4", compat: ["11.8", "12.0"], not: [">=12.3"]}
    jetpack6: {default: "12.2", note: "6.2 reports 12.6", compat: ["12.4"]}
    "jetpack7.0": {default: "13.0", compat: []}
    "jetpack7.2": {default: "13.2", compat: ["13.3"]}
unknown: ["much"]
)yaml";

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
    EXPECT_EQ(table.rows[1].date, "2026-09-09");
    EXPECT_EQ(table.branches[0].sources, (std::vector<std::string>{"smi"}));
    const std::string text = render_driver_table(table);
    EXPECT_EQ(render_driver_table(parse_driver_table(text, "drivers.yaml")), text);
}

TEST(ImportTables, GathersWhatIsSaidOfACompatibilityPackage) {
    const DriverTable table = import_driver_table(kDrivers, "driver.yaml");
    ASSERT_EQ(table.forward_compat.size(), 2U);  // none that works on no branch
    const ForwardCompatRow& older = table.forward_compat[0];
    EXPECT_EQ(older.cuda.text(), "11.6");
    EXPECT_EQ(older.branches, (std::vector<unsigned>{450, 470}));
    EXPECT_EQ(older.driver->text(), "510.85.02");
    EXPECT_EQ(table.citations.at(older.sources.at(0)), "eb/CUDAcompat-11.6.eb");
    const ForwardCompatRow& newer = table.forward_compat[1];
    EXPECT_EQ(newer.branches, (std::vector<unsigned>{430, 460, 535}));
    EXPECT_EQ(newer.driver->text(), "590.48.01");
    EXPECT_EQ(newer.sources, (std::vector<std::string>{"rn", "elfnote"}));
}

TEST(ImportTables, KnowsJetpacksByTheirLinux) {
    const DriverTable table = import_driver_table(kDrivers, "driver.yaml");
    ASSERT_EQ(table.jetpacks.size(), 5U);
    EXPECT_EQ(table.jetpacks[0].l4t, 34U);
    EXPECT_EQ(table.jetpacks[1].compat.at(1).text(), "12.0");
    EXPECT_EQ(table.jetpacks[2].note, "6.2 reports 12.6");
    EXPECT_EQ(table.jetpacks[4].jetpack, "7.2");
    EXPECT_EQ(table.citations.at(table.jetpacks[4].sources.at(0)), "tegra");
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
glibc:
  rules:
    - {toolkits: ">=12.8", min_glibc: "2.27", reason: "log2f", source: [spack], confidence: high}
    - {toolkits: "<=13.0", max_glibc_for_compile: "2.40", reason: "cospi", fixed_in: "13.1", source: [spack]}
)",
                                                               "h.yaml");
    ASSERT_EQ(table.rows.size(), 2U);
    EXPECT_EQ(table.rows[0].toolkit.text(), "8.0");
    EXPECT_FALSE(table.rows[0].min_gcc.has_value());
    EXPECT_EQ(table.rows[1].min_gcc, 5U);
    EXPECT_EQ(table.rows[1].note, "prefer 9");
    ASSERT_EQ(table.glibc.size(), 3U);
    EXPECT_EQ(table.glibc[0].subject, "assert");
    EXPECT_EQ(table.glibc[1].subject, "headers");
    EXPECT_EQ(table.glibc[1].toolkits, "<13.1");
    EXPECT_EQ(table.glibc[2].min_glibc->text(), "2.27");
    for (const GlibcRule& rule : table.glibc) {
        EXPECT_TRUE(table.citations.contains(rule.sources.at(0))) << rule.subject;
    }
}

TEST(ImportTables, ReadsCudnnAndAddsTheDefaults) {
    const CudnnTable table = import_cudnn_table(R"(
sources: {sm: "support matrix"}
releases:
  - {version: "8.9.7", full: "8.9.7.29", variants: {"cuda11": {toolkits: ["11.0"], static: ["11.8"], min_driver_linux: "450.80.02"}, "cuda12": {toolkits: ["12.0"], min_driver_linux: null, note: "documented floor 615.71.09, see rule"}}, cc: ["5.0", null], source: [sm], note: "preview, yanked"}
)",
                                                "c.yaml");
    ASSERT_EQ(table.rows.size(), 1U);
    EXPECT_EQ(table.rows[0].variants.at(0).min_driver->text(), "450.80.02");
    EXPECT_FALSE(table.rows[0].variants.at(1).min_driver.has_value());
    EXPECT_FALSE(table.rows[0].variants.at(0).documented_driver.has_value());
    EXPECT_EQ(table.rows[0].variants.at(1).documented_driver->text(), "615.71.09");
    EXPECT_TRUE(table.rows[0].prerelease);
    EXPECT_TRUE(table.citations.contains(table.defaults.at(0).sources.at(0)));
    EXPECT_EQ(table.rows[0].min_cc->text(), "5.0");
    EXPECT_FALSE(table.rows[0].max_cc.has_value());
    EXPECT_EQ(table.default_major(parse_version("11.2")), 8U);
    EXPECT_EQ(table.default_major(parse_version("12.4")), 9U);
}

constexpr const char* kGpus = R"yaml(
sources: {jl: "measured", page: "list of GPUs"}
toolkits:
  - {toolkit: "8.0", min_sm: "50", max_sm: "62", sass: ["50", "62"], deprecated: ["50"], ptx_isa_max: "5.0", source: [jl]}
  - {toolkit: "9.0", min_sm: "50", max_sm: "70", sass: ["50", "62", "70"], ptx_isa_max: "6.0", source: [jl]}
  - {toolkit: "9.2", min_sm: "50", max_sm: "72", sass: ["50", "62", "70", "72"], variants: ["70a"], ptx_isa_max: "6.2", source: [jl]}
architectures:
  - {name: Volta, cc: ["7.0", "7.2"], first_toolkit: "9.0", last_toolkit: "12.9", last_driver_branch: "580", source: [jl]}
  - {name: Maxwell, cc: ["5.0", "5.2"], first_toolkit: "6.5 (7.0/7.5 for 5.2/5.3 per CUDA.jl)", last_toolkit: null, last_driver_branch: null, source: [jl]}
products:
  - {cc: "12.1", names: ["NVIDIA GB10 (DGX Spark)"], min_driver: "580.94.13", source: [page], confidence: medium}
  - {cc: "8.9", names: ["NVIDIA L40", "GeForce RTX 4090"], min_driver: "525.47.06", source: [page]}
  - {cc: "10.7", names: ["NVIDIA R200 (Rubin)"], min_branch: "615", source: [page]}
)yaml";

TEST(ImportTables, ReadsGpusByTheirMeasuredTargets) {
    const GpuTable table = import_gpu_table(kGpus, "g.yaml");
    ASSERT_EQ(table.rows.size(), 4U);
    EXPECT_EQ(table.rows[0].capability.text(), "5.0");
    EXPECT_EQ(table.rows[0].first_toolkit.text(), "6.5");
    EXPECT_FALSE(table.rows[0].last_toolkit.has_value());
    EXPECT_FALSE(table.rows[0].last_driver_branch.has_value());
    EXPECT_EQ(table.rows[1].first_toolkit.text(), "7.0");
    EXPECT_EQ(table.rows[2].first_toolkit.text(), "9.0");
    EXPECT_EQ(table.rows[3].first_toolkit.text(), "9.2");
    EXPECT_EQ(table.rows[3].last_toolkit->text(), "12.9");
    EXPECT_EQ(table.rows[3].last_driver_branch, 580U);
    ASSERT_EQ(table.targets.size(), 3U);
    EXPECT_EQ(table.targets[0].ptx_isa.text(), "5.0");
    EXPECT_EQ(table.targets[0].deprecated, (std::vector<unsigned>{50}));
    EXPECT_EQ(table.targets[2].sass, (std::vector<unsigned>{50, 62, 70, 72}));
}

TEST(ImportTables, TellsTheLinesOfGpusApart) {
    const GpuTable table = import_gpu_table(kGpus, "g.yaml");
    ASSERT_EQ(table.products.size(), 4U);
    EXPECT_EQ(table.products[0].names, (std::vector<std::string>{"NVIDIA L40"}));
    EXPECT_TRUE(table.products[0].data_center);
    EXPECT_EQ(table.products[1].names, (std::vector<std::string>{"GeForce RTX 4090"}));
    EXPECT_FALSE(table.products[1].data_center);
    EXPECT_EQ(table.products[1].min_driver->text(), "525.47.06");
    EXPECT_EQ(table.products[2].min_driver->text(), "615");
    EXPECT_TRUE(table.products[2].data_center);
    EXPECT_EQ(table.products[3].names,
              (std::vector<std::string>{"NVIDIA GB10", "NVIDIA DGX Spark"}));
    EXPECT_FALSE(table.products[3].data_center);
}

TEST(ImportTables, NamesLineAndReason) {
    std::string text = kGpus;
    text.replace(text.find("\"6.5 ("), 6, "\"old (");
    text.replace(text.find("\"5.0\", \"5.2\""), 12, "\"5.0\"");
    test::expect_error(ErrorKind::integrity, "does not begin with a version", [&] {
        static_cast<void>(import_gpu_table(text, "g.yaml"));
    });
    text = kGpus;
    text.replace(text.find("max_sm: \"62\""), 12, "max_sm: \"61\"");
    test::expect_error(ErrorKind::integrity, "g.yaml:4: min_sm and max_sm are not the ends", [&] {
        static_cast<void>(import_gpu_table(text, "g.yaml"));
    });
    test::expect_error(ErrorKind::integrity, "the key \"releases\" is missing", [] {
        static_cast<void>(import_cudnn_table("sources: {}\n", "c.yaml"));
    });
}

}  // namespace
}  // namespace cudaenv::catalog
