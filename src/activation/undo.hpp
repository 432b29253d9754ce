// SPDX-License-Identifier: Apache-2.0
// The content of CUDAENV_UNDO: what an activation did to each variable, in printable form.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::activation {

/// How a variable is changed.
enum class Style {
    list,  ///< entries in front of a PATH-like value, and nowhere else in it
    word,  ///< words in front of the user's own, with a blank
    set,   ///< the whole value
    out,   ///< entries taken out of a PATH-like value
};

struct Step {
    Style style = Style::set;
    std::string name;
    std::string ours;

    friend bool operator==(const Step&, const Step&) = default;
};

/// A step taken. Of a value that `list` and `word` put something in front of, only its being unset
/// or not is kept, unless it had our entries: the rest still stands in the variable. `ours` of
/// `out` is what was taken.
struct Taken {
    Step step;
    std::optional<std::string> before;
};

/// All entries of `value` that `unwanted` is true of, taken out; nullopt when there is none.
std::optional<Step> find_step_out(const std::string& name,
                                  const std::string& value,
                                  const std::function<bool(const std::string&)>& unwanted);

std::string render_undo(const std::vector<Taken>& steps);
/// Empty for text that render_undo() did not make.
std::vector<Taken> parse_undo(std::string_view text);

/// `current` with the step taken; nullopt where nothing is left of it.
std::optional<std::string> take(const Step& step, const std::optional<std::string>& current);
/// `current` with the step undone; unchanged where the user has changed what we set. What was taken
/// out comes back to its place among the entries that stood around it, behind what the user added,
/// and where nothing is left of these not at all: that is a value of the user's own.
std::optional<std::string> undo(const Taken& taken, const std::optional<std::string>& current);

}  // namespace cudaenv::activation
