// SPDX-License-Identifier: Apache-2.0
// Needs and what becomes of each.
#include "session_fixture.hpp"

#include <cudaenv/jobs/framework_job.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::jobs {
namespace {

using testing::SizeIs;

class FrameworkJob : public testing::Test, protected test::SessionFixture {
 protected:
    FrameworkJob() {
        request_.sources = {"redist", "debian"};
        request_.reachable = {"redist", "debian"};
    }
    std::vector<FrameworkFinding> answers(const std::vector<std::string>& requirements) {
        std::vector<python::FrameworkNeed> needs;
        for (const auto& text : requirements) needs.push_back(python::parse_framework(text));
        return answer_needs(needs, request_, session_);
    }
    Session session_{surroundings()};
    resolve::Request request_;
};

TEST_F(FrameworkJob, AnswersEachNeedInItsOrder) {
    const auto found = answers({"torch==2.6.0", "torch==0.0.1"});
    ASSERT_THAT(found, SizeIs(2));
    ASSERT_TRUE(found[0].answer);
    EXPECT_EQ(found[0].answer->release, "2.6.0");
    EXPECT_FALSE(found[0].refusal);
    EXPECT_EQ(found[0].installed, "");
    EXPECT_FALSE(found[1].answer);
    ASSERT_TRUE(found[1].refusal);
    EXPECT_TRUE(std::holds_alternative<resolve::UnknownFrameworkRelease>(*found[1].refusal));
}

TEST_F(FrameworkJob, HasNoAnswerForABuildWithoutCuda) {
    const auto found = answers({"torch==2.6.0+cpu"});
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_FALSE(found[0].answer);
    EXPECT_FALSE(found[0].refusal);
}

}  // namespace
}  // namespace cudaenv::jobs
