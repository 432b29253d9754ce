// SPDX-License-Identifier: Apache-2.0
// cudaenv upgrade: newer, and nothing lost.
#include "integration/redist_archives.hpp"
#include "integration/trees.hpp"
#include "integration/world.hpp"
#include "support/archive_builder.hpp"

#include <cudaenv/base/variables.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Upgrading : public testing::Test {
 protected:
    [[nodiscard]] std::vector<std::string> environments() const {
        return names_in(world.layout().environments());
    }

    Upstream upstream;
    World world{upstream};
};

TEST_F(Upgrading, InstallsTheNewestPatchReleaseBesideTheOldOne) {
    world.install({"12.4.0", "--cudnn", "none", "--profile", "minimal"});
    write_bytes(world.project() / ".cudaenv", "12.4\n");
    const ProcessResult result = world.run({"upgrade"});
    EXPECT_EQ(result.status, 0) << result.errors;
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr("12.4.0: CUDA 12.4.0 -> 12.4.1"),
                      HasSubstr("to download"),
                      HasSubstr("cudaenv uninstall 12.4.0 removes it")));
    EXPECT_THAT(environments(), ElementsAre("12.4.0", "12.4.1"));
    EXPECT_FALSE(fs::exists(world.prefix("12.4.1") / "include/cublas_v2.h")) << "profile kept";
    EXPECT_EQ(world.json({"current", "--json"})["toolkit"], "12.4.1");
}

TEST_F(Upgrading, KeepsANameThatOnlyBeginsLikeADefaultOne) {
    world.install({"12.4.0", "--cudnn", "none", "--profile", "minimal", "--name", "12.4.0-lab"});
    EXPECT_EQ(world.run({"upgrade"}).status, 0);
    EXPECT_THAT(environments(), ElementsAre("12.4.0-lab"));
    EXPECT_EQ(world.json({"list", "--json"})["environments"][0]["toolkit"], "12.4.1");
}

TEST_F(Upgrading, InstallsNothingForAnotherMachine) {
    world.install({"12.4.0", "--cudnn", "none", "--profile", "minimal"});
    write_bytes(world.scratch("node.json"), world.run({"machine", "--json"}).output);
    const ProcessResult result =
        world.run({"upgrade", "--machine", world.scratch("node.json").string()});
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.errors, HasSubstr("--machine asks about another machine"));
    EXPECT_THAT(environments(), ElementsAre("12.4.0"));
}

TEST_F(Upgrading, WithNothingNewerSaysSo) {
    world.install({"12.4", "--cudnn", "9", "--profile", "minimal"});
    world.install({"12.4.0", "--cudnn", "9", "--profile", "minimal"});
    const ProcessResult result = world.run({"upgrade"});
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.errors, HasSubstr("nothing to upgrade"));
    EXPECT_THAT(environments(), ElementsAre("12.4.0-cudnn9.1.1", "12.4.1-cudnn9.1.1"));
}

TEST_F(Upgrading, TakesTheNewestLibraryOfTheSameMajorVersion) {
    upstream.add(redist_cudnn("9.0.0.312"));
    world.install({"12.4.1", "--cudnn", "8", "--profile", "minimal"});
    EXPECT_THAT(world.run({"upgrade"}).errors, HasSubstr("nothing to upgrade"));
    world.install({"12.4.1", "--cudnn", "9.0", "--profile", "minimal"});
    EXPECT_THAT(world.run({"upgrade", "12.4.1-cudnn9.0.0"}).errors,
                HasSubstr("cuDNN 9.0.0.312 -> 9.1.1.17"));
    EXPECT_TRUE(fs::exists(world.prefix("12.4.1-cudnn9.1.1")));
}

TEST_F(Upgrading, ShowsWhatWouldChangeAndStops) {
    world.install({"12.4.0", "--cudnn", "none", "--profile", "minimal"});
    const auto json = world.json({"upgrade", "--dry-run", "--json"});
    EXPECT_TRUE(json["dry_run"]);
    EXPECT_EQ(json["upgrades"][0]["environment"], "12.4.0");
    EXPECT_EQ(json["upgrades"][0]["to"], "12.4.1");
    EXPECT_EQ(json["upgrades"][0]["changes"][0]["to"], "12.4.1");
    EXPECT_GT(json["upgrades"][0]["download"], 0);
    EXPECT_THAT(environments(), ElementsAre("12.4.0"));
}

TEST_F(Upgrading, ExchangesAnEnvironmentOfItsOwnName) {
    world.install({"12.4.0", "--cudnn", "none", "--profile", "minimal", "--name", "lab"});
    EXPECT_EQ(world.run({"upgrade", "lab"}).status, 0);
    EXPECT_THAT(environments(), ElementsAre("lab"));
    EXPECT_EQ(world.json({"list", "--json"})["environments"][0]["toolkit"], "12.4.1");
    EXPECT_THAT(world.run({"upgrade", "lab"}).errors, HasSubstr("nothing to upgrade"));
}

TEST_F(Upgrading, LeavesAloneWhatTheDriverCannotRun) {
    world.install({"12.4.0", "--cudnn", "none", "--profile", "minimal"});
    world.environment.set(std::string(variables::kDriver), "470.57.02");
    const ProcessResult result = world.run({"upgrade"});
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr("12.4.0 stays as it is"), HasSubstr("nothing to upgrade")));
}

TEST_F(Upgrading, OfWhatIsNotInstalledFails) {
    EXPECT_EQ(world.run({"upgrade", "11.8"}).status, 3);
    EXPECT_THAT(world.run({"upgrade"}).errors, HasSubstr("nothing to upgrade"));
    EXPECT_THAT(environments(), IsEmpty());
}

}  // namespace
}  // namespace cudaenv::test
