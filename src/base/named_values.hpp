// SPDX-License-Identifier: Apache-2.0
// The texts of an enum's values, looked up both ways.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cudaenv {

template <typename Value, std::size_t count>
using NamedValues = std::array<std::pair<Value, std::string_view>, count>;

/// Empty for a value that has no row.
template <typename Value, std::size_t count>
std::string_view text_of(const NamedValues<Value, count>& rows, Value value) {
    for (const auto& [each, text] : rows) {
        if (each == value) return text;
    }
    return {};
}

template <typename Value, std::size_t count>
std::optional<Value> find_value(const NamedValues<Value, count>& rows, std::string_view text) {
    for (const auto& [value, each] : rows) {
        if (each == text) return value;
    }
    return std::nullopt;
}

template <typename Value, std::size_t count>
std::vector<std::string> texts_of(const NamedValues<Value, count>& rows,
                                  const std::vector<Value>& values) {
    std::vector<std::string> texts;
    texts.reserve(values.size());
    for (const Value value : values) texts.emplace_back(text_of(rows, value));
    return texts;
}

}  // namespace cudaenv
