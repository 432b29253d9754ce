// SPDX-License-Identifier: Apache-2.0
// What a lock holds.
#include "session_fixture.hpp"

#include <cudaenv/jobs/lock_job.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::jobs {
namespace {

using testing::Contains;
using testing::ElementsAre;

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

}  // namespace
}  // namespace cudaenv::jobs
