// SPDX-License-Identifier: Apache-2.0
// Checked access to YAML: every complaint is an Error(integrity) that starts with "file:line: ".
#pragma once

#include "catalog/yaml_tree.hpp"

#include <cudaenv/base/byte_count.hpp>
#include <cudaenv/base/sha256.hpp>
#include <cudaenv/base/version.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cudaenv::catalog {

/// One value of a document, with the name of its file for messages.
class YamlValue {
 public:
    /// The whole document; throws when it is no YAML or not exactly one document.
    static YamlValue parse(std::string_view text, const std::string& file);

    /// Throws Error(integrity) "file:line: message".
    [[noreturn]] void fail(const std::string& message) const;

    [[nodiscard]] bool is_null() const { return node_->kind == YamlNode::Kind::null; }
    [[nodiscard]] bool is_list() const { return node_->kind == YamlNode::Kind::list; }
    [[nodiscard]] bool is_map() const { return node_->kind == YamlNode::Kind::map; }
    /// A scalar that is not empty.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] Version version() const;
    [[nodiscard]] Sha256 sha256() const;
    [[nodiscard]] unsigned number() const;
    [[nodiscard]] ByteCount bytes() const;
    [[nodiscard]] bool flag() const;
    [[nodiscard]] std::vector<YamlValue> list() const;
    [[nodiscard]] std::vector<std::string> texts() const;

 private:
    friend class YamlMap;
    struct Document {
        std::string file;
        YamlNode root;
    };
    YamlValue(const YamlNode& node, std::shared_ptr<const Document> document)
        : node_(&node), document_(std::move(document)) {}

    const YamlNode* node_;
    std::shared_ptr<const Document> document_;
};

/// A map whose keys are taken one by one, so that what nobody asked for can be reported.
class YamlMap {
 public:
    /// Throws when `value` is no map or holds a key twice.
    explicit YamlMap(const YamlValue& value);

    [[nodiscard]] YamlValue require(const std::string& key);
    [[nodiscard]] std::optional<YamlValue> find(const std::string& key);
    /// Every entry not taken yet, in the order of the document.
    [[nodiscard]] std::vector<std::pair<std::string, YamlValue>> take_rest();
    /// Throws for the first key that was not taken.
    void expect_no_more() const;
    [[noreturn]] void fail(const std::string& message) const { value_.fail(message); }

 private:
    struct Entry {
        std::string key;
        YamlValue key_value;
        YamlValue value;
        bool taken = false;
    };
    YamlValue value_;
    std::vector<Entry> entries_;
};

/// Takes `schema` and `revision` of one of our files; gives the revision, throws for a schema we do
/// not know.
unsigned take_revision(YamlMap& map);

}  // namespace cudaenv::catalog
