// SPDX-License-Identifier: Apache-2.0
// First the file, then the variables over it.
#include "config/config_keys.hpp"
#include "config/yaml_limits.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/config/config.hpp>
#include <cudaenv/sys/files.hpp>

#include <fmt/core.h>
#include <yaml-cpp/yaml.h>

#include <set>

namespace cudaenv::config {
namespace {

constexpr std::uint64_t kMaxBytes = 1U << 20U;

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
        const YAML::Node root = parse(*text);
        if (root.IsNull()) return;
        if (!root.IsMap())
            throw wrong(root.Mark(), "expected lines of the form \"key: value\"", key_list());
        std::set<std::string> seen;
        for (const auto& entry : root) {
            const std::string name = scalar(entry.first, "a key");
            if (!seen.insert(name).second) {
                throw wrong(entry.first.Mark(),
                            fmt::format("{} is given twice", quoted_word(name)),
                            "keep one of the lines");
            }
            assign(config, name, entry.first, entry.second);
        }
    }

 private:
    [[nodiscard]] Error wrong(const YAML::Mark& mark,
                              const std::string& reason,
                              const std::string& hint) const {
        return {ErrorKind::usage,
                fmt::format("{}:{}: {}", path_.string(), mark.line + 1, reason),
                hint};
    }

    [[nodiscard]] YAML::Node parse(const std::string& text) const {
        try {
            check_yaml_limits(text);
            return YAML::Load(text);
        } catch (const YAML::Exception& error) {
            throw wrong(error.mark, "malformed YAML: " + error.msg, key_list());
        }
    }

    [[nodiscard]] std::string scalar(const YAML::Node& node, const std::string& what) const {
        if (node.IsScalar() && !node.Scalar().empty()) return node.Scalar();
        throw wrong(node.Mark(),
                    fmt::format("{} must be one plain value", what),
                    "leave the line out for the default");
    }

    /// A list becomes the text with separators that the variable has.
    [[nodiscard]] std::string value_text(const Key& key, const YAML::Node& value) const {
        if (key.separator.empty() || !value.IsSequence())
            return scalar(value, std::string(key.name));
        std::vector<std::string> items;
        for (const auto& item : value) {
            items.push_back(scalar(item, fmt::format("each of {}", key.name)));
            if (items.back().find(key.separator) == std::string::npos) continue;
            throw wrong(item.Mark(),
                        fmt::format("{}: an entry holds \"{}\", which stands between entries",
                                    key.name,
                                    key.separator),
                        "write what is several as several entries; no entry can hold it");
        }
        return join(items, key.separator);
    }

    void assign(Config& config,
                const std::string& name,
                const YAML::Node& key_node,
                const YAML::Node& value) const {
        const Key* key = find_key(name);
        if (key == nullptr) {
            throw wrong(
                key_node.Mark(), fmt::format("unknown key: {}", quoted_word(name)), key_list());
        }
        // An absent value is marked where the next line begins.
        if (value.IsNull()) {
            throw wrong(
                key_node.Mark(), name + " has no value", "leave the line out for the default");
        }
        if (const auto complaint = key->assign(config, value_text(*key, value), name))
            throw wrong(value.Mark(), fmt::format("{}: {}", name, *complaint), "correct the line");
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
