// SPDX-License-Identifier: Apache-2.0
// What the tests of the built-in facts have in common: the catalogue that is built in, and what was
// read or measured elsewhere.
#pragma once

#include <cudaenv/catalog/catalog.hpp>
#include <cudaenv/formats/value.hpp>

#include <string>
#include <vector>

namespace cudaenv::facts {

/// Read once for all tests.
const catalog::Catalog& shipped();

/// Rows of a file of this directory, which stay as long as the program runs.
class Truth {
 public:
    explicit Truth(const std::string& file);
    /// The list under `key`, which has rows.
    [[nodiscard]] std::vector<formats::Value> rows(const std::string& key) const;

 private:
    formats::Document document_;
};

}  // namespace cudaenv::facts
