// SPDX-License-Identifier: Apache-2.0
// First the file, then the variables over it.
#include "config/config_keys.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/config/config.hpp>
#include <cudaenv/formats/yaml.hpp>
#include <cudaenv/sys/files.hpp>

#include <fmt/core.h>

#include <set>
#include <utility>

namespace cudaenv::config {
namespace {

using formats::Node;
using Kind = formats::Node::Kind;

constexpr std::uint64_t kMaxBytes = 1U << 20U;
constexpr std::size_t kDeepest = 8;

std::string key_list() {
    std::vector<std::string> names;
    for (const Key& key : known_keys()) names.emplace_back(key.name);
    return "known keys: " + join(names, ", ");
}

class File {
 public:
    explicit File(const std::filesystem::path& path) : path_(path) {}

    void read_into(Config& config) const {
        const std::optional<std::string> text = find_file_text(path_, kMaxBytes);
        if (!text) return;
        const std::optional<formats::Document> document = parse(*text);
        if (!document || document->tree().kind == Kind::null) return;
        const Node& root = document->tree();
        if (root.kind != Kind::map)
            throw wrong(root.line, "expected lines of the form \"key: value\"", key_list());
        std::set<std::string> seen;
        for (std::size_t entry = 0; entry < root.items.size(); entry += 2) {
            const Node& key = root.items[entry];
            const std::string name = scalar(key, "a key");
            if (!seen.insert(name).second) {
                throw wrong(key.line,
                            fmt::format("{} is given twice", quoted_word(name)),
                            "keep one of the lines");
            }
            assign(config, name, key, root.items[entry + 1]);
        }
    }

 private:
    [[nodiscard]] Error wrong(unsigned line,
                              const std::string& reason,
                              const std::string& hint) const {
        return {ErrorKind::usage, fmt::format("{}:{}: {}", path_.string(), line, reason), hint};
    }

    /// Nothing when it has no document.
    [[nodiscard]] std::optional<formats::Document> parse(const std::string& text) const {
        auto read = formats::read_first_yaml(text, path_.string(), kDeepest);
        if (const auto* fault = std::get_if<formats::YamlFault>(&read)) {
            throw wrong(fault->line,
                        fmt::format("malformed YAML: {}",
                                    fault->is_too_deep ? "it is nested too deep" : fault->reason),
                        key_list());
        }
        return std::move(std::get<std::optional<formats::Document>>(read));
    }

    [[nodiscard]] std::string scalar(const Node& node, const std::string& what) const {
        if (node.kind == Kind::text && !node.text.empty()) return node.text;
        throw wrong(node.line,
                    fmt::format("{} must be one plain value", what),
                    "leave the line out for the default");
    }

    /// A list becomes the text with separators that the variable has.
    [[nodiscard]] std::string value_text(const Key& key, const Node& value) const {
        if (key.separator.empty() || value.kind != Kind::list)
            return scalar(value, std::string(key.name));
        std::vector<std::string> items;
        for (const Node& item : value.items) {
            items.push_back(scalar(item, fmt::format("each of {}", key.name)));
            if (items.back().find(key.separator) == std::string::npos) continue;
            throw wrong(item.line,
                        fmt::format("{}: an entry holds \"{}\", which stands between entries",
                                    key.name,
                                    key.separator),
                        "write what is several as several entries; no entry can hold it");
        }
        return join(items, key.separator);
    }

    void assign(Config& config,
                const std::string& name,
                const Node& key_node,
                const Node& value) const {
        const Key* key = find_key(name);
        if (key == nullptr) {
            throw wrong(
                key_node.line, fmt::format("unknown key: {}", quoted_word(name)), key_list());
        }
        // An absent value is marked where the next line begins.
        if (value.kind == Kind::null) {
            throw wrong(
                key_node.line, name + " has no value", "leave the line out for the default");
        }
        if (const auto complaint = key->assign(config, value_text(*key, value), name))
            throw wrong(value.line, fmt::format("{}: {}", name, *complaint), "correct the line");
    }

    const std::filesystem::path& path_;
};

void read_variables(const Environment& environment, Config& config) {
    for (const Key& key : known_keys()) {
        const std::string variable = variable_name(key);
        const auto text = environment.find_nonempty(variable);
        if (!text) continue;
        if (const auto complaint = key.assign(config, *text, variable)) {
            throw Error(ErrorKind::usage,
                        fmt::format("{}: {}", variable, *complaint),
                        "correct or unset " + variable);
        }
    }
}

}  // namespace

Config load_config(const std::filesystem::path& file, const Environment& environment) {
    Config config;
    File(file).read_into(config);
    read_variables(environment, config);
    config.plain_http_hosts = plain_http_hosts(config);
    return config;
}

}  // namespace cudaenv::config
