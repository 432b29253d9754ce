// SPDX-License-Identifier: Apache-2.0
// What the importers of collected compatibility tables have in common: the keys we use are checked,
// the rest is theirs.
#pragma once

#include "catalog/yaml_reader.hpp"

#include <cudaenv/catalog/tables.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::catalog {

/// The collected files write null for what nobody has published.
std::optional<YamlValue> find_known(YamlMap& map, const std::string& key);
std::optional<Version> find_known_version(YamlMap& map, const std::string& key);
std::string find_known_text(YamlMap& map, const std::string& key);
/// None for a missing key.
std::vector<Version> find_versions(YamlMap& map, const std::string& key);

/// The version at the front of a remark: "10.1" of "10.1 or 10.2", "13.0" of "13.0 (as 10.1
/// in 12.8)". Throws when there is none.
Version leading_version(const YamlValue& value);
/// Every dotted version in a text, in its order; "12.x" and words are none.
std::vector<Version> versions_in(std::string_view text);

/// The `sources` of a collected file, and those that the imported rows cite.
class CollectedSources {
 public:
    /// Takes `sources`.
    explicit CollectedSources(YamlMap& file);

    /// The row's `source`: keys of this file, or the description of a document that gets `key`.
    std::vector<std::string> cite(YamlMap& row, const std::string& key = {});
    /// A document that the collection does not name.
    std::string cite_document(const std::string& key, const std::string& description);
    [[nodiscard]] const Citations& cited() const { return cited_; }

 private:
    Citations known_;
    Citations cited_;
};

/// Sorts by `order` and throws when two rows are for the same.
template <typename Row, typename Key>
void sort_rows(std::vector<Row>& rows, Key Row::*order, const YamlMap& map, const char* what) {
    const auto before = [&](const Row& left, const Row& right) {
        return left.*order < right.*order;
    };
    std::sort(rows.begin(), rows.end(), before);
    const auto twice =
        std::adjacent_find(rows.begin(), rows.end(), [&](const Row& left, const Row& right) {
            return !before(left, right);
        });
    if (twice != rows.end()) map.fail(fmt::format("two {} are for the same version", what));
}

}  // namespace cudaenv::catalog
