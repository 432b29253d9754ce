// SPDX-License-Identifier: Apache-2.0
// What all compatibility tables have in common: taking fields, reading ordered rows, finding one.
#pragma once

#include "catalog/manifest/schema.hpp"

#include <cudaenv/base/spec.hpp>
#include <cudaenv/catalog/tables/citations.hpp>
#include <cudaenv/formats/value.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace cudaenv::catalog {

using formats::Fields;
using formats::Value;

/// Takes what every table begins with: the number of the format, and `citations`.
Citations take_head(Fields& map);
/// Takes the row's `sources`; throws for none, or for a key that `citations` does not explain.
std::vector<std::string> take_sources(Fields& row, const Citations& citations);
std::optional<Version> take_version(Fields& map, const std::string& key);
std::string take_text(Fields& map, const std::string& key);
/// None when the key is missing.
std::vector<Version> take_versions(Fields& map, const std::string& key);
std::vector<unsigned> take_numbers(Fields& map, const std::string& key);
std::vector<std::string> take_texts(Fields& map, const std::string& key);
bool take_flag(Fields& map, const std::string& key);
/// A spec range; throws for another spec.
Spec take_range(Fields& map, const std::string& key);

/// Reads the list `key`: `read` makes a row, and `may_follow(earlier, later)` says whether two
/// neighbours stand in order.
template <typename Read, typename MayFollow>
auto take_ordered_rows(Fields& map, const std::string& key, Read read, MayFollow may_follow) {
    std::vector<std::invoke_result_t<Read, Fields&>> rows;
    for (const Value& item : map.require(key).list()) {
        Fields fields(item);
        auto row = read(fields);
        fields.expect_no_more();
        if (!rows.empty() && !may_follow(rows.back(), row)) {
            item.fail(fmt::format("the rows of \"{}\" must ascend and differ", key));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

/// Reads the list `key`, whose rows ascend by the member `order`.
template <typename Row, typename Key, typename Read>
std::vector<Row> take_rows(Fields& map, const std::string& key, Key Row::*order, Read read) {
    return take_ordered_rows(map, key, read, [order](const Row& earlier, const Row& later) {
        return earlier.*order < later.*order;
    });
}

/// The first row that `matches`; nullptr when none does.
template <typename Rows, typename Predicate>
auto* find_in(const Rows& rows, Predicate matches) {
    const auto row = std::find_if(rows.begin(), rows.end(), matches);
    return row == rows.end() ? nullptr : &*row;
}

}  // namespace cudaenv::catalog
