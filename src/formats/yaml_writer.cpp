// SPDX-License-Identifier: Apache-2.0
// Writing YAML so that the same values always give the same bytes.
#include <cudaenv/base/letters.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/formats/yaml_writer.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace cudaenv::formats {

namespace {

bool is_bare_character(char c) {
    return is_alphanumeric(c) || std::string_view("_-./+~").find(c) != std::string_view::npos;
}

/// Words that YAML 1.1 or 1.2 readers take for truth values or null.
constexpr auto kReserved =
    std::to_array<std::string_view>({"true", "false", "yes", "no", "on", "off", "y", "n", "null"});

bool is_reserved(std::string_view text) {
    return std::find(kReserved.begin(), kReserved.end(), to_lower(text)) != kReserved.end();
}

}  // namespace

std::string yaml_quoted(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        if (static_cast<unsigned char>(c) < 0x20U) {
            quoted += fmt::format("\\x{:02x}", static_cast<unsigned>(c));
        } else {
            quoted += c;
        }
    }
    return quoted + '"';
}

std::string yaml_text(std::string_view text) {
    const bool bare = !text.empty() && is_letter(text.front()) && !is_reserved(text) &&
                      std::all_of(text.begin(), text.end(), is_bare_character);
    return bare ? std::string(text) : yaml_quoted(text);
}

std::string yaml_list(const std::vector<std::string>& texts) {
    std::vector<std::string> items;
    items.reserve(texts.size());
    for (const std::string& text : texts) items.push_back(yaml_text(text));
    return "[" + join(items, ", ") + "]";
}

std::string yaml_versions(const std::vector<Version>& versions) {
    std::vector<std::string> items;
    items.reserve(versions.size());
    for (const Version& version : versions) items.push_back(yaml_quoted(version.text()));
    return "[" + join(items, ", ") + "]";
}

YamlFlowMap& YamlFlowMap::add(std::string_view key, std::string_view value) {
    if (!content_.empty()) content_ += ", ";
    content_ += fmt::format("{}: {}", yaml_text(key), value);
    return *this;
}

YamlFlowMap& YamlFlowMap::add_text(std::string_view key, std::string_view text) {
    return add(key, yaml_text(text));
}

YamlFlowMap& YamlFlowMap::add_version(std::string_view key, const Version& version) {
    return add(key, yaml_quoted(version.text()));
}

}  // namespace cudaenv::formats
