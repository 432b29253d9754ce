// SPDX-License-Identifier: Apache-2.0
// Checked access to a document: every complaint is an Error(integrity) that starts with
// "file:line: " (only "file: " where the format has no lines).
#pragma once

#include <cudaenv/base/byte_count.hpp>
#include <cudaenv/base/sha256.hpp>
#include <cudaenv/base/version.hpp>
#include <cudaenv/formats/node.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cudaenv::formats {

class Document;

/// One value of a document, which must outlive it.
class Value {
 public:
    /// Throws Error(integrity) "file:line: message".
    [[noreturn]] void fail(const std::string& message) const;

    [[nodiscard]] bool is_null() const { return node_->kind == Node::Kind::null; }
    [[nodiscard]] bool is_list() const { return node_->kind == Node::Kind::list; }
    [[nodiscard]] bool is_map() const { return node_->kind == Node::Kind::map; }
    /// A scalar that is not empty.
    [[nodiscard]] const std::string& text() const;
    [[nodiscard]] Version version() const;
    [[nodiscard]] Sha256 sha256() const;
    [[nodiscard]] unsigned number() const;
    [[nodiscard]] ByteCount bytes() const;
    [[nodiscard]] bool flag() const;
    [[nodiscard]] std::vector<Value> list() const;
    [[nodiscard]] std::vector<std::string> texts() const;

 private:
    friend class Document;
    friend class Fields;
    Value(const Node& node, const std::string& file) : node_(&node), file_(&file) {}

    const Node* node_;
    const std::string* file_;
};

/// A tree and the name of its file, for messages.
class Document {
 public:
    Document(Node root, std::string file);

    [[nodiscard]] Value root() const { return {content_->root, content_->file}; }
    [[nodiscard]] const Node& tree() const { return content_->root; }
    [[nodiscard]] const std::string& file() const { return content_->file; }

 private:
    struct Content {
        Node root;
        std::string file;
    };
    std::unique_ptr<const Content> content_;  ///< stays where it is when the document is moved
};

/// A map whose keys are taken one by one, so that what nobody asked for can be reported.
class Fields {
 public:
    /// Throws when `value` is no map or holds a key twice.
    explicit Fields(const Value& value);

    [[nodiscard]] Value require(std::string_view key);
    [[nodiscard]] std::optional<Value> find(std::string_view key);
    /// Every entry not taken yet, in the order of the document.
    [[nodiscard]] std::vector<std::pair<std::string, Value>> take_rest();
    /// Throws for the first key that was not taken.
    void expect_no_more() const;
    [[noreturn]] void fail(const std::string& message) const { value_.fail(message); }

 private:
    Value value_;
    std::vector<bool> taken_;  ///< of each key, in the order of the document
};

}  // namespace cudaenv::formats
