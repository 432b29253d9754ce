// SPDX-License-Identifier: Apache-2.0
// What users type: accepted and rejected forms, and what they match.
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/spec.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv {
namespace {

using testing::HasSubstr;

TEST(SpecParsing, TellsTheKinds) {
    struct Row {
        const char* text;
        Spec::Kind kind;
    };
    constexpr Row rows[] = {
        {"12", Spec::Kind::version},
        {"12.4.1", Spec::Kind::version},
        {"13.4.0rc1", Spec::Kind::version},
        {"latest", Spec::Kind::latest},
        {"system", Spec::Kind::system},
        {"none", Spec::Kind::none},
        {">=12.1,<12.5", Spec::Kind::range},
        {">= 12.1 , < 12.5", Spec::Kind::range},
        {"==12.4.1", Spec::Kind::range},
        {"lab", Spec::Kind::name},
        {"gcc-10", Spec::Kind::name},
        {"12.4.1-cudnn9.1.0", Spec::Kind::name},
        {"12a", Spec::Kind::name},
        {"Latest", Spec::Kind::latest},
        {"v11.2", Spec::Kind::version},
        {"12.*", Spec::Kind::version},
        {"cuda>=12", Spec::Kind::range},
    };
    for (const Row& row : rows) EXPECT_EQ(parse_spec(row.text).kind(), row.kind) << row.text;
}

TEST(SpecParsing, KeepsTheTextWithoutBlanksAround) {
    EXPECT_EQ(parse_spec(" 12.4 \n").text(), "12.4");
    EXPECT_EQ(parse_spec(" 12.4 ").version().text(), "12.4");
    EXPECT_EQ(parse_spec(">= 12.1").text(), ">= 12.1");
    EXPECT_EQ(parse_spec("lab").version(), Version());
}

TEST(SpecParsing, WritesOtherSpellingsAsOurs) {
    const Spec spec = parse_spec("cu121");
    EXPECT_EQ(spec.text(), "12.1");
    EXPECT_EQ(spec, parse_spec("12.1"));
    EXPECT_TRUE(spec.matches(parse_version("12.1.1")));
}

TEST(SpecParsing, RejectsEverythingThatCouldNameAPathOrIsMistyped) {
    for (const char* text :
         {"",      "  ",      "/",     "a/b",         "../12.4", "..",   "a..b",     ".hidden",
          "-x",    "a b",     "12 .4", "12.",         "12..4",   "a\tb", "a\x1b[2J", "$HOME",
          "`id`",  "a;b",     "~",     "99999999999", ">=",      ">=x",  ">=12,",    ">=12,,<13",
          ",>=12", ">=12,13", "=>12",  "=<12",        ">=12.x",  "*",    ".x"}) {
        try {
            parse_spec(text);
            ADD_FAILURE() << "accepted: " << text;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::usage) << text;
            EXPECT_THAT(error.hint(), HasSubstr("accepted forms")) << text;
        }
    }
}

TEST(SpecParsing, SaysWhatIsWrongWithARange) {
    try {
        parse_spec(">=12.1,12.5");
        FAIL();
    } catch (const Error& error) {
        EXPECT_THAT(error.message(), HasSubstr("every bound needs one of"));
    }
}

TEST(SpecExactness, NeedsThreeComponentsOrASuffix) {
    EXPECT_FALSE(parse_spec("12").is_exact());
    EXPECT_FALSE(parse_spec("12.4").is_exact());
    EXPECT_TRUE(parse_spec("12.4.1").is_exact());
    EXPECT_TRUE(parse_spec("13.4rc1").is_exact());
    EXPECT_FALSE(parse_spec("==12.4.1").is_exact());
    EXPECT_FALSE(parse_spec("12.4.1-x").is_exact());
}

TEST(SpecMatching, FollowsTheTable) {
    struct Row {
        const char* spec;
        const char* release;
        bool matches;
    };
    constexpr Row rows[] = {
        {"12", "12.9.2", true},
        {"12", "120.1", false},
        {"12.4", "12.4.0", true},
        {"12.4", "12.40.0", false},
        {"12.4.0", "12.4.0", true},
        {"12.4.1", "12.4.0", false},
        {"8.9.7", "8.9.7.29", true},
        {"latest", "12.4.1", true},
        {"latest", "13.4.0rc1", false},
        {"<12.5", "12.4.1", true},
        {"<12.5", "12.5.0", false},
        {"<=12.5", "12.5.0", true},
        {"<=12.5", "12.5.1", false},
        {">12.4", "12.4.0", false},
        {">12.4", "12.4.1", true},
        {">=12.1,<12.5", "12.1.0", true},
        {">=12.1,<12.5", "12.0.1", false},
        {">=12.1,<12.5", "12.5.0", false},
        {"==12.4.1", "12.4.1", true},
        {"==12.4.1", "12.4.0", false},
        {">=12,!=12.4.0", "12.4.0", false},
        {">=12,!=12.4.0", "12.4.1", true},
        {"13", "13.4.0rc1", false},
        {"13.4.0", "13.4.0rc1", false},
        {"13.4.0rc1", "13.4.0rc1", true},
        {"13.4.0rc1", "13.4.0", false},
        {">=13", "13.4.0rc1", false},
        {"==13.4.0rc1", "13.4.0rc1", true},
        {"system", "12.4.1", false},
        {"none", "12.4.1", false},
        {"lab", "12.4.1", false},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(parse_spec(row.spec).matches(parse_version(row.release)), row.matches)
            << row.spec << " against " << row.release;
    }
}

TEST(EnvironmentName, IsSafeAsADirectoryName) {
    for (const char* text : {"lab", "12.4.1-cudnn9.1.0", "A_b+c", "0"}) {
        EXPECT_TRUE(is_environment_name(text)) << text;
    }
    for (const char* text : {"", ".", "..", "a..b", "-a", ".a", "_a", "a/b", "a b", "a\n", "ä"}) {
        EXPECT_FALSE(is_environment_name(text)) << text;
    }
    EXPECT_TRUE(is_environment_name(std::string(100, 'a')));
    EXPECT_FALSE(is_environment_name(std::string(101, 'a')));
}

}  // namespace
}  // namespace cudaenv
