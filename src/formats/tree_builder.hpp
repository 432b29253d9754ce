// SPDX-License-Identifier: Apache-2.0
// A tree out of the events of a parser, whatever it parses.
#pragma once

#include <cudaenv/formats/node.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace cudaenv::formats {

/// `open_` is the way from the root to where the next node belongs.
class TreeBuilder {
 public:
    explicit TreeBuilder(std::size_t deepest) : deepest_(deepest) {}

    /// How many lists and maps may lie within one another.
    [[nodiscard]] std::size_t deepest() const { return deepest_; }
    [[nodiscard]] Node take_root() { return std::move(root_); }

    /// The reference holds until a sibling is added, which happens only after this node is closed.
    Node& add(Node::Kind kind) {
        Node& node = open_.empty() ? root_ : open_.back()->items.emplace_back();
        node.kind = kind;
        return node;
    }
    /// Adds a list or map, to which all belongs until it is closed; nullptr when it lies too deep.
    /// The parser calls as it goes: stopping it then ends its own recursion too.
    Node* open(Node::Kind kind) {
        if (open_.size() == deepest_) return nullptr;
        open_.push_back(&add(kind));
        return open_.back();
    }
    void close() { open_.pop_back(); }
    /// The innermost list or map that is not closed yet.
    [[nodiscard]] Node& innermost() { return *open_.back(); }

 private:
    std::size_t deepest_;
    Node root_;
    std::vector<Node*> open_;
};

}  // namespace cudaenv::formats
