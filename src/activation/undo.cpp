// SPDX-License-Identifier: Apache-2.0
// Takes and undoes single steps, and spells them as "1;<style>,<name>,<ours>[,<before>]…".
#include "activation/undo.hpp"

#include <cudaenv/base/letters.hpp>
#include <cudaenv/base/text.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace cudaenv::activation {
namespace {

constexpr std::string_view kFormat = "1";
constexpr std::string_view kHexDigits = "0123456789ABCDEF";
constexpr std::array<std::pair<Style, std::string_view>, 3> kStyles{
    {{Style::list, "l"}, {Style::word, "w"}, {Style::set, "s"}}};

bool is_plain(char c) {
    constexpr std::string_view others = "/:._+-";
    return is_alphanumeric(c) || others.find(c) != std::string_view::npos;
}

std::string encode(std::string_view value) {
    std::string text;
    for (const char c : value) {
        if (is_plain(c)) {
            text += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        text.append({'%', kHexDigits[byte / 16U], kHexDigits[byte % 16U]});
    }
    return text;
}

std::optional<std::string> decode(std::string_view text) {
    std::string value;
    while (!text.empty()) {
        if (text.front() != '%') {
            value += text.front();
            text.remove_prefix(1);
            continue;
        }
        if (text.size() < 3) return std::nullopt;
        const auto high = kHexDigits.find(text[1]);
        const auto low = kHexDigits.find(text[2]);
        if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
        value += static_cast<char>(high * 16U + low);
        text.remove_prefix(3);
    }
    return value;
}

std::string_view style_text(Style style) {
    return std::find_if(kStyles.begin(),
                        kStyles.end(),
                        [&](const auto& known) { return known.first == style; })
        ->second;
}

std::optional<Style> find_style(std::string_view text) {
    for (const auto& [style, letter] : kStyles) {
        if (letter == text) return style;
    }
    return std::nullopt;
}

std::optional<Taken> find_taken(std::string_view text) {
    const auto fields = split(text, ',');
    if (fields.size() != 3 && fields.size() != 4) return std::nullopt;
    const auto style = find_style(fields[0]);
    const auto ours = decode(fields[2]);
    if (!style || !ours || !is_variable_name(fields[1])) return std::nullopt;
    Taken taken{{*style, std::string(fields[1]), *ours}, std::nullopt};
    if (fields.size() == 4) {
        taken.before = decode(fields[3]);
        if (!taken.before) return std::nullopt;
    }
    return taken;
}

/// Removes what stands in front; nullopt when something else does.
std::optional<std::string> without_front(std::string_view value,
                                         std::string_view front,
                                         char separator) {
    if (!value.starts_with(front)) return std::nullopt;
    value.remove_prefix(front.size());
    if (value.empty() || value.front() != separator) return std::nullopt;
    return std::string(value.substr(1));
}

/// Removes one occurrence of each of our entries, wherever the user has moved them.
std::optional<std::string> without_entries(const Taken& taken, std::string_view value) {
    auto entries = split(value, ':');
    for (const std::string_view ours : split(taken.step.ours, ':')) {
        const auto found = std::find(entries.begin(), entries.end(), ours);
        if (found != entries.end()) entries.erase(found);
    }
    if (entries.empty()) return taken.before;
    std::string rest(entries.front());
    for (auto entry = entries.begin() + 1; entry != entries.end(); ++entry) {
        rest.append(":").append(*entry);
    }
    return rest;
}

}  // namespace

std::string render_undo(const std::vector<Taken>& steps) {
    std::string text(kFormat);
    for (const Taken& taken : steps) {
        text.append(";").append(style_text(taken.step.style)).append(",").append(taken.step.name);
        text.append(",").append(encode(taken.step.ours));
        if (!taken.before) continue;
        const bool is_whole = taken.step.style == Style::set;
        text.append(",").append(is_whole ? encode(*taken.before) : std::string());
    }
    return text;
}

std::vector<Taken> parse_undo(std::string_view text) {
    const auto pieces = split(text, ';');
    if (pieces.front() != kFormat) return {};
    std::vector<Taken> steps;
    for (auto piece = pieces.begin() + 1; piece != pieces.end(); ++piece) {
        auto taken = find_taken(*piece);
        if (!taken) return {};
        steps.push_back(*std::move(taken));
    }
    return steps;
}

std::string take(const Step& step, const std::optional<std::string>& current) {
    const bool has_rest = step.style != Style::set && current && !current->empty();
    if (!has_rest) return step.ours;
    return step.ours + (step.style == Style::list ? ':' : ' ') + *current;
}

std::optional<std::string> undo(const Taken& taken, const std::optional<std::string>& current) {
    if (!current) return std::nullopt;
    const Step& step = taken.step;
    if (*current == step.ours) {
        const bool is_whole = step.style == Style::set || !taken.before;
        return is_whole ? taken.before : std::string();
    }
    switch (step.style) {
        case Style::list:
            if (auto rest = without_front(*current, step.ours, ':')) return rest;
            return without_entries(taken, *current);
        case Style::word:
            if (auto rest = without_front(*current, step.ours, ' ')) return rest;
            return current;
        case Style::set:
            break;
    }
    return current;
}

}  // namespace cudaenv::activation
