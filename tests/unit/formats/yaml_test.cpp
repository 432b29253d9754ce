// SPDX-License-Identifier: Apache-2.0
// YAML text as people write it.
#include "support/expect_error.hpp"

#include <cudaenv/formats/yaml.hpp>

#include <gtest/gtest.h>

#include <string>

namespace cudaenv::formats {
namespace {

using test::expect_error;

TEST(Yaml, ReadsWhatPeopleWrite) {
    const Document document = parse_yaml("# mine\na: 'b'\nc:\n- d: ~\n", "m.yaml");
    const Node& root = document.tree();
    ASSERT_EQ(root.items.size(), 4U);
    EXPECT_EQ(root.line, 2U);
    EXPECT_EQ(root.items[1].text, "b");
    const Node& first = root.items[3].items.at(0);
    EXPECT_EQ(first.kind, Node::Kind::map);
    EXPECT_EQ(first.items[1].kind, Node::Kind::null);
    EXPECT_EQ(first.items[1].line, 4U);
}

TEST(Yaml, RefusesAliasesAndTellsTheLine) {
    expect_error(ErrorKind::integrity, "m.yaml:2: aliases are not allowed here", [] {
        static_cast<void>(parse_yaml("a: &x [1]\nb: *x\n", "m.yaml"));
    });
}

TEST(Yaml, RefusesWhatIsNestedTooDeep) {
    for (const std::string_view text : {"[", "{a: ", "{? "}) {
        std::string deep = "a:\n - ";
        for (int i = 0; i < 1000; ++i) deep += text;
        expect_error(ErrorKind::integrity, "m.yaml:2: nested deeper than 64 levels", [&] {
            static_cast<void>(parse_yaml(deep, "m.yaml"));
        });
    }
}

TEST(Yaml, RefusesTextThatIsNoYaml) {
    expect_error(ErrorKind::integrity, "m.yaml:2: not readable as YAML", [] {
        static_cast<void>(parse_yaml("a: [\n", "m.yaml"));
    });
}

TEST(Yaml, RefusesOtherThanOneDocument) {
    expect_error(ErrorKind::integrity, "m.yaml:1: expected one YAML document, found none", [] {
        static_cast<void>(parse_yaml("", "m.yaml"));
    });
    expect_error(ErrorKind::integrity, "m.yaml:1: expected one YAML document, found another", [] {
        static_cast<void>(parse_yaml("a: b\n---\nc: d\n", "m.yaml"));
    });
}

TEST(Yaml, ComesToAnEndWhereYamlCppFindsEndlessDocuments) {
    // Found by fuzzing: text that yaml-cpp takes for UTF-16.
    const std::string_view text("\0, \0\0x", 6);
    expect_error(ErrorKind::integrity, "m.yaml:1: expected one YAML document, found another", [&] {
        static_cast<void>(parse_yaml(text, "m.yaml"));
    });
}

YamlFault fault_of(const char* text) {
    auto read = read_first_yaml(text, "m.yaml", 2);
    auto* fault = std::get_if<YamlFault>(&read);
    if (fault == nullptr) ADD_FAILURE() << text;
    return fault == nullptr ? YamlFault{} : *fault;
}

TEST(Yaml, TellsTheFaultsOfAFirstDocument) {
    EXPECT_EQ(fault_of("a: [\n").line, 2U);
    EXPECT_FALSE(fault_of("a: [\n").reason.empty());
    EXPECT_EQ(fault_of("a: &x b\nc: *x\n").line, 2U);
    EXPECT_EQ(fault_of("a: &x b\nc: *x\n").reason, "aliases are not allowed here");
    EXPECT_FALSE(fault_of("a: &x b\nc: *x\n").is_too_deep);
    EXPECT_EQ(fault_of("a:\n- [b]\n").reason, "nested deeper than 2 levels");
    EXPECT_TRUE(fault_of("a:\n- [b]\n").is_too_deep);
}

TEST(Yaml, HasAFirstDocumentOrNone) {
    for (const char* const text : {"", "# nothing\n"}) {
        const auto read = read_first_yaml(text, "m.yaml", 2);
        EXPECT_FALSE(std::get<0>(read).has_value()) << text;
    }
    const auto read = read_first_yaml("a: b\n---\n[\n", "m.yaml", 2);
    EXPECT_EQ(std::get<0>(read).value().tree().items.size(), 2U);
}

}  // namespace
}  // namespace cudaenv::formats
