// SPDX-License-Identifier: Apache-2.0
// How collected tables write ranges of versions, as spec ranges.
#include "catalog/version_ranges.hpp"

#include <cudaenv/base/text.hpp>

#include <fmt/format.h>

namespace cudaenv::catalog {

namespace {

/// "12" of "12.x", "13.0" of "13.0u2", "2.27" of "2.27".
std::optional<Version> find_plain_version(std::string_view word) {
    if (word.ends_with(".x")) word.remove_suffix(2);
    const std::size_t update = word.find('u');
    if (update != std::string_view::npos && update + 1 < word.size()) word = word.substr(0, update);
    std::optional<Version> version = find_version(word);
    if (version && version->is_prerelease()) version.reset();
    return version;
}

/// `version` with another last component of the same width.
Version with_last(const Version& version, unsigned last) {
    const std::string& text = version.text();
    const std::size_t begin = text.rfind('.') == std::string::npos ? 0 : text.rfind('.') + 1;
    return parse_version(fmt::format("{}{:0{}}", text.substr(0, begin), last, text.size() - begin));
}

}  // namespace

std::string VersionSpan::range() const {
    std::string text;
    if (from) text = ">=" + from->text();
    if (to) text += fmt::format("{}<{}", text.empty() ? "" : ",", version_after(*to).text());
    return text.empty() ? ">=0" : text;
}

std::optional<VersionSpan> find_version_span(std::string_view text) {
    const auto words = split_words(text);
    if (words.empty()) return std::nullopt;
    const std::string_view first = words.front();
    const auto span = [](std::optional<Version> from, std::optional<Version> to) {
        return VersionSpan{std::move(from), std::move(to)};
    };
    if (first.starts_with(">=")) {
        const auto from = find_plain_version(first.substr(2));
        return from ? std::optional(span(from, std::nullopt)) : std::nullopt;
    }
    if (first.starts_with("<=")) {
        const auto to = find_plain_version(first.substr(2));
        return to ? std::optional(span(std::nullopt, to)) : std::nullopt;
    }
    if (first.ends_with('+')) {
        const auto from = find_plain_version(first.substr(0, first.size() - 1));
        return from ? std::optional(span(from, std::nullopt)) : std::nullopt;
    }
    const auto from = find_plain_version(first);
    if (!from) return std::nullopt;
    if (words.size() < 3 || words[1] != "-") return span(from, from);
    const auto to = find_plain_version(words[2]);
    return to ? std::optional(span(from, to)) : std::nullopt;
}

Version version_before(const Version& version) {
    Version shorter = version;
    while (shorter.numbers().size() > 1 && shorter.numbers().back() == 0) {
        shorter = shorter.truncated(shorter.numbers().size() - 1);
    }
    const unsigned last = shorter.numbers().back();
    return with_last(shorter, last == 0 ? 0 : last - 1);
}

Version version_after(const Version& version) {
    return with_last(version, version.numbers().back() + 1);
}

}  // namespace cudaenv::catalog
