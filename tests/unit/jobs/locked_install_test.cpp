// SPDX-License-Identifier: Apache-2.0
// What is installed from a lock.
#include "session_fixture.hpp"
#include "support/expect_error.hpp"

#include <cudaenv/jobs/lock_job.hpp>
#include <cudaenv/jobs/locked_install.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

namespace cudaenv::jobs {
namespace {

using cudaenv::test::expect_error;
using testing::IsEmpty;

class LockedInstall : public testing::Test, protected test::SessionFixture {
 protected:
    static InstallWish wish_for(const std::string& spec, std::vector<SourceName> sources) {
        InstallWish wish;
        wish.request.cuda = parse_spec(spec);
        wish.request.cudnn = parse_spec("none");
        wish.request.sources = std::move(sources);
        wish.spec = spec;
        return wish;
    }
    MadeLock lock_of(const std::string& spec) {
        const InstallWish wish = wish_for(spec, {SourceName::redist, SourceName::debian});
        return std::get<MadeLock>(make_lock(wish.request, {{"cuda", spec}}, session_));
    }
    std::variant<Decision, resolve::Refusal> decide(const lock::Lock& lock,
                                                    std::vector<SourceName> sources) {
        return decide_locked(wish_for("12.4", std::move(sources)), lock, std::nullopt, session_);
    }
    Session session_{surroundings()};
};

TEST_F(LockedInstall, TakesEveryArchiveOfTheLockAndAsksNoSource) {
    const MadeLock made = lock_of("12.4.1");
    const auto decided = decide(made.lock, {SourceName::redist, SourceName::debian});
    const auto& decision = std::get<Decision>(decided);
    EXPECT_EQ(decision.resolution.toolkit.text(), "12.4.1");
    EXPECT_EQ(decision.plan.environment->record.spec, "12.4");
    EXPECT_THAT(decision.passed_over, IsEmpty());
    std::size_t planned = 0;
    for (const auto& step : decision.plan.steps) planned += step.is_compiler() ? 0 : 1;
    const auto* toolkit = made.lock.find_release(Product::cuda, Platform::linux_x86_64);
    EXPECT_EQ(planned, toolkit->offers.front().archives.at(Platform::linux_x86_64).size());
}

TEST_F(LockedInstall, NeedsTheSourcesOfTheLockToBeInUse) {
    const MadeLock made = lock_of("12.4.1");
    expect_error(ErrorKind::not_found,
                 "takes CUDA 12.4.1 from source redist",
                 Advice::lock_again_or_use_source,
                 [&] { decide(made.lock, {SourceName::debian}); });
}

TEST_F(LockedInstall, TakesNoRuntimeForAToolkit) {
    MadeLock made = lock_of("12.4.1");
    for (catalog::Release& release : made.lock.releases) {
        for (catalog::Offer& offer : release.offers) offer.provides = catalog::Provides::runtime;
    }
    expect_error(
        ErrorKind::integrity, "has a release of CUDA that is no toolkit", Advice::lock_again, [&] {
            decide(made.lock, {SourceName::redist});
        });
}

TEST_F(LockedInstall, NeedsAToolkitForThisPlatform) {
    expect_error(ErrorKind::not_found,
                 "has no toolkit for linux-x86_64",
                 Advice::lock_again_for_platform,
                 [&] { decide({}, {SourceName::redist}); });
}

TEST_F(LockedInstall, TakesNothingAwayUnlessItIsMadeAgain) {
    const MadeLock made = lock_of("12.4.1");
    InstallWish wish = wish_for("12.4", {SourceName::redist});
    const auto keeps = [&] {
        const auto decided = decide_locked(wish, made.lock, std::nullopt, session_);
        return std::get<Decision>(decided).plan.environment->keeps_what_is_there;
    };
    EXPECT_TRUE(keeps());
    wish.reinstall = true;
    EXPECT_FALSE(keeps());
}

}  // namespace
}  // namespace cudaenv::jobs
