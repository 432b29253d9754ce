// SPDX-License-Identifier: Apache-2.0
// Checked access to a document.
#include <cudaenv/base/error.hpp>
#include <cudaenv/formats/value.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <unordered_set>

namespace cudaenv::formats {

namespace {

/// Up to here looking at every pair of keys is quicker than a set of them.
constexpr std::size_t kFewKeys = 16;

template <typename Number>
std::optional<Number> find_number(const std::string& text) {
    Number number{};
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || stop != end) return std::nullopt;
    return number;
}

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

}  // namespace

Document::Document(Node root, std::string file)
    : content_(std::make_unique<const Content>(Content{std::move(root), std::move(file)})) {}

void Value::fail(const std::string& message) const {
    const std::string place = node_->line == 0 ? *file_ : fmt::format("{}:{}", *file_, node_->line);
    throw Error(ErrorKind::integrity, fmt::format("{}: {}", place, message));
}

const std::string& Value::text() const {
    if (node_->kind != Node::Kind::text) fail("expected a text");
    if (node_->text.empty()) fail("expected a text, found an empty one");
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
    const std::optional<unsigned> number = find_number<unsigned>(text());
    if (!number) fail(fmt::format("\"{}\" is no whole number", text()));
    return *number;
}

ByteCount Value::bytes() const {
    const std::optional<std::uint64_t> bytes = find_number<std::uint64_t>(text());
    if (!bytes) fail(fmt::format("\"{}\" is no size in bytes", text()));
    return {*bytes};
}

bool Value::flag() const {
    if (text() != "true" && text() != "false") {
        fail(fmt::format("expected true or false, found \"{}\"", text()));
    }
    return text() == "true";
}

std::vector<Value> Value::list() const {
    if (!is_list()) fail("expected a list");
    std::vector<Value> values;
    values.reserve(node_->items.size());
    for (const Node& item : node_->items) values.push_back({item, *file_});
    return values;
}

std::vector<std::string> Value::texts() const {
    std::vector<std::string> texts;
    for (const Value& value : list()) texts.push_back(value.text());
    return texts;
}

Fields::Fields(const Value& value) : value_(value) {
    if (!value.is_map()) value.fail("expected a map");
    const std::vector<Node>& items = value.node_->items;
    for (std::size_t key = 0; key < items.size(); key += 2)
        static_cast<void>(Value(items[key], *value.file_).text());
    if (const auto repeated = find_repeated_key(items)) {
        const Value key(items[*repeated], *value.file_);
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
        return Value(items[2 * entry + 1], *value_.file_);
    }
    return std::nullopt;
}

std::vector<std::pair<std::string, Value>> Fields::take_rest() {
    const std::vector<Node>& items = value_.node_->items;
    std::vector<std::pair<std::string, Value>> rest;
    for (std::size_t entry = 0; entry < taken_.size(); ++entry) {
        if (taken_[entry]) continue;
        taken_[entry] = true;
        rest.emplace_back(items[2 * entry].text, Value(items[2 * entry + 1], *value_.file_));
    }
    return rest;
}

void Fields::expect_no_more() const {
    const std::vector<Node>& items = value_.node_->items;
    const auto left = std::find(taken_.begin(), taken_.end(), false);
    if (left == taken_.end()) return;
    const Value key(items[2 * static_cast<std::size_t>(left - taken_.begin())], *value_.file_);
    key.fail(fmt::format("unknown key \"{}\"", key.text()));
}

}  // namespace cudaenv::formats
