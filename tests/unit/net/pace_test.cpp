// SPDX-License-Identifier: Apache-2.0
// When a transfer is too slow, by the second.
#include "net/pace.hpp"

#include <gtest/gtest.h>

namespace cudaenv::net {
namespace {

using std::chrono::seconds;
using Verdict = Pace::Verdict;

class PaceOfAKibibyte : public testing::Test {
 protected:
    /// Verdict after `time` in which `rate` bytes came each second, looked at every second.
    Verdict pass(int time, std::uint64_t rate) {
        for (int i = 0; i < time; ++i) {
            now += seconds(1);
            total += rate;
            pace.judge(now, total);
        }
        return pace.verdict();
    }
    void begin() { pace.begin(now, total); }

    Pace pace{1024, seconds(30), seconds(120)};
    Pace::TimePoint now{};
    std::uint64_t total = 0;
};

TEST_F(PaceOfAKibibyte, IsFineAtTheFloor) {
    begin();
    EXPECT_EQ(pass(1000, 1024), Verdict::fine);
}

TEST_F(PaceOfAKibibyte, StallsBelowTheFloorAfterAWindow) {
    begin();
    EXPECT_EQ(pass(29, 1), Verdict::fine);
    EXPECT_EQ(pass(1, 1), Verdict::stalled);
}

TEST_F(PaceOfAKibibyte, StallsAWindowAfterTheLastBytesHoweverFastTheyCame) {
    begin();
    EXPECT_EQ(pass(100, 10'000'000), Verdict::fine);
    EXPECT_EQ(pass(29, 0), Verdict::fine);
    EXPECT_EQ(pass(2, 0), Verdict::stalled);
}

TEST_F(PaceOfAKibibyte, ForgivesAPauseThatIsMadeUpFor) {
    begin();
    pass(10, 0);
    EXPECT_EQ(pass(5, 100'000), Verdict::fine);
    EXPECT_EQ(pass(20, 0), Verdict::fine);
}

TEST_F(PaceOfAKibibyte, IsHopelessWhenAllAttemptsTogetherWereTooSlow) {
    for (int attempt = 0; attempt < 4; ++attempt) {
        begin();
        EXPECT_NE(pass(29, 100), Verdict::hopeless) << attempt;
        pace.end(now);
        now += seconds(1000);  // between attempts nobody was asked
    }
    begin();
    EXPECT_EQ(pass(4, 100), Verdict::hopeless);
    EXPECT_EQ(pace.spent(), seconds(120));
    EXPECT_EQ(pace.total(), total);
}

TEST_F(PaceOfAKibibyte, LooksAtTheWholeAndNotAtTheLastAttempt) {
    begin();
    pass(10, 1'000'000);
    pace.end(now);
    for (int attempt = 0; attempt < 10; ++attempt) {
        begin();
        EXPECT_EQ(pass(30, 0), Verdict::stalled);
        pace.end(now);
    }
}

TEST_F(PaceOfAKibibyte, DoesNotCountTheTimeInWhichTheProgramWasStopped) {
    begin();
    pass(10, 2000);
    now += seconds(3600);
    EXPECT_EQ(pass(20, 2000), Verdict::fine);
    EXPECT_EQ(pace.spent(), seconds(29));
    now += seconds(3600);
    EXPECT_EQ(pass(31, 0), Verdict::stalled);
}

TEST(Pace, TakesNoFloorForFineAlways) {
    Pace pace(0, seconds(1), seconds(2));
    pace.begin({}, 0);
    for (int second = 1; second < 100; ++second)
        EXPECT_EQ(pace.judge(Pace::TimePoint(seconds(second)), 0), Verdict::fine);
}

}  // namespace
}  // namespace cudaenv::net
