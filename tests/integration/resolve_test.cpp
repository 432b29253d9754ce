// SPDX-License-Identifier: Apache-2.0
// What is chosen for a driver, and what is said when nothing fits.
#include "integration/trees.hpp"
#include "integration/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace cudaenv::test {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

/// The catalogue is the one that is built in.
class Resolving : public testing::Test {
 protected:
    void SetUp() override { world.environment.unset("CUDAENV_CATALOG"); }

    Upstream upstream;
    World world{upstream};
};

TEST_F(Resolving, TakesTheNewestReleaseThatTheDriverRunsAndSaysWhyNotANewerOne) {
    const json answer = world.json({"resolve", "11", "--driver", "460.80", "--json"});
    EXPECT_EQ(answer["schema"], 1);
    EXPECT_EQ(answer["request"], "11");
    EXPECT_EQ(answer["toolkit"]["release"], "11.2.2");
    EXPECT_EQ(answer["toolkit"]["verdict"], "native");
    EXPECT_EQ(answer["toolkit"]["min_driver"], "460.32.03");
    EXPECT_EQ(answer["toolkit"]["native_driver"], "460.27.03");
    EXPECT_EQ(answer["machine"]["driver"], "460.80");
    EXPECT_EQ(answer["machine"]["cuda"], "11.2");
    const json rejected{
        {"release", "11.3.0"}, {"reason", "driver-too-old"}, {"needs", "465.19.01"}};
    EXPECT_TRUE(std::find(answer["rejected"].begin(), answer["rejected"].end(), rejected) !=
                answer["rejected"].end())
        << answer.dump(2);
}

TEST_F(Resolving, ExplainsTheSameToPeople) {
    const ProcessResult result = world.run({"resolve", "11", "--driver", "460.80"});
    EXPECT_THAT(
        result.output,
        AllOf(HasSubstr("11.2.2"),
              HasSubstr("driver 460.80 runs natively (needs 460.27.03 or newer; NVIDIA names "
                        "460.32.03 for 11.2.2)"),
              HasSubstr("passed over"),
              HasSubstr("11.3.0")));
}

TEST_F(Resolving, LetsADriverRunEveryUpdateOfItsCuda) {
    const ProcessResult result = world.run({"resolve", "11", "--driver", "460.27.04", "--explain"});
    EXPECT_THAT(result.output,
                AllOf(HasSubstr("11.2.2   newest CUDA 11 that driver 460.27.04 runs natively"),
                      HasSubstr("native on driver 460.27.04 (NVIDIA names 460.32.03 for 11.2.1)"),
                      HasSubstr("11.2.0   native on driver 460.27.04\n")));
    for (const std::string driver : {"580.65.06", "580.95.05", "580"}) {
        const json answer = world.json({"resolve", "13", "--driver", driver, "--json"});
        EXPECT_EQ(answer["toolkit"]["release"], "13.0.3") << driver;
        EXPECT_EQ(answer["toolkit"]["verdict"], "native") << driver;
    }
}

TEST_F(Resolving, NamesTheLeastDriverOfAMinorInARefusal) {
    const ProcessResult result = world.run({"install", "12.8", "--driver", "460.80"});
    EXPECT_EQ(result.status, 6);
    EXPECT_THAT(result.errors, HasSubstr("12.8.2 needs driver 570.26;"));
}

TEST_F(Resolving, SaysHowABranchIsJudged) {
    const ProcessResult result = world.run({"resolve", "latest", "--driver", "580"});
    EXPECT_THAT(result.output + result.errors,
                AllOf(HasSubstr("13.0.3   newest CUDA that a driver of branch 580 runs natively"),
                      HasSubstr("580 is a branch, and which driver of it is not said")));
}

TEST_F(Resolving, TakesTheCompatPackageOfTheToolkitOnEveryBranchThatItAdmits) {
    struct Row {
        const char* toolkit;
        const char* driver;
    };
    for (const auto& [toolkit, driver] : {Row{"11.8.0", "450.36.06"},
                                          Row{"12.2.2", "450.119.03"},
                                          Row{"12.2.2", "470.57.02"},
                                          Row{"12.2.2", "525.60.04"},
                                          Row{"12.6.3", "470.57.02"},
                                          Row{"13.0.2", "535.104.05"}}) {
        const json answer = world.json({"resolve",
                                        toolkit,
                                        "--driver",
                                        driver,
                                        "--gpu",
                                        "A100",
                                        "--compat",
                                        "forward",
                                        "--json"});
        EXPECT_EQ(answer["toolkit"]["verdict"], "forward-compat") << toolkit << " on " << driver;
    }
}

TEST_F(Resolving, AsksNoServer) {
    EXPECT_EQ(world.run({"resolve", "12"}).status, 0);
    EXPECT_THAT(upstream.server().requests(), IsEmpty());
}

TEST_F(Resolving, RefusesAMalformedDriver) {
    world.environment.set("CUDAENV_DRIVER", "banana");
    const ProcessResult result = world.run({"resolve", "12"});
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.errors, AllOf(HasSubstr("CUDAENV_DRIVER"), HasSubstr("banana")));
}

TEST_F(Resolving, RefusesAMalformedGpuWithTheAcceptedForms) {
    const ProcessResult result = world.run({"resolve", "12", "--gpu", "99"});
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.errors, AllOf(HasSubstr("--gpu"), HasSubstr("99"), HasSubstr("8.6")));
}

TEST_F(Resolving, ListsAllThatWasConsidered) {
    const ProcessResult result = world.run({"resolve", "11", "--driver", "460.80", "--explain"});
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.output,
                AllOf(HasSubstr("the number nvidia-smi shows"),
                      HasSubstr("chosen: native on driver 460.80"),
                      HasSubstr("11.8.0"),
                      HasSubstr("rules that decided")));
}

TEST_F(Resolving, NamesTheLibrariesThatAreAskedFor) {
    const json answer = world.json({"resolve", "12.4", "--with", "nccl", "--json"});
    const auto& libraries = answer["libraries"];
    EXPECT_TRUE(std::any_of(libraries.begin(), libraries.end(), [](const json& library) {
        return library["name"] == "nccl";
    })) << answer.dump(2);
    const ProcessResult unknown = world.run({"resolve", "12.4", "--with", "ncll"});
    EXPECT_EQ(unknown.status, 3);
    EXPECT_THAT(unknown.errors, AllOf(HasSubstr("no library is called ncll"), HasSubstr("nccl")));
}

TEST_F(Resolving, RefusesToInstallWhatTheDriverCannotRun) {
    const ProcessResult result = world.run({"install", "12.4", "--driver", "460.80"});
    EXPECT_EQ(result.status, 6);
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr("CUDA 12.4 does not run on driver 460.80"),
                      HasSubstr("12.4.1 needs driver 550.54.14"),
                      HasSubstr("525.60.13"),
                      HasSubstr("newest that runs here: 11.2.2"),
                      HasSubstr("cudaenv install 11.2"),
                      HasSubstr("--compat any")));
    EXPECT_THAT(names_in(world.layout().environments()), IsEmpty());
}

TEST_F(Resolving, SaysThatAReleaseDoesNotExistAndWhatIsNear) {
    const ProcessResult result = world.run({"install", "12.47"});
    EXPECT_EQ(result.status, 3);
    EXPECT_THAT(result.errors, HasSubstr("12.47"));
}

TEST(Compatibility, CanBeWaivedToCompileForAnotherMachine) {
    const Upstream upstream;
    const World world(upstream);
    const ProcessResult result =
        world.install({"12.4", "--profile", "minimal", "--driver", "460.80", "--compat", "any"});
    EXPECT_THAT(result.errors, HasSubstr("installed 12.4.1"));
}

TEST(Compatibility, OfTheMinorKindIsWarnedAboutWhenTheReleaseWasNamedExactly) {
    const Upstream upstream;
    const World world(upstream);
    const ProcessResult refused = world.run({"install", "12.4", "--driver", "530.30.02"});
    EXPECT_EQ(refused.status, 6);
    EXPECT_THAT(refused.errors, HasSubstr("--compat minor"));
    const ProcessResult result =
        world.install({"12.4.1", "--profile", "minimal", "--driver", "530.30.02"});
    EXPECT_THAT(result.errors, HasSubstr("minor-version compatibility"));
}

TEST(Compatibility, IsNoQuestionWithoutADriver) {
    const Upstream upstream;
    const World world(upstream);
    const ProcessResult result =
        world.install({"12.4", "--profile", "minimal", "--driver", "none"});
    EXPECT_THAT(result.errors, HasSubstr("no driver"));
}

}  // namespace
}  // namespace cudaenv::test
