// SPDX-License-Identifier: Apache-2.0
// What people write for a release, and what is left as it is.
#include <cudaenv/base/spec_spelling.hpp>

#include <gtest/gtest.h>

namespace cudaenv {
namespace {

struct Row {
    const char* typed;
    const char* plain;
};

TEST(PlainSpelling, TakesOffWhatStandsAroundARelease) {
    constexpr Row rows[] = {
        {"v11.2", "11.2"},
        {"V12", "12"},
        {"cuda-11.2", "11.2"},
        {"cuda_11.2.2", "11.2.2"},
        {"cuda@11.2", "11.2"},
        {"cuda=11.2", "11.2"},
        {"cuda==11.2", "11.2"},
        {"cuda == 11.2", "11.2"},
        {"cuda/11.2", "11.2"},
        {"CUDA 11.2", "11.2"},
        {"cuda-v11.2", "11.2"},
        {"cuda11.2", "11.2"},
        {"cuda>=12.1,<13", ">=12.1,<13"},
        {" v13.4.0rc1 ", "13.4.0rc1"},
        {"LATEST", "latest"},
        {"System", "system"},
        {"None", "none"},
    };
    for (const Row& row : rows) EXPECT_EQ(plain_spelling(row.typed), row.plain) << row.typed;
}

TEST(PlainSpelling, ReadsTheLabelsOfBuilds) {
    constexpr Row rows[] = {
        {"cu121", "12.1"},
        {"cu118", "11.8"},
        {"CU130", "13.0"},
        {"cu92", "9.2"},
        {"cu80", "8.0"},
        {"cu12", "12"},
        {"cu10", "10"},
        {"cuda118", "11.8"},
        {"cuda12", "12"},
        {"cuda-121", "12.1"},
        {"cuda12x", "12"},
    };
    for (const Row& row : rows) EXPECT_EQ(plain_spelling(row.typed), row.plain) << row.typed;
}

TEST(PlainSpelling, TakesAWildcardForTheVersionBeforeIt) {
    constexpr Row rows[] = {
        {"12.x", "12"},
        {"12.X", "12"},
        {"12.*", "12"},
        {"12.4.x", "12.4"},
        {"12.x.x", "12"},
        {"11x", "11"},
        {"==12.4.*", "12.4"},
        {"=12.4", "12.4"},
        {"=12.4.*", "12.4"},
        {"cuda==12.*", "12"},
        {"cuda=12.4.*", "12.4"},
    };
    for (const Row& row : rows) EXPECT_EQ(plain_spelling(row.typed), row.plain) << row.typed;
}

TEST(PlainSpelling, LeavesEverythingElseAsItIs) {
    for (const char* text : {"12",
                             "12.4.1",
                             "==12.4.1",
                             "== 12.4.1",
                             ">=12.1,<12.5",
                             "lab",
                             "cuda",
                             "cuda-lab",
                             "cuda-",
                             "cu",
                             "cudnn-9",
                             "cu-lab",
                             "12.4.1-cudnn9.1.0",
                             "v",
                             "vlab",
                             "v12-lab",
                             "x",
                             ".x",
                             "*",
                             "12.",
                             "12..4",
                             "../12",
                             "cuda/../12",
                             "cuda-11-2",
                             "11,2",
                             "gcc-10",
                             "latest-lab",
                             "",
                             ">=12.x",
                             "12.4.1-x",
                             "cuda-11.2-b"}) {
        EXPECT_EQ(plain_spelling(text), text);
    }
}

TEST(NumberInside, IsTheFirstOneThatCouldBeARelease) {
    EXPECT_EQ(find_number_in("11,2"), "11.2");
    EXPECT_EQ(find_number_in("cuda-toolkit-11-2"), "11.2");
    EXPECT_EQ(find_number_in("11.2a"), "11.2");
    EXPECT_EQ(find_number_in("cuda_11.8.0_520.61.05_linux"), "11.8.0");
    EXPECT_EQ(find_number_in("12.4.1.2"), "12.4.1");
    EXPECT_EQ(find_number_in("12."), "12");
    EXPECT_EQ(find_number_in("lab"), std::nullopt);
    EXPECT_EQ(find_number_in("99999999999"), std::nullopt);
    EXPECT_EQ(find_number_in(""), std::nullopt);
}

}  // namespace
}  // namespace cudaenv
