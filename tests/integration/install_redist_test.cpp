// SPDX-License-Identifier: Apache-2.0
// Installing from NVIDIA's component archives, over HTTP and from a directory.
#include "integration/trees.hpp"
#include "integration/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kName = "12.4.1-cudnn9.1.1";

void expect_toolkit(const World& world) {
    const fs::path prefix = world.prefix(kName);
    EXPECT_THAT(find_faults(prefix), IsEmpty());
    EXPECT_EQ(target_of(prefix / "lib64"), "lib");
    EXPECT_THAT(text_of(prefix / "bin/nvcc.profile"), HasSubstr("\"-isystem\""));
    EXPECT_EQ(text_of(prefix / "include/cudnn.h"), "// cuda12\n");
    EXPECT_THAT(text_of(prefix / "pkg-config/cudart-12.4.pc"),
                AllOf(HasSubstr("${pcfiledir}/.."), Not(HasSubstr("/usr/local"))));
    for (const char* file : {"bin/nvcc",
                             "bin/nvcc.profile.nvidia",
                             "nvvm/bin/cicc",
                             "nvvm/lib64/libnvvm.so",
                             "lib/libcudart.so",
                             "lib/libcublas.so.12",
                             "lib/stubs/libcuda.so.1",
                             "lib/cmake/thrust/thrust-config.cmake",
                             "pkg-config/cudart.pc",
                             "extras/CUPTI/include/cupti.h",
                             "share/licenses/cuda_nvcc/LICENSE",
                             "share/licenses/libcublas/LICENSE"}) {
        EXPECT_TRUE(fs::exists(prefix / file)) << file;
    }
}

TEST(InstallFromRedist, BuildsAToolkitOverHttp) {
    const Upstream upstream;
    const World world(upstream);
    world.install({"12.4"});
    expect_toolkit(world);
}

TEST(InstallFromRedist, BuildsAToolkitFromADirectoryWithoutANetwork) {
    Upstream upstream;
    World world(upstream);
    const fs::path directory = world.scratch("compute");
    upstream.save("/compute", directory);
    world.environment.set("CUDAENV_REDIST_URL", "file://" + directory.string());
    world.install({"12.4", "--source", "redist"});
    expect_toolkit(world);
    EXPECT_THAT(upstream.server().requests(), IsEmpty());
}

TEST(InstallFromRedist, NeverBringsADriver) {
    Upstream upstream;
    const World world(upstream);
    world.install({"12.4", "--profile", "full"});
    EXPECT_THAT(upstream.server().requests(upstream.address("nvidia_driver")), IsEmpty());
}

TEST(InstallFromRedist, PrintsOneObjectForPrograms) {
    const Upstream upstream;
    const World world(upstream);
    const auto json = world.json({"install", "12.4", "--json"});
    EXPECT_EQ(json["schema"], 1);
    EXPECT_EQ(json["environment"], kName);
    EXPECT_EQ(json["path"], world.prefix(kName).string());
    std::size_t sum = 0;
    for (const auto& archive : json["archives"]) {
        EXPECT_EQ(archive["source"], "redist");
        EXPECT_FALSE(archive["from_store"]);
        sum += archive["size"].get<std::size_t>();
    }
    EXPECT_EQ(json["downloaded"], sum);
    EXPECT_FALSE(json["dry_run"]);
}

TEST(InstallFromRedist, PrintsThePlanAsOneObjectAndInstallsNothing) {
    const Upstream upstream;
    const World world(upstream);
    const auto json = world.json({"install", "12.4", "--dry-run", "--json"});
    EXPECT_TRUE(json["dry_run"]);
    EXPECT_EQ(json["environment"], kName);
    EXPECT_EQ(json["path"], world.prefix(kName).string());
    EXPECT_THAT(json["archives"], Not(IsEmpty()));
    EXPECT_EQ(json["downloaded"], 0);
    EXPECT_FALSE(fs::exists(world.prefix(kName)));
}

}  // namespace
}  // namespace cudaenv::test
