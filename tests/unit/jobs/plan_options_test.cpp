// SPDX-License-Identifier: Apache-2.0
// What of a wish becomes part of the plan.
#include "jobs/plan_options.hpp"

#include "support/temp_dir.hpp"

#include <cudaenv/sys/files.hpp>

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

class GrownOptions : public testing::Test {
 protected:
    GrownOptions() {
        resolution_.toolkit = parse_version("12.4.1");
        resolution_.source = SourceName::redist;
        there_.name = "12.4.1";
        there_.toolkit = resolution_.toolkit;
        there_.source = SourceName::redist;
        there_.profile = Profile::standard;
        there_.components = {"cuda_gdb"};
        there_.archives = {{"libcublas", "f", {}, {}, SourceName::redist, {"core", "static"}}};
        wish_.profile = Profile::minimal;
        wish_.components = {"nsight_systems"};
    }
    [[nodiscard]] bool grows() const {
        replace_file(layout_.environment("12.4.1") / store::kRecordFile,
                     store::render_record(there_));
        const install::PlanOptions grown = grown_options(wish_, resolution_, layout_);
        if (grown.components == wish_.components) return false;
        EXPECT_THAT(grown.components, ElementsAre("nsight_systems", "cuda_gdb"));
        EXPECT_EQ(grown.profile, Profile::standard);
        EXPECT_TRUE(grown.with_statics);
        return true;
    }

    test::TempDir dir_;
    store::Layout layout_{dir_ / "root", dir_ / "cache", dir_ / "config"};
    resolve::Resolution resolution_;
    store::Record there_;
    install::PlanOptions wish_;
};

TEST_F(GrownOptions, BringAlongWhatIsThereUnderTheSameName) {
    EXPECT_TRUE(grows());
}

TEST_F(GrownOptions, AreAsWishedWhereSomethingElseIsThere) {
    const store::Record there = there_;
    there_.source = SourceName::wheels;
    EXPECT_FALSE(grows());
    there_ = there;
    there_.libraries = {{Product::nccl, parse_version("2.21.5")}};
    EXPECT_FALSE(grows());
    there_ = there;
    there_.project = "/home/me/x";
    EXPECT_FALSE(grows());
    there_ = there;
    wish_.environment_name = "lab";
    EXPECT_FALSE(grows());
}

}  // namespace
}  // namespace cudaenv::jobs
