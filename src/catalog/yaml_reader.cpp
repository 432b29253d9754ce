// SPDX-License-Identifier: Apache-2.0
// Checked access to YAML.
#include "catalog/yaml_reader.hpp"

#include <cudaenv/base/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

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
    std::optional<YamlNode> root = parse_plain_yaml(text);
    if (!root) root = parse_any_yaml(text, file);
    auto document = std::make_shared<const Document>(Document{file, *std::move(root)});
    const YamlNode& node = document->root;
    return {node, std::move(document)};
}

void YamlValue::fail(const std::string& message) const {
    throw Error(ErrorKind::integrity,
                fmt::format("{}:{}: {}", document_->file, node_->line, message));
}

std::string YamlValue::text() const {
    if (node_->kind != YamlNode::Kind::scalar) fail("expected a text");
    if (node_->text.empty()) fail("expected a text, found an empty one");
    return node_->text;
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
    if (!is_list()) fail("expected a list");
    std::vector<YamlValue> values;
    values.reserve(node_->items.size());
    for (const YamlNode& item : node_->items) values.push_back({item, document_});
    return values;
}

std::vector<std::string> YamlValue::texts() const {
    std::vector<std::string> texts;
    for (const YamlValue& value : list()) texts.push_back(value.text());
    return texts;
}

YamlMap::YamlMap(const YamlValue& value) : value_(value) {
    if (!value.is_map()) value.fail("expected a map");
    const std::vector<YamlNode>& items = value.node_->items;
    std::set<std::string_view> seen;
    entries_.reserve(items.size() / 2);
    for (std::size_t i = 0; i < items.size(); i += 2) {
        const YamlValue key(items[i], value.document_);
        const std::string name = key.text();
        if (!seen.insert(items[i].text).second)
            key.fail(fmt::format("the key \"{}\" stands here twice", name));
        entries_.push_back({name, key, YamlValue(items[i + 1], value.document_)});
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
