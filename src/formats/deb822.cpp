// SPDX-License-Identifier: Apache-2.0
// A stanza only marks where its fields stand: of most packages nobody asks for more than a name.
#include <cudaenv/base/text.hpp>
#include <cudaenv/formats/deb822.hpp>

#include <algorithm>

namespace cudaenv::formats {

namespace {

std::string_view take_line(std::string_view& text) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    return line;
}

bool is_comment(std::string_view line) {
    return line.starts_with('#');
}

bool is_continuation(std::string_view line) {
    return line.starts_with(' ') || line.starts_with('\t');
}

}  // namespace

std::string Deb822Stanza::text(std::string_view name) const {
    const std::string wanted = to_lower(name);
    const auto field = std::find_if(fields_.rbegin(), fields_.rend(), [&](const Field& each) {
        return each.name.size() == wanted.size() && to_lower(each.name) == wanted;
    });
    if (field == fields_.rend()) return {};
    std::string_view rest = field->lines;
    std::string text(trim(take_line(rest)));
    while (!rest.empty()) {
        const std::string_view line = take_line(rest);
        if (!is_comment(line)) text.append("\n").append(trim(line));
    }
    return text;
}

bool Deb822Stanza::add_field(std::string_view line) {
    const std::size_t colon = line.find(':');
    const std::string_view name = trim(line.substr(0, colon));
    if (colon == std::string_view::npos || name.empty()) return false;
    fields_.push_back({name, line.substr(colon + 1)});
    return true;
}

void Deb822Stanza::extend_last_field(std::string_view line) {
    std::string_view& lines = fields_.back().lines;
    lines = {lines.data(), static_cast<std::size_t>(line.data() + line.size() - lines.data())};
}

std::optional<Deb822Stanza> Deb822Reader::next() {
    Deb822Stanza stanza;
    bool is_field_open = false;
    while (!rest_.empty()) {
        const std::string_view line = take_line(rest_);
        if (trim(line).empty()) {
            is_field_open = false;
            if (!stanza.fields_.empty()) break;
        } else if (is_continuation(line)) {
            if (is_field_open) stanza.extend_last_field(line);
        } else if (!is_comment(line)) {
            is_field_open = stanza.add_field(line);
        }
    }
    if (stanza.fields_.empty()) return std::nullopt;
    return stanza;
}

}  // namespace cudaenv::formats
