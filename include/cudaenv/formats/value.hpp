// SPDX-License-Identifier: Apache-2.0
// Checked access to a document: a complaint is an Error(integrity) that starts with "file:line: ",
// in JSON with "file.key[0]: ", and in CBOR with "file: ", unless the reader of the document makes
// an error of its own.
#pragma once

#include <cudaenv/base/byte_count.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/sha256.hpp>
#include <cudaenv/base/version.hpp>
#include <cudaenv/formats/node.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cudaenv::formats {

class Document;

/// The error for a complaint about a value of `file`; `way` leads to it from the root:
/// "releases[0].version", empty for the root.
using Complaint = Error (*)(const std::string& file,
                            const std::string& way,
                            const std::string& message);

/// One value of a document, which must outlive it.
class Value {
 public:
    /// Throws the document's complaint about this value.
    [[noreturn]] void fail(const std::string& message) const;
    /// How a document without lines names it: see Complaint.
    [[nodiscard]] std::string way() const;
    [[nodiscard]] const std::string& file() const { return content_->file; }

    [[nodiscard]] bool is_null() const { return node_->kind == Node::Kind::null; }
    [[nodiscard]] bool is_list() const { return node_->kind == Node::Kind::list; }
    [[nodiscard]] bool is_map() const { return node_->kind == Node::Kind::map; }

    // What it is, for readers with words of their own; nothing when it is something else.
    [[nodiscard]] const std::string* find_text() const;  ///< may be empty
    [[nodiscard]] std::optional<std::uint64_t> find_whole() const;
    [[nodiscard]] std::optional<bool> find_flag() const;  ///< of JSON

    /// A scalar that is not empty.
    [[nodiscard]] const std::string& text() const;
    [[nodiscard]] const std::string& text_or_empty() const;
    [[nodiscard]] Version version() const;
    [[nodiscard]] Sha256 sha256() const;
    [[nodiscard]] unsigned number() const;
    /// A number, or its digits as a text.
    [[nodiscard]] ByteCount bytes() const;
    [[nodiscard]] bool flag() const;
    [[nodiscard]] std::vector<Value> list() const;
    [[nodiscard]] std::vector<std::string> texts() const;

    // Of a map in which unknown keys are passed over; Fields reads one where they are not.
    /// Sorted by key.
    [[nodiscard]] std::vector<std::pair<std::string, Value>> entries() const;
    [[nodiscard]] Value require(std::string_view key) const;
    /// nullopt when it is absent or null.
    [[nodiscard]] std::optional<Value> find(std::string_view key) const;

 private:
    friend class Document;
    friend class Fields;
    struct Content {
        Node root;
        std::string file;
        Complaint complaint;  ///< nullptr: with lines
    };
    Value(const Node& node, const Content& content) : node_(&node), content_(&content) {}
    [[nodiscard]] const std::vector<Node>& entries_of_map() const;

    const Node* node_;
    const Content* content_;
};

/// A tree and the name of its file, for messages.
class Document {
 public:
    /// Without a complaint of its own it names lines.
    Document(Node root, std::string file, Complaint complaint = nullptr);

    [[nodiscard]] Value root() const { return {content_->root, *content_}; }
    [[nodiscard]] const Node& tree() const { return content_->root; }
    [[nodiscard]] const std::string& file() const { return content_->file; }

 private:
    std::unique_ptr<const Value::Content>
        content_;  ///< stays where it is when the document is moved
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
