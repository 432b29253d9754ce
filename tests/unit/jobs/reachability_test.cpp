// SPDX-License-Identifier: Apache-2.0
// Which sources answer.
#include "session_fixture.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/jobs/reachability.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pthread.h>

#include <system_error>
#include <thread>

namespace cudaenv::jobs {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

/// Meanwhile no thread can be started: no address space holds its stack.
class NoMoreThreads {
 public:
    NoMoreThreads() {
        pthread_getattr_default_np(&before_);
        pthread_attr_t huge{};
        pthread_getattr_default_np(&huge);
        pthread_attr_setstacksize(&huge, std::size_t{1} << 47U);
        pthread_setattr_default_np(&huge);
        pthread_attr_destroy(&huge);
    }
    ~NoMoreThreads() {
        pthread_setattr_default_np(&before_);
        pthread_attr_destroy(&before_);
    }
    NoMoreThreads(const NoMoreThreads&) = delete;
    NoMoreThreads& operator=(const NoMoreThreads&) = delete;

 private:
    pthread_attr_t before_{};
};

TEST(Probe, AsksEverySourceEvenWhereNoThreadCanBeStarted) {
    const test::SessionFixture fixture;
    fixture.use_local_redist();
    Session session(fixture.surroundings());
    const std::vector<SourceName> names{SourceName::debian, SourceName::redist, SourceName::wheels};
    static_cast<void>(session.sources(names));
    const NoMoreThreads limit;
    ASSERT_THROW(std::thread([] {}).join(), std::system_error);
    const Reachability answers = probe(names, session);
    EXPECT_THAT(answers.reachable, IsEmpty());
    EXPECT_THAT(answers.obstacles.at(SourceName::redist).reason, HasSubstr("upstream"));
    EXPECT_THAT(answers.obstacles.at(SourceName::debian).reason, HasSubstr("is configured"));
    EXPECT_THAT(answers.obstacles.at(SourceName::wheels).reason, HasSubstr("is configured"));
}

TEST(Probe, AsksOnlyWhatIsNamed) {
    const test::SessionFixture fixture;
    fixture.use_local_redist();
    Session session(fixture.surroundings());
    static_cast<void>(session.sources({SourceName::debian, SourceName::redist}));
    EXPECT_THAT(probe({SourceName::redist}, session).obstacles,
                ElementsAre(Pair(SourceName::redist, testing::_)));
}

TEST(Probe, KeepsTheCureOfWhatIsWrong) {
    test::SessionFixture fixture;
    fixture.write("config/config.yaml", "redist_url: https://h.example/compute\n");
    fixture.environment.set("https_proxy", "http://");
    Session session(fixture.surroundings());
    static_cast<void>(session.sources({SourceName::redist}));
    const auto obstacle = probe({SourceName::redist}, session).obstacles.at(SourceName::redist);
    EXPECT_THAT(obstacle.reason, HasSubstr("the proxy in https_proxy is malformed"));
    EXPECT_EQ(obstacle.cure, Cure("correct or unset https_proxy"));
}

TEST(Probe, IsInterruptedRatherThanAnswered) {
    test::SessionFixture fixture;
    fixture.use_local_redist();
    fixture.cancel.set();
    Session session(fixture.surroundings());
    EXPECT_THROW(probe({SourceName::redist}, session), Interrupted);
}

}  // namespace
}  // namespace cudaenv::jobs
