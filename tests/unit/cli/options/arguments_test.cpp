// SPDX-License-Identifier: Apache-2.0
// Which words are cudaenv's, and which the command's.
#include "cli/options/arguments.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::cli {
namespace {

using testing::ElementsAreArray;
using Words = std::vector<std::string>;

struct Row {
    const char* name;
    Words words;
    Words own;
    Words trailing;
};

class SplitArguments : public testing::TestWithParam<Row> {};

TEST_P(SplitArguments, GivesEachItsWords) {
    const Arguments arguments = split_arguments(GetParam().words);
    EXPECT_THAT(arguments.own, ElementsAreArray(GetParam().own));
    EXPECT_THAT(arguments.trailing, ElementsAreArray(GetParam().trailing));
}

INSTANTIATE_TEST_SUITE_P(
    Words,
    SplitArguments,
    testing::Values(
        Row{"Dashes", {"exec", "11.2", "--", "nvcc", "-c"}, {"exec", "11.2"}, {"nvcc", "-c"}},
        Row{"DashesOfTheCommand", {"exec", "--", "make", "--", "x"}, {"exec"}, {"make", "--", "x"}},
        Row{"NoDashes", {"exec", "nvcc", "--version"}, {"exec"}, {"nvcc", "--version"}},
        Row{"NoDashesButARelease",
            {"exec", "11.2", "make", "--help"},
            {"exec", "11.2"},
            {"make", "--help"}},
        Row{"NoDashesAndDashesOfTheCommand",
            {"exec", "git", "log", "--", "x"},
            {"exec"},
            {"git", "log", "--", "x"}},
        Row{"Each", {"exec", "--each", "11.2,13", "make"}, {"exec", "--each", "11.2,13"}, {"make"}},
        Row{"EachWithDashes",
            {"exec", "--each", "11.2,13", "--", "13"},
            {"exec", "--each", "11.2,13"},
            {"13"}},
        Row{"NameOfAnEnvironment", {"exec", "lab", "--", "make"}, {"exec", "lab"}, {"make"}},
        Row{"Help", {"exec", "--help"}, {"exec", "--help"}, {}},
        Row{"FlagsBefore", {"-q", "exec", "nvcc"}, {"-q", "exec"}, {"nvcc"}},
        Row{"AnotherCommand", {"install", "--", "11.2"}, {"install"}, {"11.2"}},
        Row{"Nothing", {}, {}, {}}),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace cudaenv::cli
