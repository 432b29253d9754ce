// SPDX-License-Identifier: Apache-2.0
// Sources that do not answer, and what is chosen or said instead.
#include "integration/debian_packages.hpp"
#include "integration/redist_archives.hpp"
#include "integration/trees.hpp"
#include "integration/wheels.hpp"
#include "integration/world.hpp"
#include "support/loopback_server.hpp"
#include "support/unserved_address.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace cudaenv::test {
namespace {

using std::chrono::seconds;
using std::chrono::steady_clock;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class UnreachableSource : public testing::Test {
 protected:
    Upstream upstream;
    World world{upstream};
    const UnservedAddress refusing{UnservedAddress::Manner::refuses};
    const steady_clock::time_point begin = steady_clock::now();
};

TEST_F(UnreachableSource, IsPassedOverWithOneWarning) {
    Shipment same = redist_cuda("12.4.1");
    same.version = "11.2.2";
    upstream.add(same);
    world.environment.set("CUDAENV_REDIST_URL", refusing.url());
    const ProcessResult result = world.install({"11.2", "--profile", "minimal"});
    EXPECT_THAT(result.errors, HasSubstr("warning: source redist passed over"));
    EXPECT_THAT(text_of(world.prefix("11.2.2") / ".cudaenv/record.json"), HasSubstr("\"debian\""));
    EXPECT_LT(steady_clock::now() - begin, seconds(20));
}

TEST_F(UnreachableSource, ThatNeverAnswersIsGivenUpWithinSeconds) {
    const UnservedAddress silent(UnservedAddress::Manner::stays_silent);
    world.environment.set("CUDAENV_REDIST_URL", silent.url());
    world.install({"11.2", "--profile", "minimal"});
    EXPECT_LT(steady_clock::now() - begin, seconds(20));
}

TEST_F(UnreachableSource, IsAlsoOneThatForbidsEverything) {
    LoopbackServer forbidding;
    Behaviour behaviour;
    behaviour.fail_times = Behaviour::kAlways;
    behaviour.fail_status = 403;
    forbidding.behave("/cuda/redist/", behaviour);
    Shipment same = redist_cuda("12.4.1");
    same.version = "11.2.2";
    upstream.add(same);
    world.environment.set("CUDAENV_REDIST_URL", forbidding.url());
    const ProcessResult result = world.install({"11.2", "--profile", "minimal"});
    EXPECT_THAT(result.errors, HasSubstr("HTTP 403 (not permitted)"));
    EXPECT_THAT(text_of(world.prefix("11.2.2") / ".cudaenv/record.json"), HasSubstr("\"debian\""));
}

TEST_F(UnreachableSource, CostsTheLibraryThatOnlyItHasAndThisIsSaid) {
    world.environment.set("CUDAENV_REDIST_URL", refusing.url());
    const ProcessResult result = world.install({"11.2"});
    EXPECT_THAT(names_in(world.layout().environments()), ElementsAre("11.2.2"));
    EXPECT_THAT(result.errors, HasSubstr("cuDNN"));
}

TEST_F(UnreachableSource, CostsTheNewestLibraryAndThisIsSaid) {
    Shipment older = wheel_cudnn();
    older.version = "8.9.6.50";
    for (Package& package : older.packages) package.variant = "cuda11";
    upstream.add(older);
    const std::string said =
        "cuDNN 8.9.7.29 cannot be had now (source redist could not be reached): 8.9.6.50 from "
        "wheels instead";
    EXPECT_THAT(world.run({"install", "11.2", "--dry-run"}).errors,
                Not(HasSubstr("cannot be had")));
    world.environment.set("CUDAENV_REDIST_URL", refusing.url());
    const ProcessResult result = world.run({"install", "11.2", "--dry-run"});
    EXPECT_EQ(result.status, 0) << result.errors;
    EXPECT_THAT(result.errors, HasSubstr(said));
}

TEST_F(UnreachableSource, ThatAloneHasANamedLibraryIsAnError) {
    world.environment.set("CUDAENV_REDIST_URL", refusing.url());
    EXPECT_EQ(world.run({"install", "11.2", "--cudnn", "8"}).status, 3);
    EXPECT_THAT(names_in(world.layout().environments()), IsEmpty());
}

TEST_F(UnreachableSource, ThatAloneHasTheReleaseIsAnErrorNamingTheNewestThatCanBeHad) {
    world.environment.set("CUDAENV_WHEEL_INDEX_URL", refusing.url());
    const ProcessResult result = world.run({"install"});
    EXPECT_EQ(result.status, 4);
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr("CUDA 13.0.2 cannot be fetched now"),
                      HasSubstr("source wheels has it, but: "),
                      HasSubstr("next: cudaenv install 12.4.1")));
}

TEST_F(UnreachableSource, OfEveryKindIsAnErrorThatSaysWhatToDo) {
    for (const char* key : {"DEBIAN", "REDIST", "WHEEL_INDEX"})
        world.environment.set(std::string("CUDAENV_") + key + "_URL", refusing.url());
    const ProcessResult result = world.run({"install", "12.4"});
    EXPECT_EQ(result.status, 4);
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr("source redist has it, but: "),
                      HasSubstr("connection refused"),
                      HasSubstr("next: check the connection")));
    EXPECT_LT(steady_clock::now() - begin, seconds(15));
}

TEST_F(UnreachableSource, IsNotAskedWhenEverythingIsInTheStore) {
    world.install({"12.4", "--cudnn", "none"});
    world.environment.set("CUDAENV_REDIST_URL", refusing.url());
    EXPECT_EQ(world.run({"install", "12.4", "--cudnn", "none", "--reinstall", "--offline"}).status,
              0);
}

TEST_F(UnreachableSource, NeverShowsCredentialsOfItsAddress) {
    world.environment.set("CUDAENV_REDIST_URL",
                          "http://user:hidden@" + refusing.url().substr(sizeof "http://" - 1));
    const ProcessResult result = world.run({"install", "12.4", "--source", "redist"});
    EXPECT_EQ(result.status, 4);
    EXPECT_THAT(result.errors, Not(HasSubstr("hidden")));
}

}  // namespace
}  // namespace cudaenv::test
