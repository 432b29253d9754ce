// SPDX-License-Identifier: Apache-2.0
// What the importers of collected compatibility tables have in common.
#include "catalog/collected_table.hpp"

namespace cudaenv::catalog {

namespace {

/// The collector's own remarks lead nowhere for anybody else: "; copies in ../redist/cuda/", and
/// the place of "data/wheels/x.csv (what it holds)".
std::string without_places(std::string citation) {
    citation.resize(std::min(citation.size(), citation.find("; copies in ")));
    const std::size_t open = citation.find(" (");
    if (citation.starts_with("data/") && open != std::string::npos && citation.ends_with(')')) {
        citation = citation.substr(open + 2, citation.size() - open - 3);
    }
    return citation;
}

}  // namespace

std::optional<YamlValue> find_known(YamlMap& map, const std::string& key) {
    std::optional<YamlValue> value = map.find(key);
    if (value && value->is_null()) return std::nullopt;
    return value;
}

std::optional<Version> find_known_version(YamlMap& map, const std::string& key) {
    const std::optional<YamlValue> value = find_known(map, key);
    if (!value) return std::nullopt;
    return value->version();
}

std::string find_known_text(YamlMap& map, const std::string& key) {
    const std::optional<YamlValue> value = find_known(map, key);
    return value ? value->text() : std::string();
}

std::vector<Version> find_versions(YamlMap& map, const std::string& key) {
    std::vector<Version> versions;
    const std::optional<YamlValue> value = find_known(map, key);
    if (!value) return versions;
    for (const YamlValue& item : value->list()) versions.push_back(item.version());
    return versions;
}

Version leading_version(const YamlValue& value) {
    const std::string text = value.text();
    const std::optional<Version> version = find_version(text.substr(0, text.find(' ')));
    if (!version) value.fail(fmt::format("\"{}\" does not begin with a version", text));
    return *version;
}

std::vector<Version> versions_in(std::string_view text) {
    std::vector<Version> versions;
    std::size_t begin = 0;
    while ((begin = text.find_first_of("0123456789", begin)) != std::string_view::npos) {
        const std::size_t end = std::min(text.find_first_not_of("0123456789.", begin), text.size());
        std::string_view word = text.substr(begin, end - begin);
        while (word.ends_with('.')) word.remove_suffix(1);
        const auto version = find_version(word);
        if (version && version->numbers().size() > 1) versions.push_back(*version);
        begin = end;
    }
    return versions;
}

CollectedSources::CollectedSources(YamlMap& file) {
    YamlMap sources(file.require("sources"));
    for (const auto& [key, description] : sources.take_rest()) {
        known_[key] = without_places(description.text());
    }
}

std::vector<std::string> CollectedSources::cite(YamlMap& row, const std::string& key) {
    const YamlValue value = row.require("source");
    if (!value.is_list() && !key.empty()) return {cite_document(key, value.text())};
    std::vector<std::string> sources = value.texts();
    for (const std::string& source : sources) {
        const auto known = known_.find(source);
        if (known == known_.end()) {
            value.fail(fmt::format("\"{}\" is not among the sources of this file", source));
        }
        cited_.insert(*known);
    }
    return sources;
}

std::string CollectedSources::cite_document(const std::string& key,
                                            const std::string& description) {
    cited_[key] = description;
    return key;
}

}  // namespace cudaenv::catalog
