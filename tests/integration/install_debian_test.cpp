// SPDX-License-Identifier: Apache-2.0
// Installing from Debian packages: what the prefix looks like and what is recorded.
#include "integration/trees.hpp"
#include "integration/world.hpp"

#include <cudaenv/base/platform.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class InstallFromDebian : public testing::Test {
 protected:
    void SetUp() override { result = world.install({"11.2"}); }

    Upstream upstream;
    World world{upstream};
    ProcessResult result;
    const fs::path prefix = world.prefix("11.2.2-cudnn8.9.7");
};

TEST_F(InstallFromDebian, NamesWhatItInstalledAndTheNextStep) {
    EXPECT_THAT(names_in(world.layout().environments()), ElementsAre("11.2.2-cudnn8.9.7"));
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr("CUDA 11.2.2 + cuDNN 8.9.7.29"),
                      HasSubstr("installed 11.2.2-cudnn8.9.7"),
                      HasSubstr("cudaenv use 11.2")));
    EXPECT_THAT(result.output, IsEmpty());
}

TEST_F(InstallFromDebian, BuildsAPrefixInNvidiasLayout) {
    const std::string target = std::string(target_directory(host_platform()));
    EXPECT_EQ(target_of(prefix / "lib64"), "lib");
    EXPECT_EQ(target_of(prefix / "targets" / target / "include"), "../../include");
    EXPECT_EQ(target_of(prefix / "targets" / target / "lib"), "../../lib");
    EXPECT_EQ(target_of(prefix / "extras/CUPTI/lib64"), "../../lib");
    EXPECT_THAT(text_of(prefix / "bin/nvcc"), HasSubstr("V11.2.152"));
    for (const char* file : {"bin/ptxas",
                             "bin/crt/link.stub",
                             "bin/compute-sanitizer",
                             "nvvm/bin/cicc",
                             "nvvm/libdevice/libdevice.10.bc",
                             "nvvm/include/nvvm.h",
                             "nvvm/lib64/libnvvm.so",
                             "include/cuda_runtime.h",
                             "include/thrust/version.h",
                             "include/cudnn.h",
                             "lib/libcudart.so",
                             "lib/libcudart_static.a",
                             "lib/libcublas.so.11",
                             "lib/libcudnn.so",
                             "extras/CUPTI/include/cupti.h",
                             "share/licenses/nvidia-cuda-dev/copyright",
                             "share/licenses/cudnn/LICENSE"}) {
        EXPECT_TRUE(fs::exists(prefix / file)) << file;
    }
}

TEST_F(InstallFromDebian, LeavesOutWhatDoesNotBelongIntoAToolkit) {
    for (const char* file : {"bin/gcc", "bin/nsys", "lib/libcublas_static.a", "etc", "usr"}) {
        EXPECT_FALSE(fs::exists(fs::symlink_status(prefix / file))) << file;
    }
}

TEST_F(InstallFromDebian, HasNoLinksOrStubsOfLibrariesThatAreAbsent) {
    EXPECT_FALSE(fs::is_symlink(prefix / "lib/libcufft.so"));
    EXPECT_THAT(names_in(prefix / "lib/stubs"),
                ElementsAre("libcublas.so", "libcuda.so", "libcuda.so.1"));
}

TEST_F(InstallFromDebian, SealsFilesAndLeavesNoLinkDangling) {
    EXPECT_THAT(find_faults(prefix), IsEmpty());
    EXPECT_EQ(mode_of(prefix / "bin/nvcc"), 0555U);
    EXPECT_EQ(mode_of(prefix / "include/cuda_runtime.h"), 0444U);
}

TEST_F(InstallFromDebian, WritesFilesThatKnowTheVersionAndThePrefix) {
    const json version = json::parse(text_of(prefix / "version.json"));
    EXPECT_EQ(version["cuda"]["version"], "11.2.2");
    EXPECT_EQ(version["cuda_nvcc"]["version"], "11.2.152");
    EXPECT_FALSE(fs::exists(prefix / "version.txt"));
    EXPECT_THAT(text_of(prefix / "bin/nvcc.profile"), HasSubstr("\"-isystem\""));
    EXPECT_THAT(text_of(prefix / "pkg-config/cuda.pc"),
                AllOf(HasSubstr("${pcfiledir}/.."), Not(HasSubstr("/usr"))));
}

TEST_F(InstallFromDebian, RecordsEveryArchiveWithItsSource) {
    const json record = json::parse(text_of(prefix / ".cudaenv/record.json"));
    EXPECT_EQ(record["schema"], 1);
    EXPECT_EQ(record["spec"], "11.2");
    EXPECT_EQ(record["toolkit"], "11.2.2");
    EXPECT_EQ(record["source"], "debian");
    EXPECT_EQ(record["libraries"]["cudnn"], "8.9.7.29");
    std::map<std::string, std::string> sources;
    for (const json& archive : record["archives"])
        sources[archive["component"]] = archive["source"];
    EXPECT_EQ(sources["cuda_dev"], "debian");
    EXPECT_EQ(sources["cudnn"], "redist");
    EXPECT_FALSE(sources.contains("nsight_systems"));
}

TEST_F(InstallFromDebian, WritesAnActivationThatAShellCanRead) {
    EXPECT_THAT(text_of(prefix / ".cudaenv/activation"),
                AllOf(HasSubstr("cudaenv-activation 3\n"),
                      HasSubstr("toolkit 11.2.2\n"),
                      HasSubstr("library cudnn 8.9.7.29\n"),
                      HasSubstr("set CUDA_HOME .\n")));
}

TEST_F(InstallFromDebian, KeepsNoDownloadsAndLeavesNothingInStaging) {
    EXPECT_THAT(names_in(world.layout().downloads()), IsEmpty());
    EXPECT_THAT(names_in(world.layout().staging()), IsEmpty());
}

}  // namespace
}  // namespace cudaenv::test
