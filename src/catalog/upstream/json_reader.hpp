// SPDX-License-Identifier: Apache-2.0
// Checked access to upstream JSON: every complaint is an Error(integrity) naming the file and the
// entry.
#pragma once

#include <cudaenv/base/byte_count.hpp>
#include <cudaenv/base/sha256.hpp>

#include <nlohmann/json.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cudaenv::catalog {

/// One value with the way to it ("redistrib_12.4.1.json.cuda_nvcc.linux-x86_64.sha256"). The
/// document must outlive it.
class JsonValue {
 public:
    JsonValue(const nlohmann::json& value, const std::string& file);

    /// Throws Error(integrity) "where: message".
    [[noreturn]] void fail(const std::string& message) const;

    [[nodiscard]] bool is_object() const { return value_->is_object(); }
    [[nodiscard]] bool is_text() const { return value_->is_string(); }
    [[nodiscard]] std::string text() const;
    [[nodiscard]] Sha256 sha256() const;
    /// A number, or its digits as a text (redistrib files).
    [[nodiscard]] ByteCount bytes() const;
    /// True, false, or a text that gives the reason for "true".
    [[nodiscard]] bool flag_or_reason() const;
    [[nodiscard]] std::vector<JsonValue> list() const;
    [[nodiscard]] std::vector<std::pair<std::string, JsonValue>> entries() const;
    [[nodiscard]] JsonValue require(const std::string& key) const;
    /// nullopt when absent or null.
    [[nodiscard]] std::optional<JsonValue> find(const std::string& key) const;

 private:
    /// The way is spelled only for a complaint: a hostile key may be as long as the document, and
    /// stand above most of its values.
    struct Place {
        std::shared_ptr<const Place> above;
        std::string name;
    };
    JsonValue(const nlohmann::json& value, std::shared_ptr<const Place> place)
        : value_(&value), place_(std::move(place)) {}
    [[nodiscard]] JsonValue below(const nlohmann::json& value, std::string name) const;

    const nlohmann::json* value_;
    std::shared_ptr<const Place> place_;
};

/// Throws Error(integrity) when `text` is no JSON, or larger than any that is read here.
nlohmann::json parse_json(std::string_view text, const std::string& file);

}  // namespace cudaenv::catalog
