// SPDX-License-Identifier: Apache-2.0
// The order of the versions of Python packages.
#include <cudaenv/formats/python_version.hpp>

#include <gtest/gtest.h>

namespace cudaenv::formats {
namespace {

PythonVersion version(const char* text) {
    return PythonVersion(parse_version(text));
}

TEST(PythonVersion, OrdersPostReleasesAfterWhatTheyCorrect) {
    EXPECT_LT(version("12.4.127"), version("12.4.127.post1"));
    EXPECT_LT(version("12.4.127.post1"), version("12.4.128"));
    EXPECT_LT(version("13.4.46rc1"), version("13.4.46"));
    EXPECT_EQ(version("9.1.0.70.post1").release().text(), "9.1.0.70");
    EXPECT_EQ(version("9.26.0.33.dev632").release().text(), "9.26.0.33.dev632");
}

TEST(PythonVersion, BeginsWithThePrefixThatAWildcardNames) {
    EXPECT_TRUE(version("13.0.88.post1").begins_with(parse_version("13.0.88")));
    EXPECT_TRUE(version("13.0.88").begins_with(parse_version("13.0")));
    EXPECT_FALSE(version("13.0.88").begins_with(parse_version("13.1")));
}

}  // namespace
}  // namespace cudaenv::formats
