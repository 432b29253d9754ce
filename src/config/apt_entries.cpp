// SPDX-License-Identifier: Apache-2.0
// apt reports malformed entries itself, so they are skipped without a word.
#include "config/apt_entries.hpp"

#include <cudaenv/base/text.hpp>

#include <algorithm>
#include <map>
#include <optional>

namespace cudaenv::config {
namespace {

constexpr std::string_view kSignedBy = "signed-by=";

using Stanza = std::map<std::string, std::string>;

std::vector<std::string> words_of(std::string_view text) {
    const std::vector<std::string_view> words = split_words(text);
    return {words.begin(), words.end()};
}

/// Cuts "[…]" off the front of `rest` and gives the value of its signed-by option.
std::string take_options(std::string_view& rest) {
    if (rest.empty() || rest.front() != '[') return {};
    const std::size_t end = std::min(rest.find(']'), rest.size() - 1);
    std::string signed_by;
    for (const std::string_view option : split_words(rest.substr(1, end - 1))) {
        if (option.starts_with(kSignedBy)) signed_by = option.substr(kSignedBy.size());
    }
    rest = trim(rest.substr(end + 1));
    return signed_by;
}

std::optional<AptEntry> parse_line(std::string_view line) {
    line = trim(line.substr(0, line.find('#')));
    if (!line.starts_with("deb") || line.size() < 5 ||
        (line[3] != ' ' && line[3] != '\t' && line[3] != '['))
        return std::nullopt;
    std::string_view rest = trim(line.substr(3));
    AptEntry entry;
    entry.signed_by = take_options(rest);
    const std::vector<std::string> words = words_of(rest);
    if (words.size() < 2) return std::nullopt;
    entry.uris = {words[0]};
    entry.suites = {words[1]};
    entry.components.assign(words.begin() + 2, words.end());
    return entry;
}

void add_line(std::string_view line, Stanza& stanza, std::string& field) {
    if (line.front() == ' ' || line.front() == '\t') {
        if (!field.empty()) stanza[field] += "\n" + std::string(trim(line));
        return;
    }
    const std::size_t colon = line.find(':');
    field = colon == std::string_view::npos ? std::string() : to_lower(trim(line.substr(0, colon)));
    if (!field.empty()) stanza[field] = trim(line.substr(colon + 1));
}

std::vector<Stanza> parse_stanzas(std::string_view text) {
    std::vector<Stanza> stanzas(1);
    std::string field;
    for (const std::string_view line : split_lines(text)) {
        if (trim(line).empty()) {
            stanzas.emplace_back();
            field.clear();
        } else if (line.front() != '#') {
            add_line(line, stanzas.back(), field);
        }
    }
    return stanzas;
}

bool is_enabled(const Stanza& stanza) {
    const auto enabled = stanza.find("enabled");
    if (enabled == stanza.end()) return true;
    const std::string value = to_lower(enabled->second);
    return value != "no" && value != "false" && value != "0" && value != "off" &&
           value != "without" && value != "disable";
}

}  // namespace

std::vector<AptEntry> parse_one_line_sources(std::string_view text) {
    std::vector<AptEntry> entries;
    for (const std::string_view line : split_lines(text))
        if (auto entry = parse_line(line)) entries.push_back(*std::move(entry));
    return entries;
}

std::vector<AptEntry> parse_deb822_sources(std::string_view text) {
    std::vector<AptEntry> entries;
    for (Stanza& stanza : parse_stanzas(text)) {
        const std::vector<std::string> types = words_of(stanza["types"]);
        if (!is_enabled(stanza) || std::find(types.begin(), types.end(), "deb") == types.end())
            continue;
        entries.push_back(AptEntry{.uris = words_of(stanza["uris"]),
                                   .suites = words_of(stanza["suites"]),
                                   .components = words_of(stanza["components"]),
                                   .signed_by = stanza["signed-by"]});
    }
    return entries;
}

}  // namespace cudaenv::config
