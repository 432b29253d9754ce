// SPDX-License-Identifier: Apache-2.0
// Needs and what becomes of each.
#include "session_fixture.hpp"
#include "unit/store/store_fixture.hpp"

#include <cudaenv/jobs/framework_job.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::jobs {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

class FrameworkJob : public testing::Test, protected test::SessionFixture {
 protected:
    FrameworkJob() {
        request_.sources = {SourceName::redist, SourceName::debian};
        request_.reachable = {SourceName::redist, SourceName::debian};
    }
    FrameworkAnswers ask(const std::vector<std::string>& requirements) {
        std::vector<python::FrameworkNeed> needs;
        needs.reserve(requirements.size());
        for (const auto& text : requirements) needs.push_back(python::parse_framework(text));
        return answer_needs(needs, request_, session_);
    }
    std::vector<FrameworkFinding> answers(const std::vector<std::string>& requirements) {
        return std::get<std::vector<FrameworkFinding>>(ask(requirements));
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
    EXPECT_FALSE(found[0].installed);
    EXPECT_FALSE(found[1].answer);
    ASSERT_TRUE(found[1].refusal);
    EXPECT_TRUE(std::holds_alternative<resolve::UnknownFrameworkRelease>(*found[1].refusal));
}

TEST_F(FrameworkJob, AnEnvironmentFitsOnlyWithTheCudnnThatTheFrameworkNames) {
    store::test::add_environment(layout.root, "12.4.1", "12.4.1", {});
    const auto without = answers({"torch==2.6.0"});
    ASSERT_TRUE(without[0].installed);
    EXPECT_EQ(without[0].installed->name, "12.4.1");
    EXPECT_TRUE(without[0].installed->lacks_cudnn);
    store::test::add_environment(
        layout.root, "12.4.1-cudnn9.1.0", "12.4.1", {{Product::cudnn, "9.1.0.70"}});
    const auto with = answers({"torch==2.6.0"});
    ASSERT_TRUE(with[0].installed);
    EXPECT_EQ(with[0].installed->name, "12.4.1-cudnn9.1.0");
    EXPECT_FALSE(with[0].installed->lacks_cudnn);
}

TEST_F(FrameworkJob, TakesThePythonOfTheActiveEnvironment) {
    std::filesystem::create_directories(directory / ".venv/lib/python3.9/site-packages");
    environment.set("VIRTUAL_ENV", (directory / ".venv").string());
    Session session{surroundings()};
    const auto found = answer_needs({python::parse_framework("torch")}, request_, session);
    EXPECT_EQ(std::get<std::vector<FrameworkFinding>>(found)[0].answer->release, "2.8.0");
}

TEST_F(FrameworkJob, HasNoAnswerForABuildWithoutCuda) {
    const auto found = answers({"torch==2.6.0+cpu"});
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_FALSE(found[0].answer);
    EXPECT_FALSE(found[0].refusal);
}

TEST_F(FrameworkJob, HasNoneWhereTheCatalogueLacksAll) {
    const auto found = ask({"torch==0.0.1", "jax==0.0.1"});
    const auto* none = std::get_if<NoneAnswered>(&found);
    ASSERT_NE(none, nullptr);
    EXPECT_EQ(none->need.framework, "torch");
    EXPECT_TRUE(std::holds_alternative<resolve::UnknownFrameworkRelease>(none->refusal));
}

TEST_F(FrameworkJob, TakesABuildWithoutCudaForAnAnswer) {
    EXPECT_THAT(answers({"torch==2.6.0+cpu", "torch==0.0.1"}), SizeIs(2));
}

TEST_F(FrameworkJob, RefusesAllWhereOneMayNotBeHere) {
    request_.host_compiler = CompilerWish::gcc(14);
    const auto found = ask({"torch==0.0.1", "torch==2.6.0"});
    const auto* refusal = std::get_if<resolve::Refusal>(&found);
    ASSERT_NE(refusal, nullptr);
    EXPECT_TRUE(std::holds_alternative<resolve::GccNotAccepted>(*refusal));
}

class FindNeeds : public testing::Test, protected test::SessionFixture {
 protected:
    FrameworkNeeds find(const std::string& subject) {
        return find_needs(subject, directory.path(), {}, session_);
    }
    std::vector<std::string> frameworks(const std::string& subject) {
        const auto needs = std::get<python::Reading>(find(subject)).needs;
        std::vector<std::string> names;
        names.reserve(needs.size());
        for (const auto& need : needs) names.push_back(need.framework);
        return names;
    }
    Session session_{surroundings()};
};

TEST_F(FindNeeds, ReadsARequirementAFileOrADirectory) {
    write("requirements.txt", "torch==2.6.0\njax\n");
    EXPECT_THAT(frameworks("torch==2.6.0"), ElementsAre("torch"));
    EXPECT_THAT(frameworks("requirements.txt"), ElementsAre("torch", "jax"));
    EXPECT_THAT(frameworks("."), ElementsAre("torch", "jax"));
}

TEST_F(FindNeeds, TakesAFrameworksNameForADirectoryOnlyWithASlash) {
    write("torch/requirements.txt", "jax\n");
    EXPECT_THAT(frameworks("torch"), ElementsAre("torch"));
    EXPECT_THAT(frameworks("./torch"), ElementsAre("jax"));
}

TEST_F(FindNeeds, LooksIntoTheActiveEnvironmentWhereNothingIsNamed) {
    EXPECT_TRUE(std::holds_alternative<NoActiveEnvironment>(find("")));
    write("project/requirements.txt", "torch\n");
    environment.set("VIRTUAL_ENV", (directory / "project").string());
    EXPECT_THAT(frameworks(""), ElementsAre("torch"));
}

TEST_F(FindNeeds, SaysWhereNoFrameworkIsNamed) {
    write("requirements.txt", "requests\n");
    const auto found = find("requirements.txt");
    const auto* there = std::get_if<NoFrameworkThere>(&found);
    ASSERT_NE(there, nullptr);
    EXPECT_EQ(there->path, directory / "requirements.txt");
    EXPECT_TRUE(std::holds_alternative<NotAFramework>(find("12.4")));
}

}  // namespace
}  // namespace cudaenv::jobs
