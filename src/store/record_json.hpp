// SPDX-License-Identifier: Apache-2.0
// What record.json and entry.json are read and written with.
#pragma once

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/sha256.hpp>
#include <cudaenv/formats/value.hpp>

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::store {

/// Error(integrity): "file is damaged: reason".
Error damaged_record(const std::string& file, const std::string& reason);
/// A formats::Complaint: the same, with the way to the value.
Error record_complaint(const std::string& file, const std::string& way, const std::string& message);

const std::string& text_at(const formats::Value& object, std::string_view key);
/// Under the key "sha256".
Sha256 sha256_at(const formats::Value& object);

template <typename Item>
nlohmann::ordered_json list_of(const std::vector<Item>& items,
                               nlohmann::ordered_json (*json_of)(const Item&)) {
    auto list = nlohmann::ordered_json::array();
    for (const Item& item : items) list.push_back(json_of(item));
    return list;
}

}  // namespace cudaenv::store
