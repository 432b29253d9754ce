// SPDX-License-Identifier: Apache-2.0
// Checked access to a document.
#include <cudaenv/base/number.hpp>
#include <cudaenv/formats/value.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

namespace cudaenv::formats {

namespace {

/// Up to here looking at every pair of keys is quicker than a set of them.
constexpr std::size_t kFewKeys = 16;

/// The index of the first key of a map's `items` that stands there before; nullopt: none does.
std::optional<std::size_t> find_repeated_key(const std::vector<Node>& items) {
    const bool are_few = items.size() / 2 <= kFewKeys;
    std::unordered_set<std::string_view> seen;
    for (std::size_t key = 0; key < items.size(); key += 2) {
        bool is_new = true;
        if (are_few) {
            for (std::size_t earlier = 0; earlier < key; earlier += 2)
                is_new = is_new && items[earlier].text != items[key].text;
        } else {
            is_new = seen.insert(items[key].text).second;
        }
        if (!is_new) return key;
    }
    return std::nullopt;
}

/// Whether `wanted` stands below `node`; then its way from there is put before `way`.
bool find_way(const Node& node, const Node& wanted, std::string& way) {
    constexpr std::size_t longest_key = 100;  // a hostile key may be as long as the document
    if (&node == &wanted) return true;
    const bool is_map = node.kind == Node::Kind::map;
    for (std::size_t item = is_map ? 1 : 0; item < node.items.size(); item += is_map ? 2 : 1) {
        if (!find_way(node.items[item], wanted, way)) continue;
        way.insert(0,
                   is_map ? "." + node.items[item - 1].text.substr(0, longest_key)
                          : fmt::format("[{}]", item));
        return true;
    }
    return false;
}

}  // namespace

Document::Document(Node root, std::string file, Complaint complaint)
    : content_(std::make_unique<const Value::Content>(
          Value::Content{std::move(root), std::move(file), complaint})) {}

void Value::fail(const std::string& message) const {
    if (content_->complaint != nullptr) throw content_->complaint(content_->file, way(), message);
    const std::string place =
        node_->line == 0 ? content_->file : fmt::format("{}:{}", content_->file, node_->line);
    throw Error(ErrorKind::integrity, fmt::format("{}: {}", place, message));
}

std::string Value::way() const {
    std::string way;
    find_way(content_->root, *node_, way);
    return way.starts_with('.') ? way.substr(1) : way;
}

const std::string* Value::find_text() const {
    return node_->kind == Node::Kind::text ? &node_->text : nullptr;
}

std::optional<std::uint64_t> Value::find_whole() const {
    if (node_->kind != Node::Kind::whole) return std::nullopt;
    return find_number<std::uint64_t>(node_->text);
}

std::optional<bool> Value::find_flag() const {
    if (node_->kind != Node::Kind::boolean) return std::nullopt;
    return node_->text == "true";
}

const std::string& Value::text() const {
    if (text_or_empty().empty()) fail("expected a text, found an empty one");
    return node_->text;
}

const std::string& Value::text_or_empty() const {
    if (node_->kind != Node::Kind::text) fail("expected a text");
    return node_->text;
}

Version Value::version() const {
    std::optional<Version> version = find_version(text());
    if (!version) fail(fmt::format("\"{}\" is no version", text()));
    return *std::move(version);
}

Sha256 Value::sha256() const {
    const std::optional<Sha256> digest = find_sha256(text());
    if (!digest) fail(fmt::format("\"{}\" is no SHA-256 digest (64 hexadecimal digits)", text()));
    return *digest;
}

unsigned Value::number() const {
    const bool is_json = content_->complaint != nullptr;
    if (is_json && node_->kind != Node::Kind::whole) fail("expected a whole number");
    const std::string& digits = is_json ? node_->text : text();
    const std::optional<unsigned> number = find_number<unsigned>(digits);
    if (!number) fail(fmt::format("\"{}\" is no whole number", digits));
    return *number;
}

ByteCount Value::bytes() const {
    if (const auto whole = find_whole()) return {*whole};
    const std::optional<std::uint64_t> bytes = find_number<std::uint64_t>(text());
    if (!bytes) fail(fmt::format("\"{}\" is no size in bytes", text()));
    return {*bytes};
}

bool Value::flag() const {
    if (const auto flag = find_flag()) return *flag;
    if (content_->complaint != nullptr) fail("expected true or false");
    if (text() != "true" && text() != "false") {
        fail(fmt::format("expected true or false, found \"{}\"", text()));
    }
    return text() == "true";
}

std::vector<Value> Value::list() const {
    if (!is_list()) fail("expected a list");
    std::vector<Value> values;
    values.reserve(node_->items.size());
    for (const Node& item : node_->items) values.push_back({item, *content_});
    return values;
}

std::vector<std::string> Value::texts() const {
    std::vector<std::string> texts;
    for (const Value& value : list()) texts.push_back(value.text());
    return texts;
}

const std::vector<Node>& Value::entries_of_map() const {
    if (!is_map()) fail(content_->complaint == nullptr ? "expected a map" : "expected an object");
    return node_->items;
}

std::vector<std::pair<std::string, Value>> Value::entries() const {
    const std::vector<Node>& items = entries_of_map();
    std::vector<std::pair<std::string, Value>> entries;
    for (std::size_t key = 0; key < items.size(); key += 2)
        entries.emplace_back(items[key].text, Value(items[key + 1], *content_));
    std::sort(entries.begin(), entries.end(), [](const auto& left, const auto& right) {
        return left.first < right.first;
    });
    return entries;
}

Value Value::require(std::string_view key) const {
    const std::optional<Value> value = find(key);
    if (!value) fail(fmt::format("\"{}\" is missing", key));
    return *value;
}

std::optional<Value> Value::find(std::string_view key) const {
    const std::vector<Node>& items = entries_of_map();
    for (std::size_t entry = 0; entry < items.size(); entry += 2) {
        if (items[entry].text != key) continue;
        if (items[entry + 1].kind == Node::Kind::null) return std::nullopt;
        return Value(items[entry + 1], *content_);
    }
    return std::nullopt;
}

Fields::Fields(const Value& value) : value_(value) {
    const std::vector<Node>& items = value.entries_of_map();
    for (std::size_t key = 0; key < items.size(); key += 2)
        static_cast<void>(Value(items[key], *value.content_).text());
    if (const auto repeated = find_repeated_key(items)) {
        const Value key(items[*repeated], *value.content_);
        key.fail(fmt::format("the key \"{}\" stands here twice", key.text()));
    }
    taken_.resize(items.size() / 2, false);
}

Value Fields::require(std::string_view key) {
    const std::optional<Value> value = find(key);
    if (!value) fail(fmt::format("the key \"{}\" is missing", key));
    return *value;
}

std::optional<Value> Fields::find(std::string_view key) {
    const std::vector<Node>& items = value_.node_->items;
    for (std::size_t entry = 0; entry < taken_.size(); ++entry) {
        if (items[2 * entry].text != key) continue;
        taken_[entry] = true;
        return Value(items[2 * entry + 1], *value_.content_);
    }
    return std::nullopt;
}

std::vector<std::pair<std::string, Value>> Fields::take_rest() {
    const std::vector<Node>& items = value_.node_->items;
    std::vector<std::pair<std::string, Value>> rest;
    for (std::size_t entry = 0; entry < taken_.size(); ++entry) {
        if (taken_[entry]) continue;
        taken_[entry] = true;
        rest.emplace_back(items[2 * entry].text, Value(items[2 * entry + 1], *value_.content_));
    }
    return rest;
}

void Fields::expect_no_more() const {
    const std::vector<Node>& items = value_.node_->items;
    const auto left = std::find(taken_.begin(), taken_.end(), false);
    if (left == taken_.end()) return;
    const Value key(items[2 * static_cast<std::size_t>(left - taken_.begin())], *value_.content_);
    key.fail(fmt::format("unknown key \"{}\"", key.text()));
}

}  // namespace cudaenv::formats
