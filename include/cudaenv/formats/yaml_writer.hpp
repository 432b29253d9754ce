// SPDX-License-Identifier: Apache-2.0
// Writing YAML so that the same values always give the same bytes.
#pragma once

#include <cudaenv/base/version.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::formats {

/// In double quotes, escaped.
std::string yaml_quoted(std::string_view text);
/// Bare where no YAML reader can take it for anything but this text, else in double quotes.
std::string yaml_text(std::string_view text);
/// "[a, b]".
std::string yaml_list(const std::vector<std::string>& texts);
/// Versions in quotes: 11.2 would be read as a number elsewhere.
std::string yaml_versions(const std::vector<Version>& versions);

/// "{key: value, …}" on one line.
class YamlFlowMap {
 public:
    /// `value` is YAML already.
    YamlFlowMap& add(std::string_view key, std::string_view value);
    YamlFlowMap& add_text(std::string_view key, std::string_view text);
    YamlFlowMap& add_version(std::string_view key, const Version& version);
    [[nodiscard]] std::string text() const { return "{" + content_ + "}"; }

 private:
    std::string content_;
};

}  // namespace cudaenv::formats
