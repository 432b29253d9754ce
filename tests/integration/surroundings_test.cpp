// SPDX-License-Identifier: Apache-2.0
// Unusual machines and users: a strict umask, paths with blanks, missing variables, deleted files.
#include "integration/trees.hpp"
#include "integration/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class Surroundings : public testing::Test {
 protected:
    Upstream upstream;
    World world{upstream};
};

TEST_F(Surroundings, WithAStrictUmaskStillLetOthersReadWhatIsInstalled) {
    world.set_host_compiler("12.2.0");
    const ProcessResult result = world.run_program(
        {"/bin/sh", "-c", "umask 077; exec \"$0\" install 11.2", CUDAENV_PROGRAM});
    ASSERT_EQ(result.status, 0) << result.errors;
    EXPECT_THAT(find_faults(world.prefix("11.2.2-cudnn8.9.7")), IsEmpty());
    EXPECT_THAT(find_faults(world.layout().store()), Each(Not(HasSubstr("mode"))));
}

TEST_F(Surroundings, MayHaveBlanksAndQuotesInTheirPaths) {
    const fs::path root = world.scratch("it's a root");
    world.environment.set("CUDAENV_ROOT", root.string());
    world.install({"12.4", "--profile", "minimal"});
    const fs::path prefix = root / "environments/12.4.1";
    EXPECT_THAT(find_faults(prefix), IsEmpty());
    EXPECT_THAT(world.run({"exec", "12.4", "--", "nvcc"}).output,
                HasSubstr("program=" + (prefix / "bin/nvcc").string() + "\n"));
}

TEST_F(Surroundings, WithoutARootVariableKeepEverythingBelowHome) {
    world.environment.unset("CUDAENV_ROOT");
    world.environment.unset("XDG_DATA_HOME");
    world.install({"12.4", "--profile", "minimal"});
    EXPECT_TRUE(fs::exists(world.home() / ".local/share/cudaenv/environments/12.4.1/bin/nvcc"));
}

TEST_F(Surroundings, WithARelativeRootAreRefused) {
    world.environment.set("CUDAENV_ROOT", "root");
    EXPECT_EQ(world.run({"list"}).status, 2);
}

TEST_F(Surroundings, WhereAnEnvironmentWasDeletedByHandGetItBackFromTheStore) {
    world.install({"12.4", "--profile", "minimal"});
    fs::remove_all(world.prefix("12.4.1"));
    EXPECT_THAT(world.json({"list", "--json"})["environments"], IsEmpty());
    const std::size_t before = upstream.server().requests(upstream.address("cuda_nvcc-")).size();
    world.install({"12.4", "--profile", "minimal"});
    EXPECT_THAT(upstream.server().requests(upstream.address("cuda_nvcc-")), SizeIs(before));
    EXPECT_THAT(find_faults(world.prefix("12.4.1")), IsEmpty());
}

TEST_F(Surroundings, WhereTheStoreWasDeletedByHandKeepTheirEnvironments) {
    world.install({"12.4", "--profile", "minimal"});
    fs::remove_all(world.layout().store());
    EXPECT_EQ(world.run({"exec", "12.4", "--", "nvcc"}).status, 0);
    world.install({"12.4", "--profile", "minimal", "--reinstall"});
    EXPECT_THAT(find_faults(world.prefix("12.4.1")), IsEmpty());
}

TEST_F(Surroundings, WithADamagedEnvironmentStillListTheOthers) {
    world.install({"12.4", "--profile", "minimal"});
    world.install({"11.2", "--profile", "minimal"});
    const fs::path file = world.prefix("11.2.2") / ".cudaenv/activation";
    fs::remove(file);
    write_bytes(file, "nonsense\n");
    const auto environments = world.json({"list", "--json"})["environments"];
    EXPECT_THAT(environments, SizeIs(1));
    EXPECT_EQ(world.run({"exec", "12.4", "--", "nvcc"}).status, 0);
}

TEST_F(Surroundings, WithALinkedToolkitWhereNobodyMayLookStillListTheOthers) {
    world.install({"12.4", "--profile", "minimal"});
    // The root user may look everywhere but along a link to itself.
    const fs::path closed = world.scratch("closed");
    fs::create_symlink(closed, closed);
    write_bytes(world.prefix("site") / ".cudaenv/activation",
                "cudaenv-activation 1\ntoolkit 11.8\npath bin\nprefix " +
                    (closed / "cuda").string() + "\n");
    const ProcessResult list = world.run({"list"});
    EXPECT_EQ(list.status, 0) << list.errors;
    EXPECT_THAT(list.output, AllOf(HasSubstr("12.4.1"), HasSubstr("site")));
    EXPECT_EQ(world.json({"list", "--json"})["environments"].size(), 2U);
}

TEST_F(Surroundings, TakeSeveralReleasesInOneCommand) {
    world.install({"11.2", "12.4", "--profile", "minimal"});
    EXPECT_THAT(names_in(world.layout().environments()), ElementsAre("11.2.2", "12.4.1"));
}

}  // namespace
}  // namespace cudaenv::test
