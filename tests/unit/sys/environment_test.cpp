// SPDX-License-Identifier: Apache-2.0
// The environment as a value.
#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/environment.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace cudaenv {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Environment, CapturesTheVariablesOfTheProcess) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): this process has one thread
    ::setenv("CUDAENV_TEST_CAPTURE", "a=b", 1);
    const Environment environment = Environment::capture();
    // NOLINTNEXTLINE(concurrency-mt-unsafe): this process has one thread
    ::unsetenv("CUDAENV_TEST_CAPTURE");
    EXPECT_EQ(environment.find("CUDAENV_TEST_CAPTURE"), "a=b");
    EXPECT_EQ(Environment::capture().find("CUDAENV_TEST_CAPTURE"), std::nullopt);
}

TEST(Environment, TellsUnsetFromEmpty) {
    const Environment environment(Environment::Map{{"EMPTY", ""}, {"SET", "x"}});
    EXPECT_EQ(environment.find("EMPTY"), "");
    EXPECT_EQ(environment.find("ABSENT"), std::nullopt);
    EXPECT_EQ(environment.find_nonempty("EMPTY"), std::nullopt);
    EXPECT_EQ(environment.find_nonempty("SET"), "x");
}

TEST(Environment, SetsUnsetsAndRendersLines) {
    Environment environment;
    environment.set("B", "2");
    environment.set("A", "1");
    environment.set("B", "3=4");
    environment.set("C", "");
    environment.unset("A");
    environment.unset("ABSENT");
    EXPECT_THAT(environment.lines(), ElementsAre("B=3=4", "C="));
}

TEST(SystemRoot, IsTheRootUnlessAVariableSaysOtherwise) {
    EXPECT_EQ(system_root(Environment()), "/");
    EXPECT_EQ(system_root(Environment(Environment::Map{{"CUDAENV_SYSTEM_ROOT", ""}})), "/");
    EXPECT_EQ(system_root(Environment(Environment::Map{{"CUDAENV_SYSTEM_ROOT", "/image"}})),
              "/image");
}

TEST(RequireHome, ThrowsAUsageErrorWithoutHome) {
    EXPECT_EQ(require_home(Environment(Environment::Map{{"HOME", "/home/u"}})), "/home/u");
    for (const Environment& environment : {Environment(),
                                           Environment(Environment::Map{{"HOME", ""}}),
                                           Environment(Environment::Map{{"HOME", "home/u"}})}) {
        try {
            require_home(environment);
            FAIL();
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::usage);
            EXPECT_THAT(error.message(), HasSubstr("HOME"));
            EXPECT_THAT(error.hint(), HasSubstr("CUDAENV_ROOT"));
        }
    }
}

}  // namespace
}  // namespace cudaenv
