// SPDX-License-Identifier: Apache-2.0
// The content of CUDAENV_UNDO: what an activation did to each variable, in printable form.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::activation {

/// How a variable is changed.
enum class Style {
    list,  ///< entries in front of a PATH-like value
    word,  ///< words in front of the user's own, with a blank
    set,   ///< the whole value
};

struct Step {
    Style style = Style::set;
    std::string name;
    std::string ours;

    friend bool operator==(const Step&, const Step&) = default;
};

/// A step taken. Of a value that `list` and `word` put something in front of, only its being unset
/// or not is kept: the rest still stands in the variable.
struct Taken {
    Step step;
    std::optional<std::string> before;
};

std::string render_undo(const std::vector<Taken>& steps);
/// Empty for text that render_undo() did not make.
std::vector<Taken> parse_undo(std::string_view text);

/// `current` with the step taken.
std::string take(const Step& step, const std::optional<std::string>& current);
/// `current` with the step undone; unchanged where the user has changed what we set.
std::optional<std::string> undo(const Taken& taken, const std::optional<std::string>& current);

}  // namespace cudaenv::activation
