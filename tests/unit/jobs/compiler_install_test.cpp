// SPDX-License-Identifier: Apache-2.0
// Which compiler is meant, and where it comes from.
#include "session_fixture.hpp"

#include <cudaenv/jobs/compiler_install.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::jobs {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Key;

TEST(FindCompilerMajor, IsOfAGccWhateverItsMinor) {
    EXPECT_EQ(find_compiler_major(parse_spec("gcc-10")), 10U);
    EXPECT_EQ(find_compiler_major(parse_spec("gcc-10.2.1")), 10U);
    EXPECT_FALSE(find_compiler_major(parse_spec("12.4")));
    EXPECT_FALSE(find_compiler_major(parse_spec("lab")));
}

class CompilerInstall : public testing::Test, protected test::SessionFixture {
 protected:
    CompilerInstall() { use_local_redist(); }

    catalog::Summary gcc_10() { return std::get<catalog::Summary>(find_compiler(10, session_)); }

    Session session_{surroundings()};
};

TEST_F(CompilerInstall, FindsByMajor) {
    EXPECT_EQ(gcc_10().version.text(), "10.2.1");
}

TEST_F(CompilerInstall, NamesTheKnownOnesForAnUnknown) {
    const auto found = find_compiler(3, session_);
    const auto* unknown = std::get_if<UnknownCompiler>(&found);
    ASSERT_NE(unknown, nullptr);
    EXPECT_EQ(unknown->major, 3U);
    EXPECT_THAT(unknown->known, Contains(10U));
}

TEST_F(CompilerInstall, RefusesOneThatThisLibcCannotRun) {
    write("machine.json", R"({"schema": 1, "platform": "linux-x86_64", "glibc": "2.5"})");
    Session session(surroundings(), {{}, (directory / "machine.json").string()});
    const auto found = find_compiler(10, session);
    const auto* needs = std::get_if<CompilerNeedsGlibc>(&found);
    ASSERT_NE(needs, nullptr);
    EXPECT_EQ(needs->compiler.text(), "10.2.1");
    EXPECT_EQ(needs->here.text(), "2.5");
    EXPECT_GT(needs->needed, needs->here);
}

TEST_F(CompilerInstall, IsPlannedByItself) {
    const auto decided =
        decide_compiler(gcc_10(), {SourceName::redist, SourceName::debian}, true, session_);
    const auto* decision = std::get_if<CompilerDecision>(&decided);
    ASSERT_NE(decision, nullptr);
    EXPECT_EQ(decision->source, SourceName::debian);
    EXPECT_FALSE(decision->plan.environment);
    EXPECT_EQ(decision->plan.steps.size(), 1U);
}

TEST_F(CompilerInstall, NamesWhoHasItWhenNoneInUseDoes) {
    const auto decided = decide_compiler(gcc_10(), {SourceName::redist}, true, session_);
    const auto* absent = std::get_if<NotOffered>(&decided);
    ASSERT_NE(absent, nullptr);
    EXPECT_EQ(absent->version.text(), "10.2.1");
    EXPECT_THAT(absent->offering, ElementsAre(SourceName::debian));
}

TEST_F(CompilerInstall, SaysWhyNobodyAnswers) {
    const auto decided = decide_compiler(gcc_10(), {SourceName::debian}, false, session_);
    const auto* absent = std::get_if<Unreachable>(&decided);
    ASSERT_NE(absent, nullptr);
    EXPECT_THAT(absent->obstacles, ElementsAre(Key(SourceName::debian)));
}

}  // namespace
}  // namespace cudaenv::jobs
