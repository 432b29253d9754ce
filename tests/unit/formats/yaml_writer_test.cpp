// SPDX-License-Identifier: Apache-2.0
// What is written is read back as the same.
#include <cudaenv/formats/yaml.hpp>
#include <cudaenv/formats/yaml_writer.hpp>

#include <gtest/gtest.h>

#include <string>

namespace cudaenv::formats {
namespace {

TEST(YamlWriter, QuotesWhatWouldBeReadAsSomethingElse) {
    EXPECT_EQ(yaml_text("cuda_nvcc/x-1.0+ds~1"), "cuda_nvcc/x-1.0+ds~1");
    for (const char* const text :
         {"", "12.4", "true", "No", "null", "a b", "a: b", "-x", "a#b", "[a]"})
        EXPECT_EQ(yaml_text(text), "\"" + std::string(text) + "\"") << text;
}

TEST(YamlWriter, WritesTextsThatReadBackTheSame) {
    for (const std::string text : {"plain",
                                   "say \"x\" or \\y",
                                   "übung…",
                                   "two\nlines\tand a tab",
                                   "{a: [b]}",
                                   "# no comment"}) {
        const Document document = parse_yaml("key: " + yaml_text(text) + "\n", "w.yaml");
        Fields fields(document.root());
        EXPECT_EQ(fields.require("key").text(), text);
    }
}

TEST(YamlWriter, WritesMapsAndListsOnOneLine) {
    YamlFlowMap map;
    map.add_text("name", "a b").add_version("version", parse_version("11.2")).add("size", "7");
    EXPECT_EQ(map.text(), "{name: \"a b\", version: \"11.2\", size: 7}");
    EXPECT_EQ(yaml_list({"a", "b c"}), "[a, \"b c\"]");
    EXPECT_EQ(yaml_versions({parse_version("12"), parse_version("12.4")}), "[\"12\", \"12.4\"]");
}

}  // namespace
}  // namespace cudaenv::formats
