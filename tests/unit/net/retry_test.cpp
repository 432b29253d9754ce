// SPDX-License-Identifier: Apache-2.0
// Delays: growth, ceiling, Retry-After and the end of patience.
#include <cudaenv/net/retry.hpp>

#include <gtest/gtest.h>

#include <limits>

namespace cudaenv::net {
namespace {

using std::chrono::milliseconds;

constexpr RetryPolicy kPolicy{.attempts = 8,
                              .first_delay = milliseconds(300),
                              .max_delay = milliseconds(10'000),
                              .max_retry_after = milliseconds(120'000)};

struct Row {
    const char* name;
    unsigned attempt;
    std::optional<milliseconds> retry_after;
    std::optional<milliseconds> least;
    milliseconds most;
};

class RetryDelay : public testing::TestWithParam<Row> {};

TEST_P(RetryDelay, LiesWithinItsBounds) {
    const Row& row = GetParam();
    std::minstd_rand random(7);
    for (int i = 0; i < 200; ++i) {
        const auto delay = retry_delay(kPolicy, row.attempt, row.retry_after, random);
        ASSERT_EQ(delay.has_value(), row.least.has_value());
        if (!delay) continue;
        EXPECT_GE(*delay, *row.least);
        EXPECT_LE(*delay, row.most);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Policy,
    RetryDelay,
    testing::Values(
        Row{"FirstIsTheFirstDelay", 1, {}, milliseconds(150), milliseconds(300)},
        Row{"SecondDoubles", 2, {}, milliseconds(300), milliseconds(600)},
        Row{"FifthDoublesFourTimes", 5, {}, milliseconds(2400), milliseconds(4800)},
        Row{"SeventhIsCapped", 7, {}, milliseconds(5000), milliseconds(10'000)},
        Row{"LastAttemptGivesUp", 8, {}, std::nullopt, {}},
        Row{"BeyondTheLastGivesUp", 9, {}, std::nullopt, {}},
        Row{"ServerWishIsAFloor", 1, milliseconds(2000), milliseconds(2000), milliseconds(2000)},
        Row{"ServerWishBeatsOurCeiling",
            1,
            milliseconds(60'000),
            milliseconds(60'000),
            milliseconds(60'000)},
        Row{"ShortServerWishChangesNothing",
            2,
            milliseconds(1),
            milliseconds(300),
            milliseconds(600)},
        Row{"LongestServerWishIsHonoured",
            1,
            milliseconds(120'000),
            milliseconds(120'000),
            milliseconds(120'000)},
        Row{"LongerServerWishGivesUp", 1, milliseconds(120'001), std::nullopt, {}}),
    [](const auto& row) { return row.param.name; });

TEST(RetryDelayArithmetic, DoesNotOverflow) {
    RetryPolicy policy;
    policy.attempts = std::numeric_limits<unsigned>::max();
    policy.max_delay = milliseconds::max();
    std::minstd_rand random(7);
    const auto delay = retry_delay(policy, policy.attempts - 1, std::nullopt, random);
    ASSERT_TRUE(delay);
    EXPECT_GE(*delay, milliseconds::max() / 2);
}

TEST(RetryDelayArithmetic, SpreadsDelays) {
    std::minstd_rand random(7);
    const auto first = retry_delay(kPolicy, 6, std::nullopt, random);
    const auto second = retry_delay(kPolicy, 6, std::nullopt, random);
    EXPECT_NE(first, second);
}

TEST(RetryDelayArithmetic, AllowsNoDelayAtAll) {
    RetryPolicy policy;
    policy.first_delay = milliseconds(0);
    std::minstd_rand random(7);
    EXPECT_EQ(retry_delay(policy, 1, std::nullopt, random), milliseconds(0));
}

}  // namespace
}  // namespace cudaenv::net
