// SPDX-License-Identifier: Apache-2.0
// Lines as the text that they are printed as.
#pragma once

#include "cli/output/text_style.hpp"

#include <string>
#include <vector>

namespace cudaenv::cli {

inline std::string text_of(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    return text;
}

inline std::string text_of(const std::vector<Line>& lines, const TextStyle& style) {
    std::string text;
    for (const Line& line : lines) text += render_line(line, style) + "\n";
    return text;
}

}  // namespace cudaenv::cli
