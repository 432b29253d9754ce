// SPDX-License-Identifier: Apache-2.0
// The small reader sees in config.yaml what a YAML reader sees.
#include "support/temp_dir.hpp"

#include <cudaenv/selection/settings.hpp>
#include <cudaenv/sys/files.hpp>

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

namespace cudaenv::selection {
namespace {

using Values = std::vector<std::string>;

struct SettingRow {
    const char* name;
    const char* text;
    Values values;
};

/// Those of safe_directories, a scalar or a list.
Values yaml_values(const std::string& text) {
    const YAML::Node root = YAML::Load(text);
    const YAML::Node setting = root["safe_directories"];
    if (!setting) return {};
    return setting.IsScalar() ? Values{setting.Scalar()} : setting.as<Values>();
}

class SafeDirectoriesSetting : public testing::TestWithParam<SettingRow> {};

TEST_P(SafeDirectoriesSetting, IsReadAsAYamlReaderReadsIt) {
    const test::TempDir dir;
    replace_file(dir / "config.yaml", GetParam().text);
    const auto setting = load_setting(dir / "config.yaml", "safe_directories");
    EXPECT_EQ(setting ? setting->values : Values(), GetParam().values);
    EXPECT_EQ(yaml_values(GetParam().text), GetParam().values);
}

INSTANTIATE_TEST_SUITE_P(
    Forms,
    SafeDirectoriesSetting,
    testing::Values(
        SettingRow{"Absent", "jobs: 2\n", {}},
        SettingRow{"Empty", "", {}},
        SettingRow{"Scalar", "safe_directories: /a\n", {"/a"}},
        SettingRow{"ScalarWithColons", "safe_directories: /a:/b\n", {"/a:/b"}},
        SettingRow{"EmptyFlow", "safe_directories: []\n", {}},
        SettingRow{"QuotedScalar", "safe_directories: \"/a b\" # why\r\n", {"/a b"}},
        SettingRow{"FlowOfOne",
                   "safe_directories: ['/tmp/a/rather/long/directory']\n",
                   {"/tmp/a/rather/long/directory"}},
        SettingRow{"Flow", "safe_directories: [/a, '*']\njobs: 2\n", {"/a", "*"}},
        SettingRow{"FlowWithBlanks", "safe_directories:   [ \"/a\" ,/b, ]  # x\n", {"/a", "/b"}},
        SettingRow{
            "FlowOverLines", "safe_directories: [/a,  # one\n  # two\n  /b\n]\n", {"/a", "/b"}},
        SettingRow{"EmptyFlowThenMore", "safe_directories: [/a\n  ]\nprofile: full\n", {"/a"}},
        SettingRow{"FlowOfWhatFlowsAreMadeOf",
                   "safe_directories: [\"/a, *\", '/b], [*', \"/c # d\"] # e\n",
                   {"/a, *", "/b], [*", "/c # d"}},
        SettingRow{"EscapesAndApostrophes",
                   "safe_directories: [\"/a\\\"b\\\\c\", '/it''s', /it's]\n",
                   {"/a\"b\\c", "/it's", "/it's"}},
        SettingRow{"FlowOfAFoldedValue", "safe_directories: [/a\n  b, /c]\n", {"/a b", "/c"}},
        SettingRow{"BlockOfQuotes",
                   "safe_directories:\n- \"/a # b\" # c\n- '/d''e'\n",
                   {"/a # b", "/d'e"}},
        SettingRow{"ScalarInQuotes", "safe_directories: '/a # b' # c\n", {"/a # b"}},
        SettingRow{"Block", "jobs: 1\nsafe_directories:\n  - /a\n  - '/b/*'\n", {"/a", "/b/*"}},
        SettingRow{"BlockWithoutIndent",
                   "safe_directories:\n- /a\n\n# x\n- \"*\"\njobs: 1\n",
                   {"/a", "*"}},
        SettingRow{"InAComment", "# safe_directories: /a\n", {}},
        SettingRow{"BlanksInAPath", "safe_directories:\n  - /a b/c d # e\n", {"/a b/c d"}}),
    [](const auto& row) { return row.param.name; });

TEST(FindSetting, KnowsItsLineAndTakesTopLevelKeysOnly) {
    EXPECT_EQ(find_setting("\n# x\nkey: a\n", "key")->line, 3);
    EXPECT_FALSE(find_setting("x:\n  key: a\n", "key"));
    EXPECT_FALSE(find_setting("keys: a\n", "key"));
    EXPECT_EQ(find_setting("key: [a", "key")->values, Values{"a"});
    EXPECT_EQ(find_setting("key:\n", "key")->values, Values());
    EXPECT_EQ(find_setting("key: [a, 'b", "key")->values, (Values{"a", ""}));
}

TEST(FindSetting, TellsListsFromScalars) {
    for (const char* text : {"key: [a]\n", "key: []\n", "key:\n- a\n", "key: # x\n  - a\n"})
        EXPECT_TRUE(find_setting(text, "key")->is_list) << text;
    for (const char* text : {"key: a\n", "key: '[a]'\n"})
        EXPECT_FALSE(find_setting(text, "key")->is_list) << text;
}

}  // namespace
}  // namespace cudaenv::selection
