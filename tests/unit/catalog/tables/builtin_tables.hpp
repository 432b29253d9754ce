// SPDX-License-Identifier: Apache-2.0
// What the tests of the built-in tables have in common.
#pragma once

#include <cudaenv/catalog/catalog.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace cudaenv::catalog::test {

class BuiltinTables : public testing::Test {
 protected:
    [[nodiscard]] const Catalog& catalog() const { return catalog_; }

    /// X.Y of every toolkit that the driver table knows, ascending.
    [[nodiscard]] std::vector<Version> toolkit_minors() const {
        std::vector<Version> minors;
        for (const DriverRow& row : catalog_.drivers().rows) {
            const Version minor = row.toolkit.truncated(2);
            if (minors.empty() || minors.back() != minor) minors.push_back(minor);
        }
        return minors;
    }
    [[nodiscard]] bool is_toolkit_minor(const Version& version) const {
        for (const Version& minor : toolkit_minors()) {
            if (minor == version) return true;
        }
        return false;
    }

 private:
    Catalog catalog_{shipped_manifests()};
};

/// The documents that rows cite. Parsing a table has checked that each is explained.
class Cited {
 public:
    template <typename Row>
    void add(const std::vector<Row>& rows) {
        EXPECT_FALSE(rows.empty());
        for (const Row& row : rows) {
            EXPECT_FALSE(row.sources.empty());
            keys_.insert(row.sources.begin(), row.sources.end());
        }
    }
    void expect_all_of(const Citations& citations) const {
        for (const auto& [key, description] : citations) {
            EXPECT_TRUE(keys_.contains(key)) << key;
        }
    }

 private:
    std::set<std::string> keys_;
};

}  // namespace cudaenv::catalog::test
