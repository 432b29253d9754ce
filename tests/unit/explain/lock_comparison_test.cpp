// SPDX-License-Identifier: Apache-2.0
// What is said where a lock and something else differ.
#include <cudaenv/explain/lock_comparison.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::explain {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(WordsOfDifferencesFromAPin, NameWhatEachOfTheTwoSays) {
    EXPECT_THAT(words({lock::OtherValue{"cuda", "12.5", "12.4"},
                       lock::OtherValue{"profile", "full", std::nullopt},
                       lock::OtherValue{"cudnn", std::nullopt, "9"},
                       lock::OtherRelease{Product::cuda, "12.4", parse_version("11.2.2")},
                       lock::LacksLibrary{Product::cudnn, "9", Platform::linux_x86_64},
                       lock::OtherProfile{"minimal", Profile::standard}}),
                ElementsAre("the pin says cuda 12.5, the lock was made from 12.4",
                            "the pin says profile full, the lock was made without",
                            "the pin says nothing of cudnn, the lock was made from 9",
                            "the pin says cuda 12.4, the lock holds 11.2.2",
                            "the pin says cudnn 9, the lock holds none for linux-x86_64",
                            "the pin says profile minimal, the lock holds default"));
}

TEST(WordsOfChanges, NameReleasesOldAndNew) {
    const auto version = [](const char* text) { return parse_version(text); };
    EXPECT_THAT(
        words(lock::LockChanges{{{Product::cuda, {version("12.4.0")}, {version("12.4.1")}},
                                 {Product::cudnn, {}, {version("9.1.1.17")}},
                                 {Product::gcc, {version("9.4"), version("10.2.1")}, {}}},
                                false}),
        ElementsAre("cuda 12.4.0 -> 12.4.1", "cudnn 9.1.1.17 added", "gcc 9.4 and 10.2.1 removed"));
    EXPECT_THAT(words(lock::LockChanges{}), IsEmpty());
}

TEST(WordsOfChanges, MentionOtherArchivesOfTheSameReleases) {
    EXPECT_THAT(words(lock::LockChanges{{}, true}),
                ElementsAre("the same releases, with other archives or settings"));
}

}  // namespace
}  // namespace cudaenv::explain
