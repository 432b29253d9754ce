// SPDX-License-Identifier: Apache-2.0
// What of a wish becomes part of the plan.
#include "jobs/plan_options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::jobs {
namespace {

using testing::ElementsAre;

TEST(PlanOptions, AreWhatIsWished) {
    InstallWish wish;
    wish.spec = "12.4";
    wish.name = "lab";
    wish.components = {"cuda_gdb"};
    wish.request.profile = Profile::minimal;
    const install::PlanOptions options = plan_options(wish, Platform::linux_sbsa);
    EXPECT_EQ(options.spec, "12.4");
    EXPECT_EQ(options.environment_name, "lab");
    EXPECT_THAT(options.components, ElementsAre("cuda_gdb"));
    EXPECT_EQ(options.profile, Profile::minimal);
    EXPECT_EQ(options.platform, Platform::linux_sbsa);
    EXPECT_FALSE(options.every_archive);
    EXPECT_FALSE(options.trusted_lock);
}

TEST(PlanOptions, BringStaticLibrariesWithTheFullProfileOrWhereTheyAreWished) {
    const auto with_statics = [](Profile profile, bool wished) {
        InstallWish wish;
        wish.request.profile = profile;
        wish.with_statics = wished;
        return plan_options(wish, Platform::linux_x86_64).with_statics;
    };
    EXPECT_FALSE(with_statics(Profile::standard, false));
    EXPECT_TRUE(with_statics(Profile::standard, true));
    EXPECT_TRUE(with_statics(Profile::full, false));
}

}  // namespace
}  // namespace cudaenv::jobs
