// SPDX-License-Identifier: Apache-2.0
// The finishing touches that make a merged tree a complete toolkit prefix.
#include "install/prefix.hpp"

#include "support/temp_dir.hpp"

#include <cudaenv/sys/directories.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace cudaenv::install {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

class FinishPrefix : public ::testing::Test {
 protected:
    void write(const std::string& path, const std::string& text = "x") const {
        replace_file(prefix_ / path, text);
    }
    void link(const std::string& path, const std::string& target) const {
        fs::create_directories((prefix_ / path).parent_path());
        fs::create_symlink(target, prefix_ / path);
    }
    std::vector<std::string> finish(const std::string& toolkit,
                                    bool has_clashing_headers = true) const {
        TreeWriter tree(prefix_.path());
        PrefixFacts facts;
        facts.toolkit = parse_version(toolkit);
        facts.has_clashing_headers = has_clashing_headers;
        facts.components = {{"cuda_nvcc", toolkit}};
        return finish_prefix(tree, facts, CancelFlag());
    }
    test::TempDir prefix_;
};

TEST_F(FinishPrefix, GivesTheClassicLinks) {
    write("bin/nvcc");
    write("include/cupti.h");
    write("lib/stubs/libcuda.so");
    finish("12.4.1");
    EXPECT_EQ(fs::read_symlink(prefix_ / "lib64"), "lib");
    EXPECT_TRUE(fs::equivalent(prefix_ / "targets/x86_64-linux/lib", prefix_ / "lib"));
    EXPECT_TRUE(fs::equivalent(prefix_ / "targets/x86_64-linux/include", prefix_ / "include"));
    EXPECT_TRUE(fs::exists(prefix_ / "extras/CUPTI/include/cupti.h"));
    EXPECT_EQ(fs::read_symlink(prefix_ / "lib/stubs/libcuda.so.1"), "libcuda.so");
}

TEST_F(FinishPrefix, LeavesTheProfileOfAToolkitWhoseHeadersFitAlone) {
    write("bin/nvcc");
    write("bin/nvcc.profile", "NVIDIA's");
    EXPECT_THAT(finish("13.2.0", false), Not(Contains("bin/nvcc.profile")));
    EXPECT_EQ(read_file_text(prefix_ / "bin/nvcc.profile"), "NVIDIA's");
    EXPECT_THAT(finish("13.1.1"), Contains("bin/nvcc.profile"));
    EXPECT_EQ(read_file_text(prefix_ / "bin/nvcc.profile.nvidia"), "NVIDIA's");
}

TEST_F(FinishPrefix, RemovesDanglingDevelopmentLinksAndKeepsWholeOnes) {
    write("lib/libcudart.so.12.4.127");
    link("lib/libcudart.so.12", "libcudart.so.12.4.127");
    link("lib/libcudart.so", "libcudart.so.12");
    link("lib/libcublas.so", "libcublas.so.12");
    finish("12.4.1");
    EXPECT_TRUE(fs::exists(prefix_ / "lib/libcudart.so"));
    EXPECT_FALSE(fs::is_symlink(prefix_ / "lib/libcublas.so"));
}

TEST_F(FinishPrefix, KeepsStubsOnlyOfTheDriverAndOfLibrariesThatAreThere) {
    write("lib/libcudart.so");
    write("lib/stubs/libcuda.so");
    write("lib/stubs/libnvidia-ml.so");
    write("lib/stubs/libcublas.so");
    finish("12.4.1");
    EXPECT_TRUE(fs::exists(prefix_ / "lib/stubs/libcuda.so"));
    EXPECT_TRUE(fs::exists(prefix_ / "lib/stubs/libnvidia-ml.so"));
    EXPECT_FALSE(fs::exists(prefix_ / "lib/stubs/libcublas.so"));
}

TEST_F(FinishPrefix, WritesNothingThroughALinkOfAnArchive) {
    for (const char* const path :
         {"lib", "include", "pkg-config", "targets", "targets/x86_64-linux"}) {
        write("other/libx.so");
        link(path, std::string(path).find('/') == std::string::npos ? "other" : "../other");
        EXPECT_THROW(finish("12.4.1"), Obstructed) << path;
        EXPECT_THAT(directory_names(prefix_ / "other"), ElementsAre("libx.so")) << path;
        for (const std::string& name : directory_names(prefix_.path())) remove_tree(prefix_ / name);
    }
}

TEST_F(FinishPrefix, ReplacesALinkWhereOurOwnFileShouldBe) {
    write("victim", "untouched");
    for (const char* const path : {"version.json", "version.txt"}) link(path, "victim");
    link("bin/nvcc.profile", "../victim");
    finish("12.4.1");
    EXPECT_EQ(read_file_text(prefix_ / "victim"), "untouched");
    EXPECT_FALSE(fs::is_symlink(prefix_ / "version.json"));
}

TEST_F(FinishPrefix, RefusesDirectoriesWhereOurOwnFilesShouldBe) {
    write("version.json/file");
    EXPECT_THROW(finish("12.4.1"), Obstructed);
}

TEST_F(FinishPrefix, VersionJsonNamesTheReleaseAndItsComponents) {
    write("bin/nvcc");
    const auto written = finish("11.2.2");
    const auto json = nlohmann::json::parse(read_file_text(prefix_ / "version.json"));
    EXPECT_EQ(json["cuda"]["version"], "11.2.2");
    EXPECT_EQ(json["cuda_nvcc"]["version"], "11.2.2");
    EXPECT_THAT(written, Contains("version.json"));
    EXPECT_FALSE(fs::exists(prefix_ / "version.txt"));
}

TEST_F(FinishPrefix, WithoutNvccThereIsAVersionTxtForCMake) {
    finish("12.9.1");
    EXPECT_EQ(read_file_text(prefix_ / "version.txt"), "CUDA Version 12.9.1\n");
}

}  // namespace
}  // namespace cudaenv::install
