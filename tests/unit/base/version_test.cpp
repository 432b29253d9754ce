// SPDX-License-Identifier: Apache-2.0
// Version numbers: parsing, order and prefixes.
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/version.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Version v(const char* text) {
    return parse_version(text);
}

TEST(VersionParsing, KeepsTheWrittenForm) {
    const Version version = v("460.32.03");
    EXPECT_EQ(version.text(), "460.32.03");
    EXPECT_THAT(version.numbers(), ElementsAre(460, 32, 3));
    EXPECT_EQ(version.major_number(), 460U);
    EXPECT_EQ(version.minor_number(), 32U);
    EXPECT_EQ(version.at(7), 0U);
}

TEST(VersionParsing, SplitsOffTheSuffix) {
    EXPECT_EQ(v("13.4.0rc1").suffix(), "rc1");
    EXPECT_EQ(v("9.26.0.33.dev632").suffix(), "dev632");
    EXPECT_EQ(v("9.26.0.33.dev632").text(), "9.26.0.33.dev632");
    EXPECT_THAT(v("9.26.0.33.dev632").numbers(), ElementsAre(9, 26, 0, 33));
    EXPECT_TRUE(v("13.4.0rc1").is_prerelease());
    EXPECT_FALSE(v("13.4.0").is_prerelease());
}

TEST(VersionParsing, RejectsWhatIsNoVersion) {
    for (const char* text : {"",
                             "-1",
                             "+1",
                             "1.",
                             ".1",
                             "1..2",
                             "a",
                             "1a",
                             "12.4.1-cudnn9.1.0",
                             " 1",
                             "1 ",
                             "1.2.rc",
                             "1.2RC1",
                             "1.2rc1.",
                             "1.2rc1x",
                             "1000000001",
                             "99999999999999999999",
                             "1,2",
                             "12.x"}) {
        EXPECT_EQ(find_version(text), std::nullopt) << text;
    }
}

TEST(VersionParsing, ThrowsAUsageErrorThatNamesTheText) {
    try {
        parse_version("12.x");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::usage);
        EXPECT_EQ(error.message(), "'12.x' is not a version");
        EXPECT_THAT(error.hint(), HasSubstr("12.4.1"));
    }
}

TEST(VersionOrder, ComparesNumbersNotText) {
    EXPECT_GT(v("580.142"), v("580.95.05"));
    EXPECT_GT(v("12.10"), v("12.9"));
    EXPECT_LT(v("9.1.0"), v("10.0"));
    EXPECT_LT(v("460.32.03"), v("460.32.4"));
}

TEST(VersionOrder, TakesMissingComponentsAsZero) {
    EXPECT_EQ(v("12.4"), v("12.4.0"));
    EXPECT_EQ(v("460.80"), v("460.80.0"));
    EXPECT_LT(v("12.4"), v("12.4.1"));
    EXPECT_LT(Version(), v("0.1"));
}

TEST(VersionOrder, PutsPrereleasesBeforeTheirRelease) {
    EXPECT_LT(v("13.4.0rc1"), v("13.4.0"));
    EXPECT_LT(v("13.4.0rc9"), v("13.4.0rc10"));
    EXPECT_LT(v("13.4.0a2"), v("13.4.0rc1"));
    EXPECT_GT(v("13.4.0rc1"), v("13.3.9"));
    EXPECT_EQ(v("13.4rc1"), v("13.4.0.rc1"));
    EXPECT_NE(v("13.4.0rc1"), v("13.4.0"));
}

TEST(VersionPrefix, ComparesWholeComponents) {
    EXPECT_TRUE(v("12").is_prefix_of(v("12.9.2")));
    EXPECT_FALSE(v("12").is_prefix_of(v("120.1")));
    EXPECT_TRUE(v("12.4").is_prefix_of(v("12.4.1")));
    EXPECT_TRUE(v("12.4.0").is_prefix_of(v("12.4")));
    EXPECT_FALSE(v("12.4.1").is_prefix_of(v("12.4")));
    EXPECT_TRUE(v("13.4").is_prefix_of(v("13.4.0rc1")));
    EXPECT_FALSE(v("13.4.0rc1").is_prefix_of(v("13.4.0")));
    EXPECT_TRUE(v("13.4.0rc1").is_prefix_of(v("13.4.0rc1")));
}

TEST(VersionTruncation, KeepsTheFirstComponentsAsWritten) {
    EXPECT_EQ(v("12.4.1").truncated(2).text(), "12.4");
    EXPECT_EQ(v("460.32.03").truncated(3).text(), "460.32.03");
    EXPECT_EQ(v("12").truncated(3).text(), "12");
    EXPECT_EQ(v("12.4.1").truncated(0).text(), "");
    const Version shorter = v("13.4.0rc1").truncated(5);
    EXPECT_EQ(shorter.text(), "13.4.0");
    EXPECT_FALSE(shorter.is_prerelease());
}

}  // namespace
}  // namespace cudaenv
