// SPDX-License-Identifier: Apache-2.0
// JSON that is not parsed at all.
#include <cudaenv/formats/json_limits.hpp>

#include <gtest/gtest.h>

namespace cudaenv::formats {
namespace {

constexpr JsonLimits kLimits{.bytes = 1000, .depth = 4, .values = 10};

TEST(JsonFault, IsEmptyWithinTheLimits) {
    for (const char* text : {"", "1", R"({"a": [1, {"b": []}]})", "]]]]", "[[[[]]]]", "[[],[],[]]"})
        EXPECT_EQ(json_fault(text, kLimits), "") << text;
}

TEST(JsonFault, NamesTheLimit) {
    EXPECT_EQ(json_fault(std::string(1001, ' '), kLimits), "it is larger than 1000 bytes");
    EXPECT_EQ(json_fault("[[[[[", kLimits), "it is nested deeper than 4 levels");
    EXPECT_EQ(json_fault(R"({"a":{"a":{"a":{"a":{"a":1}}}}})", kLimits),
              "it is nested deeper than 4 levels");
    EXPECT_EQ(json_fault("[1,1,1,1,1,1,1,1,1,1,1]", kLimits), "it holds more than 10 values");
    EXPECT_EQ(json_fault("[[],[],[],[],[],[]]", kLimits), "it holds more than 10 values");
}

TEST(JsonFault, LooksIntoNoString) {
    EXPECT_EQ(json_fault(R"(["[[[[[[,,,,,,,,,,,,,", "\"[[[[[\\"])", kLimits), "");
    EXPECT_EQ(json_fault(R"("\\",[[[[[)", kLimits), "it is nested deeper than 4 levels");
    EXPECT_EQ(json_fault(R"(["never closed [[[[[[)", kLimits), "");
}

TEST(JsonFault, IsFoundInOnePass) {
    EXPECT_NE(json_fault(std::string(16U << 20U, '['), {.bytes = 16U << 20U}), "");
    EXPECT_EQ(json_fault(std::string(16U << 20U, '\\'), {.bytes = 16U << 20U}), "");
}

}  // namespace
}  // namespace cudaenv::formats
