// SPDX-License-Identifier: Apache-2.0
// From the events of nlohmann-json straight into a tree.
#pragma once

#include "formats/tree_builder.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <utility>

namespace cudaenv::formats {

/// Collects the events. A boolean or number ends the reading: who expects one overrides that.
class JsonEvents : public nlohmann::json_sax<nlohmann::ordered_json> {
 public:
    [[nodiscard]] Node take_root() { return tree_.take_root(); }

    bool null() override {
        tree_.add(Node::Kind::null);
        return true;
    }
    bool string(string_t& text) override {
        tree_.add(Node::Kind::text).text = std::move(text);
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
    [[nodiscard]] TreeBuilder& tree() { return tree_; }

 private:
    static constexpr std::size_t kDeepest = 64;

    /// A size that the bytes only claim is not believed.
    bool descend(Node::Kind kind, std::size_t count) {
        constexpr std::size_t most_reserved = 4096;
        Node* const node = tree_.open(kind);
        if (node == nullptr) return false;
        if (count <= most_reserved)
            node->items.reserve(kind == Node::Kind::map ? 2 * count : count);
        return true;
    }
    bool ascend() {
        tree_.close();
        return true;
    }

    TreeBuilder tree_{kDeepest};
};

}  // namespace cudaenv::formats
