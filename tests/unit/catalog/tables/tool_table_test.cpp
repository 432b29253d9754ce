// SPDX-License-Identifier: Apache-2.0
// tables/tools.yaml.
#include "support/expect_error.hpp"

#include <cudaenv/catalog/tables/tool_table.hpp>
#include <cudaenv/formats/yaml.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace cudaenv::catalog {
namespace {

std::string table_of(const std::string& rows) {
    return "schema: 1\ncitations:\n  docs: \"a manual\"\ntools:\n" + rows;
}

TEST(ToolTableRows, HasTheToolsOfEachComponent) {
    const std::string text = table_of(
        "  - {component: cuda_nvcc, tools: [cudafe++, nvcc], sources: [docs]}\n"
        "  - {component: nsight_systems, tools: [nsys], sources: [docs]}\n");
    const ToolTable table = read_tool_table(formats::parse_yaml(text, "t.yaml"));
    EXPECT_EQ(table.names(), (std::set<std::string>{"cudafe++", "nsys", "nvcc"}));
    EXPECT_EQ(table.rows[0].component, "cuda_nvcc");
    EXPECT_EQ(table.rows[0].sources, std::vector<std::string>{"docs"});
    EXPECT_EQ(table.citations.at("docs"), "a manual");
}

struct BadTools {
    const char* name;
    const char* rows;
    const char* words;
};

class BadToolTable : public testing::TestWithParam<BadTools> {};

TEST_P(BadToolTable, IsRefusedWithFileAndLine) {
    test::expect_error(ErrorKind::integrity, GetParam().words, [] {
        static_cast<void>(
            read_tool_table(formats::parse_yaml(table_of(GetParam().rows), "t.yaml")));
    });
}

INSTANTIATE_TEST_SUITE_P(
    Rows,
    BadToolTable,
    testing::Values(
        BadTools{"Path", "  - {component: a, tools: [bin/x], sources: [docs]}\n", "no name"},
        BadTools{"Hidden", "  - {component: a, tools: [.x], sources: [docs]}\n", "no name"},
        BadTools{"Option", "  - {component: a, tools: [\"-x\"], sources: [docs]}\n", "no name"},
        BadTools{"Escape", "  - {component: a, tools: [\"a\\x1b\"], sources: [docs]}\n", "no name"},
        BadTools{"Blank", "  - {component: a, tools: [\"a b\"], sources: [docs]}\n", "no name"},
        BadTools{"Twice", "  - {component: a, tools: [x, x], sources: [docs]}\n", "stands twice"},
        BadTools{"Unsorted", "  - {component: a, tools: [y, x], sources: [docs]}\n", "ascend"},
        BadTools{"None", "  - {component: a, tools: [], sources: [docs]}\n", "without tools"},
        BadTools{"NoSource", "  - {component: a, tools: [x]}\n", "sources"},
        BadTools{"UnknownSource", "  - {component: a, tools: [x], sources: [n]}\n", "explains"},
        BadTools{"UnknownKey",
                 "  - {component: a, tools: [x], sources: [docs], path: /}\n",
                 "unknown key"}),
    [](const auto& each) { return each.param.name; });

TEST(ToolTableRows, HasEachToolInOneRow) {
    test::expect_error(ErrorKind::integrity, "t.yaml:6: \"x\" stands twice", [] {
        static_cast<void>(read_tool_table(
            formats::parse_yaml(table_of("  - {component: a, tools: [x], sources: [docs]}\n"
                                         "  - {component: b, tools: [x], sources: [docs]}\n"),
                                "t.yaml")));
    });
}

}  // namespace
}  // namespace cudaenv::catalog
