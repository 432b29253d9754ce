// SPDX-License-Identifier: Apache-2.0
// CBOR, by nlohmann-json: encoded from its values, decoded from its events straight into a tree.
#include <cudaenv/base/error.hpp>
#include <cudaenv/formats/cbor.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <utility>
#include <vector>

namespace cudaenv::formats {

namespace {

using Json = nlohmann::ordered_json;

Json to_json(const Node& node) {
    switch (node.kind) {
        case Node::Kind::null:
            return nullptr;
        case Node::Kind::text:
            return node.text;
        case Node::Kind::list: {
            Json list = Json::array();
            for (const Node& item : node.items) list.push_back(to_json(item));
            return list;
        }
        case Node::Kind::map: {
            Json map = Json::object();
            for (std::size_t key = 0; key < node.items.size(); key += 2)
                map[node.items[key].text] = to_json(node.items[key + 1]);
            return map;
        }
    }
    return nullptr;
}

/// Collects the events; `open_` is the way from the root to where the next node belongs. What a
/// tree does not have ends the reading.
class TreeBuilder : public nlohmann::json_sax<Json> {
 public:
    [[nodiscard]] Node take_root() { return std::move(root_); }

    bool null() override {
        add(Node::Kind::null);
        return true;
    }
    bool string(string_t& text) override {
        add(Node::Kind::text).text = std::move(text);
        return true;
    }
    bool key(string_t& text) override { return string(text); }
    bool start_object(std::size_t entries) override { return descend(Node::Kind::map, entries); }
    bool end_object() override { return ascend(); }
    bool start_array(std::size_t items) override { return descend(Node::Kind::list, items); }
    bool end_array() override { return ascend(); }

    bool boolean(bool /*value*/) override { return false; }
    bool number_integer(number_integer_t /*value*/) override { return false; }
    bool number_unsigned(number_unsigned_t /*value*/) override { return false; }
    bool number_float(number_float_t /*value*/, const string_t& /*text*/) override { return false; }
    bool binary(binary_t& /*value*/) override { return false; }
    bool parse_error(std::size_t /*position*/,
                     const std::string& /*token*/,
                     const nlohmann::detail::exception& /*error*/) override {
        return false;
    }

 private:
    /// The reference holds until a sibling is added, which happens only after this node is closed.
    Node& add(Node::Kind kind) {
        Node& node = open_.empty() ? root_ : open_.back()->items.emplace_back();
        node.kind = kind;
        return node;
    }
    /// A size that the bytes only claim is not believed.
    bool descend(Node::Kind kind, std::size_t count) {
        constexpr std::size_t most_reserved = 4096;
        constexpr std::size_t deepest = 64;
        if (open_.size() == deepest) return false;
        Node& node = add(kind);
        if (count <= most_reserved) node.items.reserve(kind == Node::Kind::map ? 2 * count : count);
        open_.push_back(&node);
        return true;
    }
    bool ascend() {
        open_.pop_back();
        return true;
    }

    Node root_;
    std::vector<Node*> open_;
};

}  // namespace

std::string encode_cbor(const Node& tree) {
    const std::vector<std::uint8_t> bytes = Json::to_cbor(to_json(tree));
    return {bytes.begin(), bytes.end()};
}

Document decode_cbor(std::string_view bytes, const std::string& file) {
    TreeBuilder builder;
    if (!Json::sax_parse(bytes.data(),
                         bytes.data() + bytes.size(),
                         &builder,
                         nlohmann::detail::input_format_t::cbor))
        throw Error(ErrorKind::integrity, fmt::format("{}: not readable as CBOR", file));
    return {builder.take_root(), file};
}

}  // namespace cudaenv::formats
