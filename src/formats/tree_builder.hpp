// SPDX-License-Identifier: Apache-2.0
// From the events of nlohmann-json straight into a tree.
#pragma once

#include <cudaenv/formats/node.hpp>

#include <nlohmann/json.hpp>

#include <string>
#include <utility>
#include <vector>

namespace cudaenv::formats {

/// Collects the events; `open_` is the way from the root to where the next node belongs. A boolean
/// or number ends the reading: who expects one overrides that.
class TreeBuilder : public nlohmann::json_sax<nlohmann::ordered_json> {
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

 protected:
    /// The reference holds until a sibling is added, which happens only after this node is closed.
    Node& add(Node::Kind kind) {
        Node& node = open_.empty() ? root_ : open_.back()->items.emplace_back();
        node.kind = kind;
        return node;
    }
    /// The innermost list or map that is not closed yet.
    [[nodiscard]] Node& innermost() { return *open_.back(); }

 private:
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

}  // namespace cudaenv::formats
