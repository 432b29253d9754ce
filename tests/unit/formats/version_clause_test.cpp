// SPDX-License-Identifier: Apache-2.0
// Version conditions, cut into their parts.
#include <cudaenv/formats/version_clause.hpp>

#include <gtest/gtest.h>

namespace cudaenv::formats {
namespace {

TEST(VersionClause, IsOperatorAndVersion) {
    struct Row {
        const char* text;
        const char* op;
        const char* version;
        bool is_prefix;
    };
    const Row rows[] = {
        {"==2.6.0", "==", "2.6.0", false},
        {"===2.6.0", "===", "2.6.0", false},
        {"== 2.6.*", "==", "2.6", true},
        {"~=2.4", "~=", "2.4", false},
        {"^0.4.30", "^", "0.4.30", false},
        {"~2.6", "~", "2.6", false},
        {"<3", "<", "3", false},
        {"2.6.*", "", "2.6", true},
        {"=2.6", "", "=2.6", false},
        {">", ">", "", false},
    };
    for (const Row& row : rows) {
        const auto clauses = split_version_clauses(row.text);
        ASSERT_EQ(clauses.size(), 1U) << row.text;
        EXPECT_EQ(clauses[0].text, row.text);
        EXPECT_EQ(clauses[0].op, row.op) << row.text;
        EXPECT_EQ(clauses[0].version, row.version) << row.text;
        EXPECT_EQ(clauses[0].is_prefix, row.is_prefix) << row.text;
    }
}

TEST(VersionClause, StandsBetweenCommas) {
    const auto clauses = split_version_clauses(" >=2.4 , <3,");
    ASSERT_EQ(clauses.size(), 2U);
    EXPECT_EQ(clauses[0].text, ">=2.4");
    EXPECT_EQ(clauses[1].text, "<3");
    EXPECT_TRUE(split_version_clauses("").empty());
    EXPECT_TRUE(split_version_clauses(" , ").empty());
}

}  // namespace
}  // namespace cudaenv::formats
