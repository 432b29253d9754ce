// SPDX-License-Identifier: Apache-2.0
// apt reports malformed entries itself, so they are skipped without a word.
#include "config/apt_entries.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/formats/deb822.hpp>

#include <algorithm>
#include <optional>

namespace cudaenv::config {
namespace {

constexpr std::string_view kSignedBy = "signed-by=";

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

bool is_enabled(const formats::Deb822Stanza& stanza) {
    const std::string value = to_lower(stanza.text("Enabled"));
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
    formats::Deb822Reader stanzas(text);
    while (const auto stanza = stanzas.next()) {
        const std::vector<std::string> types = words_of(stanza->text("Types"));
        if (!is_enabled(*stanza) || std::find(types.begin(), types.end(), "deb") == types.end())
            continue;
        entries.push_back(AptEntry{.uris = words_of(stanza->text("URIs")),
                                   .suites = words_of(stanza->text("Suites")),
                                   .components = words_of(stanza->text("Components")),
                                   .signed_by = stanza->text("Signed-By")});
    }
    return entries;
}

}  // namespace cudaenv::config
