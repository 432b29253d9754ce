// SPDX-License-Identifier: Apache-2.0
// Installing from a package index: JSON pages, HTML pages, and a directory of wheels.
#include "integration/trees.hpp"
#include "integration/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kName = "13.0.2-cudnn9.12.0";

void expect_toolkit(const World& world) {
    const fs::path prefix = world.prefix(kName);
    EXPECT_THAT(find_faults(prefix), IsEmpty());
    EXPECT_EQ(target_of(prefix / "lib64"), "lib");
    EXPECT_EQ(target_of(prefix / "lib/libcudart.so"), "libcudart.so.13");
    EXPECT_EQ(target_of(prefix / "lib/libcudnn.so"), "libcudnn.so.9");
    for (const char* file : {"bin/nvcc",
                             "nvvm/bin/cicc",
                             "nvvm/lib64/libnvvm.so",
                             "nvvm/include/nvvm.h",
                             "include/crt/host_config.h",
                             "include/cccl/thrust/version.h",
                             "include/cudnn.h",
                             "share/licenses/nvidia-cuda-nvcc/License.txt"}) {
        EXPECT_TRUE(fs::exists(prefix / file)) << file;
    }
}

TEST(InstallFromWheels, BuildsAToolkitFromAJsonIndex) {
    Upstream upstream(IndexFormat::json);
    const World world(upstream);
    world.install({"13"});
    expect_toolkit(world);
    const auto pages = upstream.server().requests("/simple/nvidia-cuda-nvcc/");
    ASSERT_FALSE(pages.empty());
    EXPECT_THAT(pages.front().headers.at("accept"),
                HasSubstr("application/vnd.pypi.simple.v1+json"));
}

TEST(InstallFromWheels, BuildsAToolkitFromAnHtmlIndex) {
    const Upstream upstream(IndexFormat::html);
    const World world(upstream);
    world.install({"13"});
    expect_toolkit(world);
}

TEST(InstallFromWheels, BuildsAToolkitFromADirectoryOfWheelsWithoutANetwork) {
    Upstream upstream;
    World world(upstream);
    const fs::path wheels = world.scratch("wheels");
    upstream.save_wheels(wheels);
    world.environment.unset("CUDAENV_WHEEL_INDEX_URL");
    world.environment.set("PIP_NO_INDEX", "1");
    world.environment.set("PIP_FIND_LINKS", wheels.string());
    world.install({"13", "--source", "wheels"});
    expect_toolkit(world);
    EXPECT_THAT(upstream.server().requests(), IsEmpty());
}

TEST(InstallFromWheels, DistrustsAnIndexThatListsAnotherDigest) {
    Upstream upstream;
    const World world(upstream);
    upstream.server().serve("/simple/nvidia-cublas/",
                            R"({"meta":{"api-version":"1.0"},"files":[{"filename":")" +
                                fs::path(upstream.address("nvidia_cublas")).filename().string() +
                                R"(","url":"x.whl","hashes":{"sha256":")" + std::string(64, 'a') +
                                R"("}}]})");
    const ProcessResult result = world.run({"install", "13"});
    EXPECT_EQ(result.status, 5);
    EXPECT_THAT(result.errors, HasSubstr(std::string(64, 'a')));
    EXPECT_THAT(names_in(world.layout().environments()), IsEmpty());
}

TEST(InstallFromWheels, MakesToolsExecutableAndKeepsOneOfTwoConflictingHeaders) {
    const Upstream upstream;
    const World world(upstream);
    world.install({"13"});
    const fs::path prefix = world.prefix(kName);
    EXPECT_EQ(mode_of(prefix / "bin/ptxas"), 0555U);
    EXPECT_EQ(mode_of(prefix / "bin/compute-sanitizer"), 0555U);
    EXPECT_EQ(text_of(prefix / "include/generated_cuda_meta.h"), "// cupti's\n");
    EXPECT_FALSE(fs::exists(prefix / "include/__init__.py"));
    EXPECT_FALSE(fs::exists(prefix / ".metadata"));
}

TEST(InstallFromWheels, KeepsNvidiasProfileBesideTheOneWithSystemHeaders) {
    const Upstream upstream;
    const World world(upstream);
    world.install({"13"});
    const fs::path bin = world.prefix(kName) / "bin";
    EXPECT_THAT(text_of(bin / "nvcc.profile"), HasSubstr("\"-isystem\""));
    EXPECT_THAT(text_of(bin / "nvcc.profile.nvidia"), Not(HasSubstr("isystem")));
}

}  // namespace
}  // namespace cudaenv::test
