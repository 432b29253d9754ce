// SPDX-License-Identifier: Apache-2.0
// Checked access: every complaint names file and line.
#include "support/expect_error.hpp"

#include <cudaenv/formats/yaml.hpp>

#include <gtest/gtest.h>

#include <string>

namespace cudaenv::formats {
namespace {

using test::expect_error;

const std::string kDigest(64, 'a');

Document document(const std::string& text) {
    return parse_yaml(text, "v.yaml");
}

TEST(Value, IsReadAsWhatItMeans) {
    const Document read = document(
        "a: text\nb: 12.4.1\nc: 17\nd: 5000000000\ne: true\nf: [x, y]\ng: ~\n"
        "h: " +
        kDigest + "\n");
    Fields fields(read.root());
    EXPECT_EQ(fields.require("a").text(), "text");
    EXPECT_EQ(fields.require("b").version().text(), "12.4.1");
    EXPECT_EQ(fields.require("c").number(), 17U);
    EXPECT_EQ(fields.require("d").bytes().value, 5000000000U);
    EXPECT_TRUE(fields.require("e").flag());
    EXPECT_EQ(fields.require("f").texts(), (std::vector<std::string>{"x", "y"}));
    EXPECT_TRUE(fields.require("g").is_null());
    EXPECT_EQ(fields.require("h").sha256().hex(), kDigest);
    EXPECT_FALSE(fields.find("i").has_value());
    EXPECT_NO_THROW(fields.expect_no_more());
}

struct Wrong {
    const char* name;
    const char* text;
    void (*read)(const Value&);
    const char* words;
};

class WrongValue : public testing::TestWithParam<Wrong> {};

TEST_P(WrongValue, IsToldWithFileAndLine) {
    const Document read = document("# a comment\nkey: " + std::string(GetParam().text) + "\n");
    Fields fields(read.root());
    const Value value = fields.require("key");
    expect_error(ErrorKind::integrity, std::string("v.yaml:2: ") + GetParam().words, [&] {
        GetParam().read(value);
    });
}

INSTANTIATE_TEST_SUITE_P(
    Values,
    WrongValue,
    testing::Values(
        Wrong{"NoText",
              "[a]",
              [](const Value& v) { static_cast<void>(v.text()); },
              "expected a text"},
        Wrong{"EmptyText",
              "\"\"",
              [](const Value& v) { static_cast<void>(v.text()); },
              "expected a text, found an empty one"},
        Wrong{"NoVersion",
              "x",
              [](const Value& v) { static_cast<void>(v.version()); },
              "\"x\" is no version"},
        Wrong{"NoNumber",
              "1x",
              [](const Value& v) { static_cast<void>(v.number()); },
              "\"1x\" is no whole number"},
        Wrong{"Negative",
              "-1",
              [](const Value& v) { static_cast<void>(v.number()); },
              "\"-1\" is no whole number"},
        Wrong{"TooLarge",
              "4294967296",
              [](const Value& v) { static_cast<void>(v.number()); },
              "\"4294967296\" is no whole number"},
        Wrong{"NoSize",
              "1k",
              [](const Value& v) { static_cast<void>(v.bytes()); },
              "\"1k\" is no size in bytes"},
        Wrong{"NoFlag",
              "yes",
              [](const Value& v) { static_cast<void>(v.flag()); },
              "expected true or false"},
        Wrong{"NoDigest",
              "abc",
              [](const Value& v) { static_cast<void>(v.sha256()); },
              "\"abc\" is no SHA-256 digest"},
        Wrong{
            "NoList", "a", [](const Value& v) { static_cast<void>(v.list()); }, "expected a list"},
        Wrong{"NoMap", "a", [](const Value& v) { Fields fields(v); }, "expected a map"}),
    [](const testing::TestParamInfo<Wrong>& row) { return std::string(row.param.name); });

TEST(Fields, TellWhatIsMissingAndWhatIsTooMuch) {
    const Document read = document("a: b\n\nc: d\n");
    Fields fields(read.root());
    expect_error(ErrorKind::integrity, "v.yaml:1: the key \"x\" is missing", [&] {
        static_cast<void>(fields.require("x"));
    });
    static_cast<void>(fields.require("a"));
    expect_error(
        ErrorKind::integrity, "v.yaml:3: unknown key \"c\"", [&] { fields.expect_no_more(); });
    const auto rest = fields.take_rest();
    ASSERT_EQ(rest.size(), 1U);
    EXPECT_EQ(rest[0].first, "c");
    EXPECT_NO_THROW(fields.expect_no_more());
}

TEST(Fields, HoldEachKeyOnce) {
    expect_error(ErrorKind::integrity, "v.yaml:3: the key \"a\" stands here twice", [] {
        const Document read = document("a: b\nc: d\na: e\n");
        const Fields fields(read.root());
    });
    std::string many;
    for (int key = 0; key < 100; ++key) many += "k" + std::to_string(key) + ": x\n";
    const Document read = document(many);
    EXPECT_NO_THROW(Fields(read.root()));
    expect_error(ErrorKind::integrity, "v.yaml:101: the key \"k7\" stands here twice", [&] {
        const Document repeated = document(many + "k7: y\n");
        const Fields fields(repeated.root());
    });
}

TEST(Fields, HaveTextsAsKeys) {
    expect_error(ErrorKind::integrity, "v.yaml:1: expected a text", [] {
        const Document read = document("? [a]\n: b\n");
        const Fields fields(read.root());
    });
}

TEST(Document, MayBeMoved) {
    Document first = document("a: b\n");
    const Value root = first.root();
    const Document second = std::move(first);
    Fields fields(root);
    EXPECT_EQ(fields.require("a").text(), "b");
    EXPECT_EQ(second.file(), "v.yaml");
}

}  // namespace
}  // namespace cudaenv::formats
