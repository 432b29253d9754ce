// SPDX-License-Identifier: Apache-2.0
// Libraries that a pin names beside cuDNN.
#include "integration/trees.hpp"
#include "integration/world.hpp"
#include "support/archive_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::test {
namespace {

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
    EXPECT_THAT(result.errors, HasSubstr("no library is called nccl"));
    EXPECT_THAT(names_in(world.layout().environments()), IsEmpty());
}

TEST_F(PinnedLibraries, ThatMustBeAbsentAreNoObstacle) {
    write_bytes(world.project() / ".cudaenv", "cuda: 12.4\ncudnn: 9\nnccl: none\n");
    world.install({});
    EXPECT_EQ(world.run({"current"}).status, 0);
}

}  // namespace
}  // namespace cudaenv::test
