// SPDX-License-Identifier: Apache-2.0
// The quick reader agrees with yaml-cpp wherever it answers, and answers for everything we write.
#include "catalog/yaml_tree.hpp"
#include "unit/catalog/expect_error.hpp"

#include <cudaenv/catalog/catalog.hpp>

#include <gtest/gtest.h>

#include <ostream>

namespace cudaenv::catalog {

/// For failing assertions: "map:3{scalar:3 …}".
void PrintTo(const YamlNode& node, std::ostream* out) {
    static constexpr const char* kKinds[] = {"null", "scalar", "list", "map"};
    *out << kKinds[static_cast<int>(node.kind)] << ':' << node.line << ' ' << node.text;
    if (node.items.empty()) return;
    *out << '{';
    for (const YamlNode& item : node.items) {
        PrintTo(item, out);
        *out << ' ';
    }
    *out << '}';
}

namespace {

TEST(PlainYaml, ReadsEveryShippedManifestAsYamlCppDoes) {
    const auto manifests = builtin_manifests();
    for (const std::string& path : manifests->paths()) {
        const std::string text = manifests->find(path).value();
        const std::optional<YamlNode> quick = parse_plain_yaml(text);
        ASSERT_TRUE(quick.has_value()) << path;
        ASSERT_TRUE(*quick == parse_any_yaml(text, path)) << path;
    }
}

struct Document {
    const char* name;
    const char* text;
};
void PrintTo(const Document& row, std::ostream* out) {
    *out << row.name;
}

class PlainDocument : public testing::TestWithParam<Document> {};

TEST_P(PlainDocument, IsReadAsYamlCppDoes) {
    const std::optional<YamlNode> quick = parse_plain_yaml(GetParam().text);
    ASSERT_TRUE(quick.has_value());
    EXPECT_EQ(*quick, parse_any_yaml(GetParam().text, "p.yaml"));
}

INSTANTIATE_TEST_SUITE_P(
    PlainYaml,
    PlainDocument,
    testing::Values(Document{"Scalars", "a: b\nc: 12\nd: \"e: f, {g}\"\n"},
                    Document{"Escapes",
                             R"(a: "say \"x\" or \\y")"
                             "\n"},
                    Document{"OtherLetters", "a: \"übung…\"\n"},
                    Document{"EmptyText", "a: \"\"\n"},
                    Document{"NestedMaps", "a:\n  b:\n    c: d\n  e: f\ng: h\n"},
                    Document{"ListsOfMaps", "a:\n  - {b: c, d: [e, \"f\"]}\n  - {b: g}\nh: i\n"},
                    Document{"EmptyCollections", "a: {}\nb: []\nc:\n  {}\n"},
                    Document{"QuotedKeys", "\"1.2\": {\"3.4\": x}\n"},
                    Document{"KeyTwice", "a: b\na: c\n"},
                    Document{"NoLineFeedAtTheEnd", "a: b"},
                    Document{"PathsAndVersions", "a: pool/main/c/x_1.0+ds~1-2_all.deb\nb: 1.2.3\n"},
                    Document{"NearlyNull", "a: nccl\nb: nulls\n"}),
    [](const testing::TestParamInfo<Document>& row) { return std::string(row.param.name); });

class OtherDocument : public testing::TestWithParam<Document> {};

TEST_P(OtherDocument, IsLeftToYamlCpp) {
    EXPECT_EQ(parse_plain_yaml(GetParam().text), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(PlainYaml,
                         OtherDocument,
                         testing::Values(Document{"Nothing", ""},
                                         Document{"Comment", "a: b # c\n"},
                                         Document{"CommentLine", "# c\na: b\n"},
                                         Document{"EmptyLine", "a: b\n\nc: d\n"},
                                         Document{"DocumentMark", "---\na: b\n"},
                                         Document{"Null", "a: null\n"},
                                         Document{"Tilde", "a: ~\n"},
                                         Document{"NoValue", "a:\nb: c\n"},
                                         Document{"BlankAfterValue", "a: b \n"},
                                         Document{"WordsWithBlanks", "a: b c\n"},
                                         Document{"SingleQuotes", "a: 'b'\n"},
                                         Document{"Anchor", "a: &b c\n"},
                                         Document{"Alias", "a: *b\n"},
                                         Document{"Tag", "a: !!str b\n"},
                                         Document{"BlockText", "a: |\n  b\n"},
                                         Document{"OtherEscape", "a: \"\\x41\"\n"},
                                         Document{"LineInQuotes", "a: \"b\n  c\"\n"},
                                         Document{"OpenQuotes", "a: \"b"},
                                         Document{"OpenMap", "a: {b: c"},
                                         Document{"FlowOverLines", "a: [b,\n  c]\n"},
                                         Document{"TrailingComma", "a: [b, ]\n"},
                                         Document{"NoBlankAfterComma", "a: [b,c]\n"},
                                         Document{"BlockMapInList", "a:\n  - b: c\n    d: e\n"},
                                         Document{"ListAtTheKeysColumn", "a:\n- b\n"},
                                         Document{"LessIndented", "a:\n    b: c\n  d: e\n"},
                                         Document{"MoreIndented", "a: b\n  c: d\n"},
                                         Document{"Tab", "a:\tb\n"},
                                         Document{"CarriageReturn", "a: b\r\n"}),
                         [](const testing::TestParamInfo<Document>& row) {
                             return std::string(row.param.name);
                         });

TEST(PlainYaml, LeavesWhatIsTooDeepToYamlCpp) {
    EXPECT_EQ(parse_plain_yaml("a: " + std::string(100000, '[')), std::nullopt);
}

TEST(AnyYaml, ReadsWhatPeopleWrite) {
    const YamlNode root = parse_any_yaml("# mine\na: 'b'\nc:\n- d: ~\n", "m.yaml");
    ASSERT_EQ(root.items.size(), 4U);
    EXPECT_EQ(root.line, 2U);
    EXPECT_EQ(root.items[1].text, "b");
    const YamlNode& first = root.items[3].items.at(0);
    EXPECT_EQ(first.kind, YamlNode::Kind::map);
    EXPECT_EQ(first.items[1].kind, YamlNode::Kind::null);
    EXPECT_EQ(first.items[1].line, 4U);
}

TEST(AnyYaml, RefusesAliasesAndTellsTheLine) {
    test::expect_error(ErrorKind::integrity, "m.yaml:2: aliases are not allowed here", [] {
        static_cast<void>(parse_any_yaml("a: &x [1]\nb: *x\n", "m.yaml"));
    });
}

TEST(AnyYaml, RefusesWhatIsNestedTooDeep) {
    for (const std::string_view text : {"[", "{a: ", "{? "}) {
        std::string deep = "a:\n - ";
        for (int i = 0; i < 1000; ++i) deep += text;
        test::expect_error(ErrorKind::integrity, "m.yaml:2: nested deeper than 64 levels", [&] {
            static_cast<void>(parse_any_yaml(deep, "m.yaml"));
        });
    }
}

TEST(AnyYaml, RefusesTextThatIsNoYaml) {
    test::expect_error(ErrorKind::integrity, "m.yaml:2: not readable as YAML", [] {
        static_cast<void>(parse_any_yaml("a: [\n", "m.yaml"));
    });
}

TEST(AnyYaml, RefusesOtherThanOneDocument) {
    for (const char* const text : {"", "a: b\n---\nc: d\n"}) {
        test::expect_error(ErrorKind::integrity, "m.yaml:1: expected one YAML document", [&] {
            static_cast<void>(parse_any_yaml(text, "m.yaml"));
        });
    }
}

}  // namespace
}  // namespace cudaenv::catalog
