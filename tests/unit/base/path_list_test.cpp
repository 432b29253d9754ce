// SPDX-License-Identifier: Apache-2.0
// PATH-like values.
#include <cudaenv/base/path_list.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv {
namespace {

using testing::ElementsAre;

TEST(PathList, KeepsOrderAndEmptyEntries) {
    const PathList list("/a::/b:");
    EXPECT_THAT(list.entries(), ElementsAre("/a", "", "/b", ""));
    EXPECT_EQ(list.text(), "/a::/b:");
    EXPECT_TRUE(list.contains("/b"));
    EXPECT_FALSE(list.contains("/c"));
}

TEST(PathList, OfAnEmptyValueHasNoEntries) {
    PathList list("");
    EXPECT_THAT(list.entries(), ElementsAre());
    list.put_first("/a");
    EXPECT_EQ(list.text(), "/a");
}

TEST(PathList, PutsFirstAndRemovesEarlierOccurrences) {
    PathList list("/a:/b:/a");
    list.put_first("/b");
    EXPECT_EQ(list.text(), "/b:/a:/a");
    list.put_first(list.entries().back());
    EXPECT_EQ(list.text(), "/a:/b");
}

TEST(PathList, RemovesEveryOccurrence) {
    PathList list("/a:/b:/a");
    list.remove("/a");
    EXPECT_EQ(list.text(), "/b");
    list.remove("/absent");
    EXPECT_EQ(list.text(), "/b");
}

TEST(ParseDirectories, PassesOverEmptyEntries) {
    EXPECT_THAT(parse_directories(":/a::/b:"), ElementsAre("/a", "/b"));
    EXPECT_THAT(parse_directories(""), ElementsAre());
    EXPECT_THAT(parse_directories(":"), ElementsAre());
}

}  // namespace
}  // namespace cudaenv
