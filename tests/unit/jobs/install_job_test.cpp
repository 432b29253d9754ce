// SPDX-License-Identifier: Apache-2.0
// What is decided and planned for an installation, before anything is fetched.
#include "session_fixture.hpp"
#include "unit/store/store_fixture.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/jobs/install_job.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::jobs {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Key;

class InstallJob : public testing::Test, protected test::SessionFixture {
 protected:
    InstallJob() { use_local_redist(); }

    static InstallWish wish_for(const std::string& spec) {
        InstallWish wish;
        wish.request.cuda = parse_spec(spec);
        wish.request.cudnn = parse_spec("none");
        wish.request.sources = {SourceName::redist, SourceName::debian};
        wish.spec = spec;
        return wish;
    }
    static resolve::Resolution best_of(const InstallWish& wish, Session& session) {
        return std::get<resolve::Resolution>(resolve_everywhere(wish.request, session));
    }
    /// Where the answers of sources are left out.
    static Decision decide_offline(InstallWish wish, Session& session) {
        wish.offline = true;
        return std::get<Decision>(decide(wish, best_of(wish, session), session));
    }
    /// Without a compiler, which this machine has not.
    static InstallWish bare_wish_for(const std::string& spec) {
        InstallWish wish = wish_for(spec);
        wish.request.host_compiler = CompilerWish::system();
        return wish;
    }
    /// Installs what takes no archive, with the links that every prefix has.
    void add(const std::string& toolkit) const {
        store::test::add_environment(layout.root, toolkit, toolkit);
        store::Record record;
        record.name = toolkit;
        record.toolkit = parse_version(toolkit);
        record.profile = Profile::standard;
        record.source = SourceName::redist;
        store::test::add_record(layout, record);
        const auto prefix = layout.environment(toolkit);
        std::filesystem::create_directories(prefix / "targets/x86_64-linux");
        std::filesystem::create_symlink("lib", prefix / "lib64");
        for (const std::string name : {"include", "lib"}) {
            std::filesystem::create_symlink("../../" + name,
                                            prefix / "targets/x86_64-linux" / name);
        }
    }
    Session session_{surroundings()};
};

TEST_F(InstallJob, PlansWhatTheResolverSays) {
    const Decision decision = decide_offline(wish_for("12.4.1"), session_);
    EXPECT_EQ(decision.resolution.toolkit.text(), "12.4.1");
    EXPECT_EQ(decision.resolution.source, SourceName::redist);
    EXPECT_THAT(decision.passed_over, IsEmpty());
    EXPECT_THAT(decision.replaced, IsEmpty());
    ASSERT_TRUE(decision.plan.environment);
    EXPECT_EQ(decision.plan.environment->record.spec, "12.4.1");
    EXPECT_EQ(decision.plan.environment->record.profile, Profile::standard);
    EXPECT_TRUE(decision.plan.environment->keeps_what_is_there);
    EXPECT_GT(decision.plan.download.value, 0U);
}

TEST_F(InstallJob, GivesTheEnvironmentTheNameThatIsWished) {
    InstallWish wish = wish_for("12.4.1");
    wish.name = "lab";
    EXPECT_EQ(decide_offline(wish, session_).plan.name(), "lab");
}

TEST_F(InstallJob, TakesNothingAwayUnlessTheUserNamesTheEnvironment) {
    const auto keeps = [this](const InstallWish& wish) {
        return decide_offline(wish, session_).plan.environment->keeps_what_is_there;
    };
    EXPECT_TRUE(keeps(wish_for("12.4.1")));
    InstallWish named = wish_for("12.4.1");
    named.name = "lab";
    EXPECT_FALSE(keeps(named));
    InstallWish pinned = named;
    pinned.is_of_pin = true;
    EXPECT_TRUE(keeps(pinned));

    InstallWish again = pinned;
    again.reinstall = true;
    EXPECT_FALSE(keeps(again));
    InstallWish sourced = pinned;
    sourced.user_chose.source = true;
    EXPECT_FALSE(keeps(sourced));
    InstallWish compiled = pinned;
    compiled.request.host_compiler = CompilerWish::system();
    EXPECT_FALSE(keeps(compiled));
}

TEST_F(InstallJob, TakesTheStaticLibrariesWithTheFullProfileOrWhenTheyAreWished) {
    const auto parts = [this](Profile profile, bool with_statics) {
        InstallWish wish = wish_for("12.4.1");
        wish.request.profile = profile;
        wish.with_statics = with_statics;
        std::size_t count = 0;
        for (const auto& step : decide_offline(wish, session_).plan.steps) {
            for (const std::string& entry : step.entries) count += entry.empty() ? 0 : 1;
        }
        return count;
    };
    EXPECT_GT(parts(Profile::standard, true), parts(Profile::standard, false));
    EXPECT_EQ(parts(Profile::full, true), parts(Profile::full, false));
}

TEST_F(InstallJob, RefusesAComponentThatTheReleaseHasNot) {
    InstallWish wish = wish_for("12.4.1");
    wish.components = {"oddity"};
    EXPECT_THROW(decide_offline(wish, session_), Error);
}

TEST_F(InstallJob, AnswersWithARefusalWhereTheResolverDoes) {
    const auto answer = resolve_everywhere(wish_for("99").request, session_);
    EXPECT_TRUE(std::holds_alternative<resolve::Refusal>(answer));
}

TEST_F(InstallJob, SaysWhichSourcesHaveItWhenNoneAnswers) {
    const InstallWish wish = wish_for("12.4.1");
    const auto decided = decide(wish, best_of(wish, session_), session_);
    const auto* absent = std::get_if<Unreachable>(&decided);
    ASSERT_NE(absent, nullptr);
    EXPECT_EQ(absent->version.text(), "12.4.1");
    EXPECT_THAT(absent->offering, ElementsAre(SourceName::redist, SourceName::debian));
    EXPECT_THAT(absent->obstacles, ElementsAre(Key(SourceName::debian), Key(SourceName::redist)));
    EXPECT_FALSE(absent->nearest);
}

TEST_F(InstallJob, FindsWhatIsInstalledForTheSameRequest) {
    const InstallWish wish = bare_wish_for("12.4.1");
    const resolve::Resolution best = best_of(wish, session_);
    EXPECT_FALSE(find_installed(wish, best, session_));
    add("12.4.1");
    const auto found = find_installed(wish, best, session_);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->name, "12.4.1");
    std::filesystem::remove(layout.environment("12.4.1") / "lib64");
    EXPECT_FALSE(find_installed(wish, best, session_));
}

TEST_F(InstallJob, LeavesItToThePlanWhereMoreIsWishedThanARequestSays) {
    add("12.4.1");
    const InstallWish plain = bare_wish_for("12.4.1");
    const resolve::Resolution best = best_of(plain, session_);
    std::vector<InstallWish> wishes(7, plain);
    wishes[0].reinstall = true;
    wishes[1].name = "12.4.1";
    wishes[2].components = {"cuda_gdb"};
    wishes[3].with_statics = true;
    wishes[4].user_chose.libraries = true;
    wishes[5].user_chose.compiler = true;
    wishes[6].user_chose.source = true;
    EXPECT_TRUE(find_installed(plain, best, session_));
    for (const InstallWish& wish : wishes) EXPECT_FALSE(find_installed(wish, best, session_));
}

TEST_F(InstallJob, CallsNoEnvironmentByWhatStandsForSomethingElse) {
    const install::Plan plan = decide_offline(wish_for("12.4.1"), session_).plan;
    EXPECT_TRUE(may_be_called("lab", plan, layout));
    EXPECT_TRUE(may_be_called("12.4.1", plan, layout));
    EXPECT_FALSE(may_be_called("12.4", plan, layout));
    EXPECT_FALSE(may_be_called("latest", plan, layout));
    write("root/environments/12.4/.cudaenv/record.json", "{}");
    EXPECT_TRUE(may_be_called("12.4", plan, layout));
}

}  // namespace
}  // namespace cudaenv::jobs
