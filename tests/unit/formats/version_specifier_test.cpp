// SPDX-License-Identifier: Apache-2.0
// Python's version conditions as specs.
#include <cudaenv/base/error.hpp>
#include <cudaenv/formats/version_specifier.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::formats {
namespace {

using testing::HasSubstr;

TEST(VersionSpecifier, BecomesASpec) {
    struct Row {
        const char* condition;
        const char* spec;
    };
    const Row rows[] = {
        {"", "latest"},
        {"*", "latest"},
        {"==2.6.0", "2.6.0"},
        {"===2.6.0", "2.6.0"},
        {"== 2.6.*", "2.6"},
        {">=2.4", ">=2.4"},
        {">=2.4,<3,", ">=2.4,<3"},
        {">= 2.4 , != 2.5.1", ">=2.4,!=2.5.1"},
        {"~=2.4", ">=2.4,<3"},
        {"~=2.4.1", ">=2.4.1,<2.5"},
        {">=2,==2.6.*", ">=2,>=2.6,<2.7"},
        {">=2,==2.6.1", "2.6.1"},
        {"!=2.5.*", "!=2.5"},
        {"!=2.5", "!=2.5.0"},
        {"!=2.5rc1", "!=2.5rc1"},
        {"^2.6.1", ">=2.6.1,<3"},
        {"^0.4.30", ">=0.4.30,<0.5"},
        {"~2.6", ">=2.6,<2.7"},
        {"~2.6.1", ">=2.6.1,<2.7"},
        {"2.6.0", "2.6.0"},
        {"==2.6.0a0", "2.6.0a0"},
        {"==2.7.0.dev20250301", "2.7.0"},
        {"==1.8.1.post1", "1.8.1"},
        {"==1.7.0.post2.dev3", "1.7.0"},
        {">=2.6.0.post2,<2.7.dev0", ">=2.6.0,<2.7"},
    };
    for (const Row& row : rows)
        EXPECT_EQ(parse_version_specifier(row.condition).release.text(), row.spec) << row.condition;
}

TEST(VersionSpecifier, KeepsTheLocalPartOfAnExactVersion) {
    const auto specifier = parse_version_specifier("==2.6.0+CU124");
    EXPECT_EQ(specifier.release.text(), "2.6.0");
    EXPECT_EQ(specifier.local, "cu124");
    EXPECT_EQ(parse_version_specifier("==2.6.0a0+df5bbc09d1.nv24-1_x").local,
              "df5bbc09d1.nv24-1_x");
    EXPECT_EQ(parse_version_specifier(">=2.6").local, "");
}

TEST(VersionSpecifier, IsRefusedWhenItSaysNothing) {
    for (const auto* text : {"==",
                             ">=banana",
                             "~=2",
                             "==2.6.0,,>",
                             "=2.6",
                             ",",
                             "==.post1",
                             "==2.6.0.posts",
                             "==2.6.0+"}) {
        try {
            static_cast<void>(parse_version_specifier(text));
            ADD_FAILURE() << text;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::usage);
            EXPECT_THAT(error.message(), HasSubstr(text));
        }
    }
}

TEST(VersionSpecifier, IsRefusedWithALocalPartThatMayNotBePrinted) {
    for (const auto* text : {"==2.6.0+cu\x1b[31m", "==2.6.0+cu 124", "==2.6.0+cu124\xc3\xa9"})
        EXPECT_THROW(static_cast<void>(parse_version_specifier(text)), Error) << text;
}

}  // namespace
}  // namespace cudaenv::formats
