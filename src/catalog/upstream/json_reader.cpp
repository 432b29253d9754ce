// SPDX-License-Identifier: Apache-2.0
// Checked access to upstream JSON.
#include "catalog/upstream/json_reader.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/json_limits.hpp>
#include <cudaenv/base/url.hpp>

#include <fmt/format.h>

#include <charconv>

namespace cudaenv::catalog {

namespace {

/// Manifests and index pages of one product have some hundred kB; seen.json grows by 100 bytes for
/// each manifest.
constexpr JsonLimits kLimits{.bytes = 32U << 20U};
constexpr std::size_t kLongestShown = 100;
constexpr std::size_t kLongestReason = 300;  ///< the parser quotes what it read last

}  // namespace

JsonValue::JsonValue(const nlohmann::json& value, const std::string& file)
    : JsonValue(value, std::make_shared<const Place>(Place{nullptr, file})) {}

JsonValue JsonValue::below(const nlohmann::json& value, std::string name) const {
    return {value, std::make_shared<const Place>(Place{place_, std::move(name)})};
}

void JsonValue::fail(const std::string& message) const {
    std::string where;
    for (const Place* place = place_.get(); place != nullptr; place = place->above.get())
        where.insert(0, place->name);
    throw Error(ErrorKind::integrity, fmt::format("{}: {}", where, message));
}

std::string JsonValue::text() const {
    if (!value_->is_string()) fail("expected a text");
    return value_->get<std::string>();
}

Sha256 JsonValue::sha256() const {
    const std::optional<Sha256> digest = find_sha256(text());
    if (!digest) fail(fmt::format("\"{}\" is no SHA-256 digest (64 hexadecimal digits)", text()));
    return *digest;
}

ByteCount JsonValue::bytes() const {
    if (value_->is_number_unsigned()) return {value_->get<std::uint64_t>()};
    const std::string digits = text();
    ByteCount bytes;
    const auto [stop, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), bytes.value);
    if (error != std::errc() || stop != digits.data() + digits.size()) {
        fail(fmt::format("\"{}\" is no size in bytes", digits));
    }
    return bytes;
}

bool JsonValue::flag_or_reason() const {
    if (value_->is_boolean()) return value_->get<bool>();
    if (!value_->is_string()) fail("expected true, false or a reason");
    return true;
}

std::vector<JsonValue> JsonValue::list() const {
    if (!value_->is_array()) fail("expected a list");
    std::vector<JsonValue> values;
    for (std::size_t i = 0; i < value_->size(); ++i) {
        values.push_back(below((*value_)[i], fmt::format("[{}]", i)));
    }
    return values;
}

std::vector<std::pair<std::string, JsonValue>> JsonValue::entries() const {
    if (!value_->is_object()) fail("expected an object");
    std::vector<std::pair<std::string, JsonValue>> entries;
    for (const auto& [key, value] : value_->items()) {
        entries.emplace_back(key, below(value, "." + key.substr(0, kLongestShown)));
    }
    return entries;
}

JsonValue JsonValue::require(const std::string& key) const {
    const std::optional<JsonValue> value = find(key);
    if (!value) fail(fmt::format("\"{}\" is missing", key));
    return *value;
}

std::optional<JsonValue> JsonValue::find(const std::string& key) const {
    if (!value_->is_object()) fail("expected an object");
    const auto entry = value_->find(key);
    if (entry == value_->end() || entry->is_null()) return std::nullopt;
    return below(*entry, "." + key.substr(0, kLongestShown));
}

nlohmann::json parse_json(std::string_view text, const std::string& file) {
    if (const std::string fault = json_fault(text, kLimits); !fault.empty())
        throw Error(ErrorKind::integrity, fmt::format("{}: {}", file, fault));
    try {
        return nlohmann::json::parse(text);
    } catch (const nlohmann::json::exception& error) {
        throw Error(ErrorKind::integrity,
                    fmt::format("{}: not readable as JSON: {}",
                                file,
                                without_addresses(
                                    std::string_view(error.what()).substr(0, kLongestReason))));
    }
}

}  // namespace cudaenv::catalog
