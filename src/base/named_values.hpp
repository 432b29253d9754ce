// SPDX-License-Identifier: Apache-2.0
// The texts of an enum's values, looked up both ways.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace cudaenv {

template <typename Value, std::size_t count>
using NamedValues = std::array<std::pair<Value, std::string_view>, count>;

/// Every value of the enum has a row.
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

}  // namespace cudaenv
