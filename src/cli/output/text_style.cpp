// SPDX-License-Identifier: Apache-2.0
// Colours as ANSI escapes, and which symbols the locale can show.
#include "cli/output/text_style.hpp"

#include <cudaenv/base/printable.hpp>
#include <cudaenv/base/text.hpp>

#include <fmt/format.h>

namespace cudaenv::cli {

namespace {

/// Parameter of the "select graphic rendition" escape.
int rendition(Colour colour) {
    switch (colour) {
        case Colour::plain:
            break;
        case Colour::green:
            return 32;
        case Colour::yellow:
            return 33;
        case Colour::red:
            return 31;
        case Colour::faint:
            return 2;
        case Colour::bold:
            return 1;
    }
    return 0;
}

}  // namespace

std::string render_line(const Line& line, const TextStyle& style) {
    std::string text;
    for (const Span& span : line) {
        const bool is_painted = style.has_colour && span.colour != Colour::plain;
        const std::string shown = printable(span.text);
        text +=
            is_painted ? fmt::format("\x1b[{}m{}\x1b[0m", rendition(span.colour), shown) : shown;
    }
    return text;
}

bool has_utf8_locale(const Environment& environment) {
    for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        const auto locale = environment.find_nonempty(name);
        if (!locale) continue;
        const std::string lower = to_lower(*locale);
        return lower.ends_with("utf-8") || lower.ends_with("utf8");
    }
    return false;
}

}  // namespace cudaenv::cli
