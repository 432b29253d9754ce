// SPDX-License-Identifier: Apache-2.0
// What an environment is made of, what two share, and what is already there.
#include "integration/trees.hpp"
#include "integration/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class Composition : public testing::Test {
 protected:
    Upstream upstream;
    World world{upstream};
};

TEST_F(Composition, OfTheMinimalProfileIsTheCompilerCore) {
    world.install({"12.4", "--profile", "minimal"});
    const fs::path prefix = world.prefix("12.4.1");
    EXPECT_TRUE(fs::exists(prefix / "bin/nvcc"));
    EXPECT_TRUE(fs::exists(prefix / "lib/libcudart.so"));
    EXPECT_FALSE(fs::exists(prefix / "lib/libcublas.so"));
    EXPECT_FALSE(fs::exists(prefix / "include/cudnn.h"));
    EXPECT_THAT(find_faults(prefix), IsEmpty());
}

TEST_F(Composition, OfTheFullProfileHasStaticLibrariesAndEveryTool) {
    world.install({"12.4", "--profile", "full"});
    const fs::path prefix = world.prefix("12.4.1-cudnn9.1.1");
    EXPECT_TRUE(fs::exists(prefix / "lib/libcublas_static.a"));
    EXPECT_TRUE(fs::exists(prefix / "nsight-systems/2023.4.4/bin/nsys"));
}

TEST_F(Composition, CanTakeTheStaticLibrariesAlone) {
    world.install({"12.4", "--with", "static"});
    const fs::path prefix = world.prefix("12.4.1-cudnn9.1.1");
    EXPECT_TRUE(fs::exists(prefix / "lib/libcublas_static.a"));
    EXPECT_FALSE(fs::exists(prefix / "nsight-systems"));
}

TEST_F(Composition, CanTakeOneMoreComponent) {
    world.install({"12.4", "--profile", "minimal", "--component", "libcublas"});
    const fs::path prefix = world.prefix("12.4.1");
    EXPECT_TRUE(fs::exists(prefix / "lib/libcublas.so"));
    EXPECT_FALSE(fs::exists(prefix / "extras/CUPTI"));
}

TEST_F(Composition, FollowsThePinWhenNothingIsNamed) {
    write_bytes(world.project() / ".cudaenv", "cuda: 12.4.0\ncudnn: 8.9\n");
    const ProcessResult result = world.install({});
    EXPECT_THAT(result.errors, HasSubstr("~/project/.cudaenv asks for CUDA 12.4.0"));
    EXPECT_THAT(names_in(world.layout().environments()), ElementsAre("12.4.0-cudnn8.9.7"));
}

TEST_F(Composition, OfAnotherKindReplacesAnEnvironmentOfTheSameName) {
    world.install({"12.4", "--profile", "minimal"});
    const fs::path prefix = world.prefix("12.4.1");
    ASSERT_FALSE(fs::exists(prefix / "lib/libcublas.so"));
    world.install({"12.4", "--cudnn", "none"});
    EXPECT_TRUE(fs::exists(prefix / "lib/libcublas.so"));
    EXPECT_THAT(names_in(world.layout().environments()), ElementsAre("12.4.1"));
    EXPECT_THAT(names_in(world.layout().staging()), IsEmpty());
}

TEST_F(Composition, OfALargerProfileHoldsTheSmallerOne) {
    world.install({"12.4", "--cudnn", "none"});
    EXPECT_THAT(world.install({"12.4", "--profile", "minimal"}).errors,
                HasSubstr("12.4.1 is already installed"));
    EXPECT_TRUE(fs::exists(world.prefix("12.4.1") / "lib/libcublas.so"));
}

TEST_F(Composition, OfALargerProfileIsWhatAPinWithThatProfileWants) {
    world.install({"12.4", "--profile", "minimal"});
    write_bytes(world.project() / ".cudaenv", "cuda: 12.4\nprofile: default\ncudnn: none\n");
    const ProcessResult missing = world.run({"exec", "--", "nvcc"});
    EXPECT_EQ(missing.status, 127);
    EXPECT_THAT(missing.errors, HasSubstr("CUDA 12.4 with profile default is not installed"));
    EXPECT_EQ(world.run({"current"}).status, 3);
    world.install({});
    EXPECT_EQ(world.run({"current"}).status, 0);
    EXPECT_THAT(names_in(world.layout().environments()), ElementsAre("12.4.1"));
    write_bytes(world.project() / ".cudaenv", "cuda: 12.4\nprofile: minimal\n");
    EXPECT_EQ(world.run({"current"}).status, 0);
}

TEST_F(Composition, IsFetchedOnceForTwoToolkitsThatShareIt) {
    world.install({"12.4.0"});
    world.install({"12.4.1"});
    const char* const library = "lib/libcublas.so.12.4.5.8";
    EXPECT_TRUE(fs::equivalent(world.prefix("12.4.0-cudnn9.1.1") / library,
                               world.prefix("12.4.1-cudnn9.1.1") / library));
    EXPECT_THAT(upstream.server().requests(upstream.address("libcublas-")), SizeIs(1));
    EXPECT_THAT(upstream.server().requests(upstream.address("9.1.1.17_cuda12")), SizeIs(1));
}

TEST_F(Composition, ThatIsThereAlreadyNeedsNoNetwork) {
    world.install({"12.4"});
    const std::size_t before = upstream.server().requests().size();
    const ProcessResult result = world.run({"install", "12.4"});
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.errors, HasSubstr("12.4.1-cudnn9.1.1 is already installed"));
    EXPECT_EQ(upstream.server().requests().size(), before);
}

TEST_F(Composition, ThatIsMadeAnewComesFromTheStore) {
    world.install({"12.4"});
    const std::size_t before = upstream.server().requests(upstream.address("cuda_nvcc-")).size();
    world.install({"12.4", "--reinstall", "--offline"});
    EXPECT_EQ(upstream.server().requests(upstream.address("cuda_nvcc-")).size(), before);
    EXPECT_THAT(find_faults(world.prefix("12.4.1-cudnn9.1.1")), IsEmpty());
}

TEST_F(Composition, IsOnlyShownByADryRun) {
    const ProcessResult result = world.run({"install", "12.4", "--dry-run"});
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.output, HasSubstr("libcublas"));
    EXPECT_THAT(names_in(world.layout().environments()), IsEmpty());
}

}  // namespace
}  // namespace cudaenv::test
