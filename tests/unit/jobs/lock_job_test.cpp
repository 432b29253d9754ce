// SPDX-License-Identifier: Apache-2.0
// What a lock holds, and what is installed from one.
#include "session_fixture.hpp"
#include "support/expect_error.hpp"

#include <cudaenv/jobs/lock_job.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::jobs {
namespace {

using cudaenv::test::expect_error;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

class LockJob : public testing::Test, protected test::SessionFixture {
 protected:
    static resolve::Request request_for(const std::string& spec) {
        resolve::Request request;
        request.cuda = parse_spec(spec);
        request.cudnn = parse_spec("none");
        request.sources = {SourceName::redist, SourceName::debian};
        return request;
    }
    MadeLock lock_of(const std::string& spec) {
        return std::get<MadeLock>(make_lock(request_for(spec), {{"cuda", spec}}, session_));
    }
    Session session_{surroundings()};
};

TEST_F(LockJob, HoldsTheToolkitOfThisMachineForEveryPlatformThatHasIt) {
    const MadeLock made = lock_of("12.4.1");
    EXPECT_EQ(made.here.toolkit.text(), "12.4.1");
    EXPECT_EQ(made.lock.catalogue, session_.catalog().revision());
    EXPECT_EQ(made.lock.pin.at("cuda"), "12.4.1");
    EXPECT_THAT(made.lock.platforms(), Contains(Platform::linux_x86_64));
    EXPECT_THAT(made.lock.platforms(), Contains(Platform::linux_sbsa));
    const auto* toolkit = made.lock.find_release(Product::cuda, Platform::linux_x86_64);
    ASSERT_NE(toolkit, nullptr);
    EXPECT_EQ(toolkit->version.text(), "12.4.1");
    EXPECT_EQ(toolkit->offers.front().source, SourceName::redist);
}

TEST_F(LockJob, IsTheSameBytesEveryTime) {
    EXPECT_EQ(lock::render_lock(lock_of("12.4.1").lock), lock::render_lock(lock_of("12.4.1").lock));
}

TEST_F(LockJob, IsRefusedWhereTheResolverRefuses) {
    const auto answer = make_lock(request_for("99"), {}, session_);
    EXPECT_TRUE(std::holds_alternative<resolve::Refusal>(answer));
}

TEST_F(LockJob, NamesWhoHasTheToolkitWhenNoSourceInUseDoes) {
    auto request = request_for("11.2.2");
    request.sources = {SourceName::redist};
    const auto answer = make_lock(request, {}, session_);
    const auto* absent = std::get_if<NotOffered>(&answer);
    ASSERT_NE(absent, nullptr);
    EXPECT_EQ(absent->version.text(), "11.2.2");
    EXPECT_THAT(absent->offering, ElementsAre(SourceName::debian));
}

class LockedInstall : public LockJob {
 protected:
    std::variant<Decision, resolve::Refusal> decide(const lock::Lock& lock,
                                                    std::vector<SourceName> sources) {
        InstallWish wish{request_for("12.4")};
        wish.request.sources = std::move(sources);
        wish.spec = "12.4";
        return decide_locked(wish, lock, std::nullopt, session_);
    }
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
                 "takes cuda 12.4.1 from source redist",
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

}  // namespace
}  // namespace cudaenv::jobs
