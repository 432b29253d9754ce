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
constexpr std::array<std::pair<Style, std::string_view>, 4> kStyles{
    {{Style::list, "l"}, {Style::word, "w"}, {Style::set, "s"}, {Style::out, "o"}}};

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
    if (*style == Style::out && !taken.before) return std::nullopt;
    return taken;
}

using Entries = std::vector<std::string_view>;

bool contains(const Entries& entries, std::string_view entry) {
    return std::find(entries.begin(), entries.end(), entry) != entries.end();
}

Entries without(Entries entries, const Entries& unwanted) {
    std::erase_if(entries, [&](std::string_view entry) { return contains(unwanted, entry); });
    return entries;
}

std::string joined(const Entries& entries) {
    std::string text;
    for (auto entry = entries.begin(); entry != entries.end(); ++entry)
        text.append(entry == entries.begin() ? "" : ":").append(*entry);
    return text;
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
    if (entries.empty()) return taken.before ? std::optional<std::string>("") : std::nullopt;
    return joined(entries);
}

/// Entries of ours that stood elsewhere in the value before: they were moved to the front.
bool has_moved(const Taken& taken) {
    if (taken.step.style != Style::list || !taken.before) return false;
    const Entries before = split(*taken.before, ':');
    return without(before, split(taken.step.ours, ':')).size() != before.size();
}

/// Puts back what `taken` took out of, or moved to the front of, the value before.
std::optional<std::string> with_entries_back(const Taken& taken,
                                             const std::optional<std::string>& current) {
    const Entries gone = split(taken.step.ours, ':');
    const Entries before = split(*taken.before, ':');
    const Entries rest = without(before, gone);
    if (current.value_or("") == joined(rest)) return taken.before;
    if (!current) return std::nullopt;
    Entries entries = split(*current, ':');
    // What the user has put there again meanwhile comes no second time.
    const Entries again = without(gone, without(gone, entries));
    const Entries back = without(before, again);
    // Of an unset variable, FIRST:$CPATH leaves an empty entry.
    const Entries place = rest.empty() ? Entries{""} : rest;
    const auto found = std::search(entries.begin(), entries.end(), place.begin(), place.end());
    if (found != entries.end()) {
        const auto behind = entries.erase(found, found + static_cast<std::ptrdiff_t>(place.size()));
        entries.insert(behind, back.begin(), back.end());
        return joined(entries);
    }
    const bool is_own_value = !rest.empty() && without(rest, entries).size() == rest.size();
    if (is_own_value) return current;
    const Entries missing = without(gone, entries);
    entries.insert(entries.end(), missing.begin(), missing.end());
    return joined(entries);
}

}  // namespace

std::string render_undo(const std::vector<Taken>& steps) {
    std::string text(kFormat);
    for (const Taken& taken : steps) {
        text.append(";").append(style_text(taken.step.style)).append(",").append(taken.step.name);
        text.append(",").append(encode(taken.step.ours));
        if (!taken.before) continue;
        const Style style = taken.step.style;
        const bool is_whole = style == Style::set || style == Style::out || has_moved(taken);
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

std::optional<Step> find_step_out(const std::string& name,
                                  const std::string& value,
                                  const std::function<bool(const std::string&)>& unwanted) {
    Entries gone;
    for (const std::string_view entry : split(value, ':')) {
        if (!contains(gone, entry) && unwanted(std::string(entry))) gone.push_back(entry);
    }
    if (gone.empty()) return std::nullopt;
    return Step{Style::out, name, joined(gone)};
}

std::optional<std::string> take(const Step& step, const std::optional<std::string>& current) {
    const std::string value = current.value_or("");
    switch (step.style) {
        case Style::list: {
            const Entries rest = without(split(value, ':'), split(step.ours, ':'));
            return value.empty() || rest.empty() ? step.ours : step.ours + ":" + joined(rest);
        }
        case Style::word:
            return value.empty() ? step.ours : step.ours + " " + value;
        case Style::out: {
            const Entries rest = without(split(value, ':'), split(step.ours, ':'));
            return rest.empty() ? std::nullopt : std::optional(joined(rest));
        }
        case Style::set:
            break;
    }
    return step.ours;
}

std::optional<std::string> undo(const Taken& taken, const std::optional<std::string>& current) {
    if (taken.step.style == Style::out) return with_entries_back(taken, current);
    if (!current) return std::nullopt;
    const Step& step = taken.step;
    if (step.style == Style::list) {
        auto rest = without_front(*current, step.ours, ':');
        if (!rest) rest = without_entries(taken, *current);
        return has_moved(taken) ? with_entries_back(taken, rest) : rest;
    }
    if (step.style == Style::set) return *current == step.ours ? taken.before : current;
    if (*current == step.ours) return taken.before ? std::optional<std::string>("") : std::nullopt;
    if (auto rest = without_front(*current, step.ours, ' ')) return rest;
    return current;
}

}  // namespace cudaenv::activation
