// SPDX-License-Identifier: Apache-2.0
// Matches paths against rows with wildcards, and writes what they matched into the row's place.
#include "source/path_rules.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/source/source.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace cudaenv::source {
namespace {

using Captures = std::vector<std::string_view>;

bool match(std::string_view pattern, std::string_view path, Captures& captures);

/// Tries every length of the wildcard, shortest first, up to `longest`.
bool match_wildcard(std::string_view rest,
                    std::string_view path,
                    std::size_t longest,
                    Captures& captures) {
    for (std::size_t length = 0; length <= longest; ++length) {
        captures.push_back(path.substr(0, length));
        if (match(rest, path.substr(length), captures)) return true;
        captures.pop_back();
    }
    return false;
}

bool match(std::string_view pattern, std::string_view path, Captures& captures) {
    while (!pattern.empty()) {
        if (path.empty() && pattern == "/**") {
            captures.push_back(path);
            return true;
        }
        if (pattern.starts_with("**")) {
            return match_wildcard(pattern.substr(2), path, path.size(), captures);
        }
        if (pattern.front() == '*') {
            const std::size_t component = std::min(path.find('/'), path.size());
            return match_wildcard(pattern.substr(1), path, component, captures);
        }
        if (path.empty() || path.front() != pattern.front()) return false;
        pattern.remove_prefix(1);
        path.remove_prefix(1);
    }
    return path.empty();
}

std::string expand(std::string_view place, const Captures& captures) {
    std::string text;
    for (std::size_t i = 0; i < place.size(); ++i) {
        if (place[i] == '$') {
            ++i;
            text += captures.at(static_cast<std::size_t>(place.at(i) - '1'));
        } else {
            text += place[i];
        }
    }
    while (text.ends_with('/')) text.pop_back();
    return text;
}

std::string insert_words(std::string_view text, const Words& words) {
    std::string result(text);
    for (const auto& [name, value] : words) {
        result = replace_all(std::move(result), fmt::format("{{{}}}", name), value);
    }
    return result;
}

}  // namespace

PathRules& PathRules::add(std::span<const PathRule> table) {
    for (const PathRule& rule : table) {
        Row row{insert_words(rule.from, words_), std::nullopt};
        if (rule.to) row.to = insert_words(*rule.to, words_);
        rows_.push_back(std::move(row));
    }
    return *this;
}

std::optional<std::string> PathRules::find(std::string_view path) const {
    for (const Row& row : rows_) {
        Captures captures;
        if (!match(row.from, path, captures)) continue;
        if (!row.to) return std::nullopt;
        std::string place = expand(*row.to, captures);
        if (place.empty()) return std::nullopt;
        return place;
    }
    return std::nullopt;
}

archive::Mapping prefix_mapping(PathRules rules) {
    return
        [rules = std::move(rules)](const std::string& entry) -> std::optional<archive::Placement> {
            std::optional<std::string> path = rules.find(entry);
            if (!path) return std::nullopt;
            const std::size_t part = is_big_static(*path) ? kStatics : kCore;
            return archive::Placement{part, std::move(*path), std::nullopt};
        };
}

}  // namespace cudaenv::source
