// SPDX-License-Identifier: Apache-2.0
// JSON as a tree, and complaints that name the way to a value.
#include "support/expect_error.hpp"

#include <cudaenv/formats/json.hpp>

#include <gtest/gtest.h>

#include <string>

namespace cudaenv::formats {
namespace {

using test::expect_error;

constexpr JsonLimits kLimits{.bytes = 1U << 20U};

Document document(std::string_view text) {
    return parse_json(text, "j.json", kLimits);
}

JsonFault fault_of(std::string_view text) {
    auto read = read_json(text, "j.json", kLimits);
    const auto* fault = std::get_if<JsonFault>(&read);
    if (fault == nullptr) ADD_FAILURE() << text;
    return fault == nullptr ? JsonFault{JsonFault::Kind::limits, ""} : *fault;
}

TEST(Json, TellsTextsNumbersAndTruthApart) {
    const Document read = document(
        R"({"text": "1", "empty": "", "whole": 18446744073709551615, "negative": -1,
            "float": 1.5, "true": true, "null": null, "list": [1, "a"], "object": {}})");
    const Value root = read.root();
    EXPECT_EQ(root.require("text").text(), "1");
    EXPECT_EQ(root.require("text").find_whole(), std::nullopt);
    EXPECT_EQ(root.require("empty").text_or_empty(), "");
    EXPECT_EQ(root.require("whole").find_whole(), 18446744073709551615U);
    EXPECT_EQ(root.require("whole").find_text(), nullptr);
    EXPECT_EQ(root.require("negative").find_whole(), std::nullopt);
    EXPECT_EQ(root.require("float").find_whole(), std::nullopt);
    EXPECT_EQ(root.require("true").find_flag(), true);
    EXPECT_TRUE(root.require("true").flag());
    EXPECT_EQ(root.require("text").find_flag(), std::nullopt);
    expect_error(ErrorKind::integrity, "j.json.text: expected a whole number", [&] {
        static_cast<void>(root.require("text").number());
    });
    expect_error(ErrorKind::integrity, "j.json.text: expected true or false", [&] {
        static_cast<void>(root.require("text").flag());
    });
    EXPECT_FALSE(root.find("null").has_value());
    EXPECT_FALSE(root.find("absent").has_value());
    EXPECT_EQ(root.require("list").list().size(), 2U);
    EXPECT_TRUE(root.require("object").is_map());
}

TEST(Json, HasSizesAsNumbersOrDigits) {
    const Document read = document(R"(["5000000000", 5000000000, "1k", -1])");
    const std::vector<Value> sizes = read.root().list();
    EXPECT_EQ(sizes[0].bytes().value, 5000000000U);
    EXPECT_EQ(sizes[1].bytes().value, 5000000000U);
    expect_error(ErrorKind::integrity, "j.json[2]: \"1k\" is no size in bytes", [&] {
        static_cast<void>(sizes[2].bytes());
    });
    expect_error(ErrorKind::integrity, "j.json[3]: expected a text", [&] {
        static_cast<void>(sizes[3].bytes());
    });
}

TEST(Json, ListsEntriesByKey) {
    const Document read = document(R"({"b": 1, "a": 2})");
    const auto entries = read.root().entries();
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(entries[0].first, "a");
    EXPECT_EQ(entries[1].first, "b");
}

TEST(Json, TakesTheLastOfEqualKeys) {
    const Document few = document(R"({"a": 1, "b": 2, "a": 3, "c": 4, "b": 5})");
    ASSERT_EQ(few.root().entries().size(), 3U);
    EXPECT_EQ(few.root().require("a").find_whole(), 3U);
    EXPECT_EQ(few.root().require("b").find_whole(), 5U);
    EXPECT_EQ(few.root().require("c").find_whole(), 4U);
    std::string many = "{";
    for (int key = 0; key < 100; ++key)
        many += "\"k" + std::to_string(key % 50) + "\": " + std::to_string(key) + ",";
    const Document repeated = document(many + R"("z": 0})");
    ASSERT_EQ(repeated.root().entries().size(), 51U);
    EXPECT_EQ(repeated.root().require("k7").find_whole(), 57U);
    EXPECT_EQ(repeated.root().require("z").find_whole(), 0U);
}

TEST(Json, NamesTheWayInComplaints) {
    const Document read = document(R"({"a": [{}, {"b": {"c": 1}}]})");
    const Value deep = read.root().require("a").list()[1].require("b");
    EXPECT_EQ(deep.way(), "a[1].b");
    EXPECT_EQ(read.root().way(), "");
    expect_error(ErrorKind::integrity, "j.json.a[1].b.c: expected a text", [&] {
        static_cast<void>(deep.require("c").text());
    });
    expect_error(ErrorKind::integrity, "j.json.a[1].b: \"d\" is missing", [&] {
        static_cast<void>(deep.require("d"));
    });
    expect_error(ErrorKind::integrity, "j.json.a: expected an object", [&] {
        static_cast<void>(read.root().require("a").entries());
    });
    expect_error(ErrorKind::integrity, "j.json: expected a list", [&] {
        static_cast<void>(read.root().list());
    });
}

TEST(Json, ShortensTheKeysOfTheWay) {
    const Document read = document("{\"" + std::string(5000, 'k') + "\": 1}");
    EXPECT_EQ(read.root().entries()[0].second.way(), std::string(100, 'k'));
}

TEST(Json, ComplainsInTheWordsOfItsReader) {
    const Complaint complaint =
        [](const std::string& file, const std::string& way, const std::string& message) {
            return Error(ErrorKind::usage, file + " at " + way + " " + message);
        };
    const Document read = parse_json("[{}]", "j.json", kLimits, complaint);
    expect_error(ErrorKind::usage, "j.json at [0] \"a\" is missing", [&] {
        static_cast<void>(read.root().list()[0].require("a"));
    });
    expect_error(ErrorKind::usage, "j.json at  not readable as JSON (line 1, column 2)", [&] {
        static_cast<void>(parse_json("[", "j.json", kLimits, complaint));
    });
}

TEST(Json, TellsWhereItCeasesToBeJson) {
    EXPECT_EQ(fault_of("").reason, "line 1, column 1");
    EXPECT_EQ(fault_of("{\n  \"a\": S3CRET}").reason, "line 2, column 8");
    EXPECT_EQ(fault_of("1 2").reason, "line 1, column 3");
    EXPECT_EQ(fault_of("1e99999").reason, "a number is out of range");
    for (const char* text : {"", "[", "{\"a\"}", "\"\xff\"", "[1,]", "// a\n1"})
        EXPECT_EQ(fault_of(text).kind, JsonFault::Kind::syntax) << text;
}

TEST(Json, IsNotReadBeyondTheLimits) {
    EXPECT_EQ(fault_of(std::string(65, '[')).reason, "it is nested deeper than 64 levels");
    EXPECT_EQ(fault_of(std::string(65, '[')).kind, JsonFault::Kind::limits);
    EXPECT_NO_THROW(document(std::string(64, '[') + std::string(64, ']')));
    expect_error(ErrorKind::integrity, "j.json: it is nested deeper than 64 levels", [] {
        static_cast<void>(document(std::string(65, '[')));
    });
}

}  // namespace
}  // namespace cudaenv::formats
