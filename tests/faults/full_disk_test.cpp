// SPDX-License-Identifier: Apache-2.0
// A disk that fills up or fails at any call: an error that says so, nothing half done, and all is
// well once there is room again.
#include "faults/faulty_run.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <cstring>
#include <iostream>
#include <ostream>

namespace cudaenv::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

struct Failure {
    std::string name;
    std::string fault;  ///< "28" or "once-5"
    int error_number;

    friend void PrintTo(const Failure& failure, std::ostream* stream) { *stream << failure.name; }
};

class DiskThatFails : public testing::TestWithParam<Failure> {
 protected:
    Upstream upstream;
    const Scenario scenario{"Install", [](const World&) {}, {"install", "12.4"}};
};

TEST_P(DiskThatFails, IsSaidAndNothingIsHalfDone) {
    SteadyWorld whole(upstream);
    ASSERT_EQ(run_faulty(whole, scenario, "").status, 0);
    const Picture after = picture_of(whole);
    const long calls = count_calls(upstream, scenario);
    int failures = 0;
    for (const long number : chosen_calls(calls)) {
        SCOPED_TRACE(number);
        SteadyWorld world(upstream);
        const std::string fault = fmt::format("{}:{}", GetParam().fault, number);
        const ProcessResult failed = run_faulty(world, scenario, fault);
        EXPECT_TRUE(failed.status == 0 || failed.status == 1) << failed.status << failed.errors;
        if (failed.status != 0) {
            ++failures;
            EXPECT_THAT(failed.errors, HasSubstr(std::strerror(GetParam().error_number)));
        }
        EXPECT_EQ(find_half_done(picture_of(world), {}, after), "");
        EXPECT_EQ(world.run({"list", "--json"}).status, 0);

        const ProcessResult again = run_faulty(world, scenario, "");
        EXPECT_EQ(again.status, 0) << again.errors;
        EXPECT_THAT(leftovers(world), IsEmpty());
        EXPECT_THAT(differences(picture_of(world), after), IsEmpty());
        if (HasFailure()) FAIL();
    }
    std::cout << GetParam().name << ": " << calls << " calls, " << failures << " failures said\n";
    EXPECT_GT(failures, 0);
}

INSTANTIATE_TEST_SUITE_P(
    Errors,
    DiskThatFails,
    testing::Values(Failure{"FullFromHereOn", std::to_string(ENOSPC), ENOSPC},
                    Failure{"OverQuotaFromHereOn", std::to_string(EDQUOT), EDQUOT},
                    Failure{"OneInputOutputError", fmt::format("once-{}", EIO), EIO},
                    Failure{"OnceReadOnly", fmt::format("once-{}", EROFS), EROFS}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace cudaenv::test
