// SPDX-License-Identifier: Apache-2.0
// What a lock may bring, and on whose word.
#include "session_fixture.hpp"

#include <cudaenv/jobs/lock_job.hpp>
#include <cudaenv/jobs/lock_trust.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::jobs {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class JudgeLock : public testing::Test, protected test::SessionFixture {
 protected:
    JudgeLock() {
        environment.set(variables::kCatalog, "");  // only the shipped one has every product
        write("project/.cudaenv", "12.4.1\n");
        resolve::Request request;
        request.cuda = parse_spec("12.4.1");
        request.cudnn = parse_spec("none");
        request.sources = {SourceName::redist};
        lock_ = std::get<MadeLock>(make_lock(request, {{"cuda", "12.4.1"}}, session_)).lock;
    }
    catalog::Archive& first_archive(Platform platform) {
        return lock_.releases.front().offers.front().archives.at(platform).front();
    }
    /// Bytes that the catalogue has never seen, under a path that it knows.
    void exchange_file(Platform platform) { first_archive(platform).sha256 = other_; }
    LockJudgement judge(LockTrust trust, const std::string& pin = "project/.cudaenv") {
        return judge_lock({lock_, lock::render_lock(lock_)}, directory / pin, trust, session_);
    }
    [[nodiscard]] Platform here() { return session_.machine().platform; }

    const Sha256 other_ = *find_sha256(std::string(64, 'a'));
    Session session_{surroundings()};
    lock::Lock lock_;
};

TEST_F(JudgeLock, TakesTheCataloguesWordForWhatItKnows) {
    EXPECT_TRUE(std::holds_alternative<VouchedLock>(judge(LockTrust::none)));
    EXPECT_TRUE(std::holds_alternative<VouchedLock>(judge(LockTrust::user)));
}

TEST_F(JudgeLock, RefusesWhatNobodyVouchesFor) {
    exchange_file(here());
    const auto judgement = judge(LockTrust::none);
    const auto* refused = std::get_if<RefusedLock>(&judgement);
    ASSERT_NE(refused, nullptr);
    EXPECT_EQ(refused->fault, LockFault::not_vouched_for);
    ASSERT_THAT(refused->objections, Not(IsEmpty()));
    EXPECT_EQ(refused->objections.front().kind, lock::ObjectionKind::other_file);
}

TEST_F(JudgeLock, TakesTheUsersWordForOneProject) {
    exchange_file(here());
    const auto judgement = judge(LockTrust::user);
    const auto* trusted = std::get_if<UserVouchedLock>(&judgement);
    ASSERT_NE(trusted, nullptr);
    EXPECT_EQ(trusted->trusted.project, std::filesystem::canonical(directory / "project"));
    EXPECT_THAT(trusted->trusted.archives, ElementsAre(other_));
    EXPECT_THAT(trusted->trusted.label, StartsWith("lock"));
    EXPECT_EQ(trusted->trusted.text, lock::render_lock(lock_));
    EXPECT_THAT(trusted->objections, Not(IsEmpty()));
}

TEST_F(JudgeLock, TakesNobodysWordAgainstTheCatalogue) {
    first_archive(here()).size = ByteCount{1};
    const auto judgement = judge(LockTrust::user);
    const auto* refused = std::get_if<RefusedLock>(&judgement);
    ASSERT_NE(refused, nullptr);
    EXPECT_EQ(refused->fault, LockFault::untrustable);
}

TEST_F(JudgeLock, LooksAtEveryPlatformUnlessTheUserTrustsIt) {
    ASSERT_NE(here(), Platform::linux_sbsa);
    exchange_file(Platform::linux_sbsa);
    EXPECT_TRUE(std::holds_alternative<RefusedLock>(judge(LockTrust::none)));
    EXPECT_TRUE(std::holds_alternative<VouchedLock>(judge(LockTrust::user)));
}

TEST_F(JudgeLock, GivesNoEnvironmentToAProjectThatCannotBeWritten) {
    exchange_file(here());
    write("pro\nject/.cudaenv", "12.4.1\n");
    const auto judgement = judge(LockTrust::user, "pro\nject/.cudaenv");
    const auto* unprintable = std::get_if<UnprintableProject>(&judgement);
    ASSERT_NE(unprintable, nullptr);
    EXPECT_EQ(unprintable->project.filename(), "pro\nject");
}

}  // namespace
}  // namespace cudaenv::jobs
