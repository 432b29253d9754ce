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
    const fs::path prefix = world.prefix("12.4.1-cudnn9.1.1");
    EXPECT_TRUE(fs::exists(prefix / "lib/libcublasmp.so"));
    EXPECT_TRUE(fs::exists(prefix / "lib/libcal.so.0"));
    EXPECT_FALSE(fs::exists(prefix / "sample.cu"));
    EXPECT_EQ(world.json({"list", "--json"})["environments"][0]["libraries"]["cublasmp"], "0.4.0");
    EXPECT_EQ(world.run({"current"}).status, 0);
}

TEST_F(PinnedLibraries, AreAddedByNameOnTheCommandLine) {
    upstream.add(redist_cublasmp());
    world.install({"12.4", "--with", "cublasmp=0.4", "--cudnn", "none"});
    EXPECT_TRUE(fs::exists(world.prefix("12.4.1") / "lib/libcublasmp.so.0.4.0"));
}

TEST_F(PinnedLibraries, ThatMustBeAbsentAreNoObstacle) {
    write_bytes(world.project() / ".cudaenv", "cuda: 12.4\ncudnn: 9\nnccl: none\n");
    world.install({});
    EXPECT_EQ(world.run({"current"}).status, 0);
}

}  // namespace
}  // namespace cudaenv::test
