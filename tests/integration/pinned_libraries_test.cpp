// SPDX-License-Identifier: Apache-2.0
// Libraries that a pin names beside cuDNN.
#include "integration/redist_archives.hpp"
#include "integration/trees.hpp"
#include "integration/world.hpp"
#include "support/archive_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class PinnedLibraries : public testing::Test {
 protected:
    Upstream upstream;
    World world{upstream};
};

TEST_F(PinnedLibraries, ThatTheCatalogueDoesNotHaveAreRefused) {
    write_bytes(world.project() / ".cudaenv", "cuda: 12.4\nnccl: 2.21\n");
    const ProcessResult result = world.run({"install"});
    EXPECT_EQ(result.status, 3);
    EXPECT_THAT(result.errors, HasSubstr("the catalogue has no NCCL"));
    EXPECT_THAT(names_in(world.layout().environments()), IsEmpty());
}

TEST_F(PinnedLibraries, ComeWithAllTheyLoadAndWithoutSamples) {
    upstream.add(redist_cublasmp());
    write_bytes(world.project() / ".cudaenv", "cuda: 12.4\ncublasmp: latest\n");
    world.install({});
    const fs::path prefix = world.prefix("12.4.1-cudnn9.1.1-cublasmp0.4.0");
    EXPECT_TRUE(fs::exists(prefix / "lib/libcublasmp.so"));
    EXPECT_TRUE(fs::exists(prefix / "lib/libcal.so.0"));
    EXPECT_FALSE(fs::exists(prefix / "sample.cu"));
    EXPECT_EQ(world.json({"list", "--json"})["environments"][0]["libraries"]["cublasmp"], "0.4.0");
    EXPECT_EQ(world.run({"current"}).status, 0);
}

TEST_F(PinnedLibraries, AreAddedByNameOnTheCommandLine) {
    upstream.add(redist_cublasmp());
    world.install({"12.4", "--with", "cublasmp=0.4", "--cudnn", "none"});
    EXPECT_TRUE(fs::exists(world.prefix("12.4.1-cublasmp0.4.0") / "lib/libcublasmp.so.0.4.0"));
}

TEST_F(PinnedLibraries, OfTwoProjectsMakeTwoEnvironments) {
    upstream.add(redist_cublasmp());
    const fs::path other = world.home() / "other";
    fs::create_directories(other);
    write_bytes(world.project() / ".cudaenv", "cuda: 12.4\ncudnn: 9\n");
    write_bytes(other / ".cudaenv", "cuda: 12.4\ncudnn: 9\ncublasmp: 0.4\n");
    world.install({});
    const std::string plain = "12.4.1-cudnn9.1.1";
    const std::string larger = plain + "-cublasmp0.4.0";
    const ProcessResult missing = world.run_in(other, {"current"});
    EXPECT_EQ(missing.status, 3);
    EXPECT_EQ(world.run_in(other, {"install"}).status, 0);
    EXPECT_THAT(names_in(world.layout().environments()), ElementsAre(plain, larger));
    EXPECT_EQ(world.run({"prefix"}).output, world.prefix(plain).string() + "\n");
    EXPECT_EQ(world.run_in(other, {"prefix"}).output, world.prefix(larger).string() + "\n");
    EXPECT_THAT(world.run_in(other, {"install"}).errors,
                HasSubstr(larger + " is already installed"));
    // They share all but what differs.
    EXPECT_EQ(fs::hard_link_count(world.prefix(plain) / "bin/nvcc"), 3U);
}

TEST_F(PinnedLibraries, AddedByNameAreSaidToBeUsedByTheNameOfTheirEnvironment) {
    upstream.add(redist_cublasmp());
    world.install({"12.4"});
    const ProcessResult result = world.install({"12.4", "--with", "cublasmp=0.4"});
    EXPECT_THAT(result.errors, HasSubstr("next: cudaenv use 12.4.1-cudnn9.1.1-cublasmp0.4.0 "));
    EXPECT_EQ(world.run({"use", "12.4.1-cudnn9.1.1-cublasmp0.4.0"}).status, 0);
}

TEST_F(PinnedLibraries, ThatMustBeAbsentAreNoObstacle) {
    write_bytes(world.project() / ".cudaenv", "cuda: 12.4\ncudnn: 9\nnccl: none\n");
    world.install({});
    EXPECT_EQ(world.run({"current"}).status, 0);
}

}  // namespace
}  // namespace cudaenv::test
