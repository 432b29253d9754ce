// SPDX-License-Identifier: Apache-2.0
// How a text may look where it is printed: colour or not, symbols beyond ASCII or not.
#pragma once

#include <cudaenv/sys/environment.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::cli {

enum class Colour { plain, green, yellow, red, faint, bold };

/// A piece of a line in one colour.
struct Span {
    std::string text;
    Colour colour = Colour::plain;
};
using Line = std::vector<Span>;

struct TextStyle {
    bool has_colour = false;   ///< a terminal, and NO_COLOR is not set
    bool has_symbols = false;  ///< the locale's encoding is UTF-8

    /// `symbol`, or `plain` where the locale cannot show it.
    [[nodiscard]] std::string_view pick(std::string_view symbol, std::string_view plain) const {
        return has_symbols ? symbol : plain;
    }
};

/// The line as it is printed, without its end: escapes for the colours where there are any, and
/// none that come from a text.
std::string render_line(const Line& line, const TextStyle& style);

/// Whether LC_ALL, LC_CTYPE or LANG (the first that is set) names a UTF-8 locale.
bool has_utf8_locale(const Environment& environment);

}  // namespace cudaenv::cli
