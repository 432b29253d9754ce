// SPDX-License-Identifier: Apache-2.0
// The compatibility tables: every field is read, and what is wrong is refused with file and line.
#include "support/expect_error.hpp"

#include <cudaenv/catalog/tables.hpp>
#include <cudaenv/formats/yaml.hpp>

#include <gtest/gtest.h>

#include <string>

namespace cudaenv::catalog {
namespace {

constexpr const char* kHead = "schema: 1\ncitations:\n  rn134: \"release notes\"\n";

std::string drivers_text(const std::string& rows) {
    return std::string(kHead) + "toolkits:\n" + rows +
           "minor_floors:\n"
           "  - {major: 11, min_driver: \"450.80.02\", sources: [rn134]}\n"
           "branches:\n"
           "  - {branch: 460, cuda: \"11.2\", from: \"460.27\", sources: [rn134]}\n"
           "forward_compat:\n"
           "  - {cuda: \"11.6\", branches: [450, 470], min_drivers: [\"450.36.06\"], driver: "
           "\"510.85.02\", sources: [rn134]}\n"
           "jetpacks:\n"
           "  - {jetpack: \"7.0\", l4t: \"38\", cuda: \"13.0\", sources: [rn134]}\n"
           "  - {jetpack: \"7.2\", l4t: \"39.1\", cuda: \"13.2\", compat: [\"13.3\"], sources: "
           "[rn134]}\n"
           "never_released: [\"12.7\"]\n";
}

const std::string kDriverRows =
    "  - {toolkit: \"11.2.2\", min_driver: \"460.32.03\", min_driver_windows: \"461.33\", "
    "sources: [rn134]}\n"
    "  - {toolkit: \"13.5.0\", prerelease: true, sources: [rn134]}\n";

TEST(DriverTableRows, HasEveryField) {
    const DriverTable table =
        read_driver_table(formats::parse_yaml(drivers_text(kDriverRows), "d.yaml"));
    ASSERT_EQ(table.rows.size(), 2U);
    EXPECT_EQ(table.rows[0].min_driver->text(), "460.32.03");
    EXPECT_FALSE(table.rows[1].min_driver.has_value());
    EXPECT_TRUE(table.rows[1].prerelease);
    EXPECT_EQ(table.floors[0].major, 11U);
    EXPECT_EQ(table.branches[0].cuda.text(), "11.2");
    EXPECT_EQ(table.branches[0].from->text(), "460.27");
    EXPECT_EQ(table.rows[0].min_driver_windows->text(), "461.33");
    EXPECT_EQ(table.forward_compat[0].branches, (std::vector<unsigned>{450, 470}));
    EXPECT_EQ(table.forward_compat[0].driver->text(), "510.85.02");
    EXPECT_EQ(table.jetpacks[1].compat.at(0).text(), "13.3");
    EXPECT_EQ(table.forward_compat[0].cuda.text(), "11.6");
    EXPECT_EQ(table.forward_compat[0].min_drivers.at(0).text(), "450.36.06");
    EXPECT_EQ(table.jetpacks[1].jetpack.text(), "7.2");
    EXPECT_EQ(table.jetpacks[1].l4t.text(), "39.1");
    EXPECT_EQ(table.jetpacks[1].cuda.text(), "13.2");
    EXPECT_EQ(table.never_released[0].text(), "12.7");
    EXPECT_EQ(table.citations.at("rn134"), "release notes");
    EXPECT_EQ(table.rows[0].sources, std::vector<std::string>{"rn134"});
}

struct BadRows {
    const char* name;
    const char* rows;
    const char* message;
};

class DamagedDriverTable : public testing::TestWithParam<BadRows> {};

TEST_P(DamagedDriverTable, IsRefusedWithFileAndLine) {
    test::expect_error(ErrorKind::integrity, GetParam().message, [] {
        static_cast<void>(
            read_driver_table(formats::parse_yaml(drivers_text(GetParam().rows), "d.yaml")));
    });
}

INSTANTIATE_TEST_SUITE_P(
    Rows,
    DamagedDriverTable,
    testing::Values(
        BadRows{"NoSources", "  - {toolkit: \"11.2.2\"}\n", "the key \"sources\" is missing"},
        BadRows{"EmptySources",
                "  - {toolkit: \"11.2.2\", sources: []}\n",
                "d.yaml:5: a row without sources"},
        BadRows{"UnknownSource",
                "  - {toolkit: \"11.2.2\", sources: [hearsay]}\n",
                "d.yaml:5: no citation explains \"hearsay\""},
        BadRows{"UnknownKey",
                "  - {toolkit: \"11.2.2\", sources: [rn134], os: linux}\n",
                "unknown key \"os\""},
        BadRows{"Descending",
                "  - {toolkit: \"11.10\", sources: [rn134]}\n  - {toolkit: \"11.9\", sources: "
                "[rn134]}\n",
                "d.yaml:6: the rows of \"toolkits\" must ascend and differ"},
        BadRows{"Twice",
                "  - {toolkit: \"11.2\", sources: [rn134]}\n  - {toolkit: \"11.2.0\", sources: "
                "[rn134]}\n",
                "must ascend and differ"}),
    [](const testing::TestParamInfo<BadRows>& row) { return std::string(row.param.name); });

TEST(HostCompilerTableRows, HasEveryField) {
    const std::string text = std::string(kHead) +
                             "toolkits:\n"
                             "  - {toolkit: \"8.0\", max_gcc: 5, sources: [rn134]}\n"
                             "  - {toolkit: \"11.2\", max_gcc: 10, min_gcc: 5, max_clang: \"11\", "
                             "min_clang: \"6\", sources: [rn134]}\n"
                             "broken:\n"
                             "  - {gcc: \"13.2.0\", toolkits: \"<12.5\", platforms: "
                             "[linux-sbsa], header: arm_neon.h, sources: [rn134]}\n"
                             "glibc:\n"
                             "  - {subject: headers, toolkits: \"<13\", max_glibc: \"2.40\", "
                             "reason: \"they clash\", sources: [rn134]}\n"
                             "  - {subject: headers, toolkits: \">=13,<13.2\", max_glibc: "
                             "\"2.41\", reason: \"they clash\", sources: [rn134]}\n";
    const HostCompilerTable table = read_host_compiler_table(formats::parse_yaml(text, "h.yaml"));
    EXPECT_FALSE(table.rows[0].min_gcc.has_value());
    EXPECT_EQ(table.rows[1].max_gcc, 10U);
    EXPECT_EQ(table.rows[1].min_gcc, 5U);
    EXPECT_EQ(table.rows[1].max_clang->text(), "11");
    EXPECT_EQ(table.rows[1].min_clang->text(), "6");
    EXPECT_EQ(table.broken[0].gcc.text(), "13.2.0");
    EXPECT_EQ(table.broken[0].toolkits.text(), "<12.5");
    EXPECT_EQ(table.broken[0].platforms, std::vector{Platform::linux_sbsa});
    EXPECT_EQ(table.broken[0].header, "arm_neon.h");
    EXPECT_EQ(table.glibc[0].toolkits.text(), "<13");
    EXPECT_EQ(table.glibc[0].max_glibc->text(), "2.40");
    EXPECT_EQ(table.glibc[0].reason, "they clash");
    EXPECT_EQ(table.find_header_clash(parse_version("12.9.1")), &table.glibc[0]);
    EXPECT_EQ(table.find_header_clash(parse_version("13.1.0")), &table.glibc[1]);
    EXPECT_EQ(table.find_header_clash(parse_version("13.2.0")), nullptr);
}

struct BadGlibcRule {
    const char* name;
    std::string fields;
    std::string complaint;
};
class BadGlibcRules : public testing::TestWithParam<BadGlibcRule> {};

TEST_P(BadGlibcRules, AreRefusedWithFileAndLine) {
    const std::string text = std::string(kHead) +
                             "toolkits: []\n"
                             "broken: []\n"
                             "glibc:\n"
                             "  - {" +
                             GetParam().fields + ", reason: \"they clash\", sources: [rn134]}\n";
    test::expect_error(ErrorKind::integrity, "h.yaml:7: " + GetParam().complaint, [&] {
        static_cast<void>(read_host_compiler_table(formats::parse_yaml(text, "h.yaml")));
    });
}

INSTANTIATE_TEST_SUITE_P(
    Rows,
    BadGlibcRules,
    testing::Values(
        BadGlibcRule{"NoRange", "subject: headers, toolkits: \"13\"", "\"13\" is no range"},
        BadGlibcRule{
            "OddRange", "subject: headers, toolkits: \"<13.x\"", "'<13.x' is not a version"},
        BadGlibcRule{"OddSubject",
                     "subject: asserts, toolkits: \"<13\"",
                     "\"asserts\" is none of assert, headers, lib…"},
        BadGlibcRule{"NoLimitOfHeaders",
                     "subject: headers, toolkits: \"<13\", min_glibc: \"2.40\"",
                     "the key \"max_glibc\" is missing"},
        BadGlibcRule{"NoLimitOfALibrary",
                     "subject: libcusolver, toolkits: \"<13\", max_glibc: \"2.40\"",
                     "the key \"min_glibc\" is missing"}),
    [](const testing::TestParamInfo<BadGlibcRule>& row) { return std::string(row.param.name); });

struct BadBrokenGcc {
    const char* name;
    std::string fields;
    std::string complaint;
};
class BadBrokenGccs : public testing::TestWithParam<BadBrokenGcc> {};

TEST_P(BadBrokenGccs, AreRefusedWithFileAndLine) {
    const std::string text = std::string(kHead) +
                             "toolkits: []\n"
                             "broken:\n"
                             "  - {" +
                             GetParam().fields + ", sources: [rn134]}\n" + "glibc: []\n";
    test::expect_error(ErrorKind::integrity, "h.yaml:6: " + GetParam().complaint, [&] {
        static_cast<void>(read_host_compiler_table(formats::parse_yaml(text, "h.yaml")));
    });
}

INSTANTIATE_TEST_SUITE_P(
    Rows,
    BadBrokenGccs,
    testing::Values(
        BadBrokenGcc{"NeitherMajorNorRelease",
                     "gcc: \"13.2\", toolkits: \"<13\", header: chrono",
                     "a major of gcc, or a release X.Y.Z"},
        BadBrokenGcc{
            "NoRange", "gcc: \"13\", toolkits: \"13\", header: chrono", "\"13\" is no range"},
        BadBrokenGcc{"NoHeader", "gcc: \"13\", toolkits: \"<13\"", "the key \"header\" is missing"},
        BadBrokenGcc{"OddPlatform",
                     "gcc: \"13\", toolkits: \"<13\", platforms: [arm], header: chrono",
                     "\"arm\" is no platform"}),
    [](const testing::TestParamInfo<BadBrokenGcc>& row) { return std::string(row.param.name); });

TEST(CudnnTableRows, HasEveryField) {
    const std::string text = std::string(kHead) +
                             "defaults:\n"
                             "  - {from: \"11.0\", to: \"12.3\", major: 8, sources: [rn134]}\n"
                             "  - {from: \"12.4\", major: 9, sources: [rn134]}\n"
                             "releases:\n"
                             "  - {version: \"8.9.7\", prerelease: true, "
                             "variants: {cuda11: {toolkits: [\"11.0\", \"11.8\"], min_driver: "
                             "\"450.80.02\", documented_driver: \"460\"}, "
                             "cuda12: {toolkits: [\"12.0\"]}}, min_cc: \"5.0\", max_cc: \"9.0\", "
                             "sources: [rn134]}\n";
    const CudnnTable table = read_cudnn_table(formats::parse_yaml(text, "c.yaml"));
    ASSERT_EQ(table.rows.size(), 1U);
    ASSERT_EQ(table.rows[0].variants.size(), 2U);
    EXPECT_EQ(table.rows[0].variants[0].name, "cuda11");
    EXPECT_EQ(table.rows[0].variants[0].toolkits[1].text(), "11.8");
    EXPECT_FALSE(table.rows[0].variants[1].min_driver.has_value());
    EXPECT_EQ(table.rows[0].variants[0].documented_driver->text(), "460");
    EXPECT_EQ(table.rows[0].variants[0].min_driver->text(), "450.80.02");
    EXPECT_EQ(table.rows[0].min_cc->text(), "5.0");
    EXPECT_EQ(table.rows[0].max_cc->text(), "9.0");
    EXPECT_TRUE(table.rows[0].prerelease);
    EXPECT_EQ(table.defaults[0].to.text(), "12.3");
    EXPECT_EQ(table.defaults[1].from.text(), "12.4");
    EXPECT_EQ(table.defaults[1].major, 9U);
}

std::string gpus_text(const std::string& targets) {
    return std::string(kHead) +
           "capabilities:\n"
           "  - {capability: \"8.9\", architecture: \"Ada Lovelace\", "
           "first_toolkit: \"11.8\", sources: [rn134]}\n"
           "  - {capability: \"10.0\", architecture: Blackwell, first_toolkit: "
           "\"12.8\", last_toolkit: \"14.0\", last_driver_branch: 700, "
           "sources: [rn134]}\n"
           "targets:\n"
           "  - {toolkit: \"12.9\", ptx_isa: \"8.8\", sass: " +
           targets +
           ", deprecated: [89], variants: [\"100a\"], sources: [rn134]}\n"
           "products:\n"
           "  - {capability: \"8.9\", names: [\"NVIDIA L40\"], data_center: true, "
           "first_drivers: [\"520.56.06\"], sources: [rn134]}\n"
           "  - {capability: \"8.9\", names: [\"GeForce RTX 4090\", \"GeForce "
           "RTX 4080\"], sources: [rn134]}\n";
}

TEST(GpuTableRows, HasEveryField) {
    const GpuTable table = read_gpu_table(formats::parse_yaml(gpus_text("[89, 100]"), "g.yaml"));
    EXPECT_EQ(table.rows[0].architecture, "Ada Lovelace");
    EXPECT_EQ(table.rows[0].first_toolkit.text(), "11.8");
    EXPECT_EQ(table.rows[1].last_toolkit->text(), "14.0");
    EXPECT_EQ(table.rows[1].last_driver_branch, 700U);
    EXPECT_EQ(table.targets[0].sass, (std::vector<unsigned>{89, 100}));
    EXPECT_EQ(table.targets[0].deprecated, std::vector<unsigned>{89});
    EXPECT_EQ(table.targets[0].variants, std::vector<std::string>{"100a"});
    EXPECT_EQ(table.targets[0].ptx_isa.text(), "8.8");
    EXPECT_TRUE(table.products[0].data_center);
    EXPECT_EQ(table.products[0].first_drivers.at(0).text(), "520.56.06");
    EXPECT_FALSE(table.products[1].data_center);
    EXPECT_EQ(table.products[1].names.at(1), "GeForce RTX 4080");
}

TEST(GpuTableRows, MustAgreeWithTheTargetsOfNvcc) {
    const auto read = [](const std::string& targets) {
        return [targets] {
            static_cast<void>(read_gpu_table(formats::parse_yaml(gpus_text(targets), "g.yaml")));
        };
    };
    test::expect_error(ErrorKind::integrity,
                       "g.yaml:6: by the targets, nvcc 12.9 does not make code for 10.0",
                       read("[89]"));
    test::expect_error(ErrorKind::integrity, "ascending", read("[100, 89]"));
    test::expect_error(ErrorKind::integrity, "g.yaml:5: a compute capability is X.Y", [] {
        std::string text = gpus_text("[89, 100]");
        text.replace(text.find("\"8.9\""), 5, "\"8\"");
        static_cast<void>(read_gpu_table(formats::parse_yaml(text, "g.yaml")));
    });
}

TEST(LibraryTableRows, HasEveryField) {
    const std::string text =
        std::string(kHead) +
        "libraries:\n"
        "  - {library: nccl, versions: \">=2.27\", toolkits: \">=12,<14\", "
        "sources: [rn134]}\n"
        "  - {library: tensorrt, versions: \">=10.5,<10.6\", variants: [cuda11, "
        "cuda12], min_cc: \"7.5\", min_driver: \"535\", sources: [rn134]}\n";
    const LibraryTable table = read_library_table(formats::parse_yaml(text, "l.yaml"));
    EXPECT_EQ(table.rows[0].library, Product::nccl);
    EXPECT_EQ(table.rows[0].toolkits->text(), ">=12,<14");
    EXPECT_EQ(table.rows[1].library, Product::tensorrt);
    EXPECT_EQ(table.rows[1].variants.at(1), "cuda12");
    EXPECT_EQ(table.rows[1].versions.text(), ">=10.5,<10.6");
    EXPECT_FALSE(table.rows[1].toolkits.has_value());
    EXPECT_EQ(table.rows[1].min_cc->text(), "7.5");
    EXPECT_EQ(table.rows[1].min_driver->text(), "535");
}

TEST(LibraryTableRows, RefusesWhatIsNoRange) {
    const auto parse = [](const std::string& versions, const std::string& toolkits) {
        const std::string text = std::string(kHead) +
                                 "libraries:\n  - {library: nccl, versions: \"" + versions +
                                 "\", toolkits: \"" + toolkits + "\", sources: [rn134]}\n";
        return
            [text] { static_cast<void>(read_library_table(formats::parse_yaml(text, "l.yaml"))); };
    };
    test::expect_error(
        ErrorKind::integrity, "l.yaml:5: \"2.27\" is no range", parse("2.27", ">=12"));
    test::expect_error(ErrorKind::integrity, "l.yaml:5: ", parse(">=two", ">=12"));
    test::expect_error(ErrorKind::integrity, "l.yaml:5: \"12\" is no range", parse(">=2", "12"));
    test::expect_error(ErrorKind::integrity, "l.yaml:5: ", parse(">=2", ">=12,13"));
}

TEST(LibraryTableRows, RefusesALibraryThatTheProgramDoesNotKnow) {
    const std::string text = std::string(kHead) +
                             "libraries:\n  - {library: cudart, versions: \">=2\", toolkits: "
                             "\">=12\", sources: [rn134]}\n";
    test::expect_error(
        ErrorKind::integrity, "l.yaml:5: \"cudart\" is no product that cudaenv knows", [&text] {
            static_cast<void>(read_library_table(formats::parse_yaml(text, "l.yaml")));
        });
}

std::string frameworks_text(const std::string& last) {
    return std::string(kHead) +
           "code:\n"
           "  - {name: old, sass: [50, 86], ptx: [], sources: [rn134]}\n"
           "  - {name: volta, sass: [70, 90a], sources: [rn134]}\n"
           "pip:\n"
           "  - {name: index, usual: \"torch=={release}\", requirement: \"torch=={release}\", "
           "index: \"https://example.org/cu{cu}\", sources: [rn134]}\n"
           "frameworks:\n"
           "  - {framework: jax, from: \"0.7.1\", to: \"0.10\", builds: [{cuda: \"12.9\", "
           "min_cuda: "
           "\"12.1\", cudnn: \"9.8\", nccl: \"2.18\", min_driver: \"525\", min_cc: \"5.2\"}], "
           "bundles_runtime: true, sources: [rn134]}\n"
           "  - {framework: torch, from: \"2.6\", " +
           last + ", sources: [rn134]}\n";
}

TEST(FrameworkTableRows, HasEveryField) {
    const FrameworkTable table = read_framework_table(formats::parse_yaml(
        frameworks_text(
            "builds: [{cuda: \"11.8\", conda_only: true}, {cuda: \"12.4.1\", linux-x86_64: volta, "
            "linux-sbsa: unknown}], default_cuda: \"12.4\", runtime_extra: and-cuda, newest: "
            "\"2.6.1\", default_platforms: [linux-x86_64], python: \">=3.9,<3.14\", torch: "
            "\"2.5\", compiles_here: true, pip: index"),
        "f.yaml"));
    const FrameworkBuild& build = table.rows[0].builds.at(0);
    EXPECT_EQ(build.cuda.text(), "12.9");
    EXPECT_EQ(build.min_cuda->text(), "12.1");
    EXPECT_EQ(build.cudnn->text(), "9.8");
    EXPECT_EQ(build.nccl->text(), "2.18");
    EXPECT_EQ(build.min_driver->text(), "525");
    EXPECT_EQ(build.min_cc->text(), "5.2");
    EXPECT_EQ(table.rows[0].to->text(), "0.10");
    EXPECT_TRUE(table.rows[0].bundles_runtime);
    EXPECT_FALSE(table.rows[1].to.has_value());
    EXPECT_EQ(table.rows[1].builds.size(), 2U);
    EXPECT_EQ(table.rows[1].default_cuda->text(), "12.4");
    EXPECT_EQ(table.rows[1].runtime_extra, "and-cuda");
    EXPECT_EQ(table.rows[1].last_release().text(), "2.6.1");
    EXPECT_EQ(table.rows[1].default_platforms, std::vector{Platform::linux_x86_64});
    EXPECT_EQ(table.rows[1].python->text(), ">=3.9,<3.14");
    EXPECT_EQ(table.rows[1].torch->text(), "2.5");
    EXPECT_TRUE(table.rows[1].compiles_here);
    EXPECT_EQ(table.rows[1].pip->index_url, "https://example.org/cu{cu}");
    EXPECT_EQ(table.rows[1].default_build(), &table.rows[1].builds[1]);
    EXPECT_EQ(table.rows[0].default_build(), nullptr);
    EXPECT_EQ(table.rows[0].last_release().text(), "0.10");
}

TEST(FrameworkTableRows, TellTheCodeOfABuildByPlatform) {
    const FrameworkTable table = read_framework_table(formats::parse_yaml(
        frameworks_text("builds: [{cuda: \"11.8\", linux-x86_64: old}, {cuda: \"12.4\", "
                        "linux-x86_64: volta, linux-sbsa: unknown}]"),
        "f.yaml"));
    const auto& builds = table.rows[1].builds;
    EXPECT_TRUE(builds[0].find_platform(Platform::linux_x86_64)->code->ptx->empty());
    EXPECT_EQ(builds[0].find_platform(Platform::linux_sbsa), nullptr);
    const auto& code = *builds[1].find_platform(Platform::linux_x86_64)->code;
    EXPECT_FALSE(code.ptx);
    EXPECT_EQ(code.sass.at(1).text(), "9.0a");
    EXPECT_FALSE(builds[1].find_platform(Platform::linux_sbsa)->code);
}

TEST(CodeTargets, AreNumbersOfTheTargetWithASuffix) {
    EXPECT_EQ(find_code_target("86")->text(), "8.6");
    EXPECT_EQ(find_code_target("120f")->text(), "12.0f");
    for (const char* text : {"", "8", "8.6", "sm_86", "90b", "a"})
        EXPECT_FALSE(find_code_target(text)) << text;
}

class DamagedFrameworkTable : public testing::TestWithParam<BadRows> {};

TEST_P(DamagedFrameworkTable, IsRefusedWithFileAndLine) {
    test::expect_error(ErrorKind::integrity, GetParam().message, [] {
        static_cast<void>(
            read_framework_table(formats::parse_yaml(frameworks_text(GetParam().rows), "f.yaml")));
    });
}

INSTANTIATE_TEST_SUITE_P(
    Rows,
    DamagedFrameworkTable,
    testing::Values(
        BadRows{"NoBuilds", "builds: []", "f.yaml:11: a release without builds"},
        BadRows{"OtherDefault",
                "builds: [{cuda: \"11.8\"}], default_cuda: \"12.4\"",
                "f.yaml:11: no build is for the default CUDA 12.4"},
        BadRows{"Backwards",
                "to: \"2.5\", builds: [{cuda: \"11.8\"}]",
                "f.yaml:11: \"to\" is older than \"from\""},
        BadRows{"BuildsOutOfOrder",
                "builds: [{cuda: \"12.4\"}, {cuda: \"11.8\"}]",
                "must ascend and differ"},
        BadRows{"UnknownCode",
                "builds: [{cuda: \"12.4\", linux-x86_64: new}]",
                "f.yaml:11: no \"new\" is defined above"},
        BadRows{"UnknownWay",
                "builds: [{cuda: \"12.4\"}], pip: other",
                "f.yaml:11: no \"other\" is defined above"},
        BadRows{"NewestOfAnotherRow",
                "newest: \"2.7.0\", builds: [{cuda: \"12.4\"}]",
                "f.yaml:11: \"newest\" is not of this row"},
        BadRows{"UnknownPlatform",
                "default_platforms: [linux], builds: [{cuda: \"12.4\"}]",
                "f.yaml:11: \"linux\" is no platform"},
        BadRows{"UnknownKey", "builds: [{cuda: \"12.4\", note: x}]", "unknown key \"note\""}),
    [](const testing::TestParamInfo<BadRows>& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace cudaenv::catalog
