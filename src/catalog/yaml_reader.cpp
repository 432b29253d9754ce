// SPDX-License-Identifier: Apache-2.0
// Checked access to YAML.
#include "catalog/yaml_reader.hpp"

#include <cudaenv/base/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace cudaenv::catalog {

namespace {

constexpr unsigned kSchema = 1;

template <typename Number>
std::optional<Number> find_number(const std::string& text) {
    Number number{};
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || stop != end) return std::nullopt;
    return number;
}

}  // namespace

YamlValue YamlValue::parse(std::string_view text, const std::string& file) {
    auto name = std::make_shared<const std::string>(file);
    try {
        const std::vector<YAML::Node> documents = YAML::LoadAll(std::string(text));
        if (documents.size() == 1) return {documents.front(), name};
        throw Error(
            ErrorKind::integrity,
            fmt::format("{}:1: expected one YAML document, found {}", file, documents.size()));
    } catch (const YAML::Exception& error) {
        throw Error(
            ErrorKind::integrity,
            fmt::format("{}:{}: not readable as YAML: {}", file, error.mark.line + 1, error.msg));
    }
}

void YamlValue::fail(const std::string& message) const {
    throw Error(ErrorKind::integrity,
                fmt::format("{}:{}: {}", *file_, node_.Mark().line + 1, message));
}

std::string YamlValue::text() const {
    if (!node_.IsScalar()) fail("expected a text");
    const std::string& text = node_.Scalar();
    if (text.empty()) fail("expected a text, found an empty one");
    return text;
}

Version YamlValue::version() const {
    const std::string written = text();
    const std::optional<Version> version = find_version(written);
    if (!version) fail(fmt::format("\"{}\" is no version", written));
    return *version;
}

Sha256 YamlValue::sha256() const {
    const std::string written = text();
    const std::optional<Sha256> digest = find_sha256(written);
    if (!digest) fail(fmt::format("\"{}\" is no SHA-256 digest (64 hexadecimal digits)", written));
    return *digest;
}

unsigned YamlValue::number() const {
    const std::optional<unsigned> number = find_number<unsigned>(text());
    if (!number) fail(fmt::format("\"{}\" is no whole number", text()));
    return *number;
}

ByteCount YamlValue::bytes() const {
    const std::optional<std::uint64_t> bytes = find_number<std::uint64_t>(text());
    if (!bytes) fail(fmt::format("\"{}\" is no size in bytes", text()));
    return {*bytes};
}

bool YamlValue::flag() const {
    const std::string written = text();
    if (written != "true" && written != "false") {
        fail(fmt::format("expected true or false, found \"{}\"", written));
    }
    return written == "true";
}

std::vector<YamlValue> YamlValue::list() const {
    if (!node_.IsSequence()) fail("expected a list");
    std::vector<YamlValue> values;
    for (const YAML::Node& item : node_) values.push_back({item, file_});
    return values;
}

std::vector<std::string> YamlValue::texts() const {
    std::vector<std::string> texts;
    for (const YamlValue& value : list()) texts.push_back(value.text());
    return texts;
}

YamlMap::YamlMap(const YamlValue& value) : value_(value) {
    if (!value.is_map()) value.fail("expected a map");
    std::set<std::string> seen;
    for (const auto& pair : value.node_) {
        const YamlValue key(pair.first, value.file_);
        const std::string name = key.text();
        if (!seen.insert(name).second)
            key.fail(fmt::format("the key \"{}\" stands here twice", name));
        entries_.push_back({name, key, YamlValue(pair.second, value.file_)});
    }
}

YamlValue YamlMap::require(const std::string& key) {
    std::optional<YamlValue> value = find(key);
    if (!value) fail(fmt::format("the key \"{}\" is missing", key));
    return *value;
}

std::optional<YamlValue> YamlMap::find(const std::string& key) {
    const auto entry = std::find_if(
        entries_.begin(), entries_.end(), [&](const Entry& each) { return each.key == key; });
    if (entry == entries_.end()) return std::nullopt;
    entry->taken = true;
    return entry->value;
}

std::vector<std::pair<std::string, YamlValue>> YamlMap::take_rest() {
    std::vector<std::pair<std::string, YamlValue>> rest;
    for (Entry& entry : entries_) {
        if (entry.taken) continue;
        entry.taken = true;
        rest.emplace_back(entry.key, entry.value);
    }
    return rest;
}

void YamlMap::expect_no_more() const {
    for (const Entry& entry : entries_) {
        if (!entry.taken) entry.key_value.fail(fmt::format("unknown key \"{}\"", entry.key));
    }
}

unsigned take_revision(YamlMap& map) {
    const YamlValue schema = map.require("schema");
    if (schema.number() != kSchema) {
        schema.fail(fmt::format(
            "schema {} is not known to this program (it reads {})", schema.number(), kSchema));
    }
    return map.require("revision").number();
}

}  // namespace cudaenv::catalog
