// SPDX-License-Identifier: Apache-2.0
// What of an activation may stay as it is when an environment is entered again.
#pragma once

#include "activation/undo.hpp"

#include <cudaenv/activation/changes.hpp>
#include <cudaenv/sys/environment.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv::activation {

/// What was taken before and need not be undone, by variable.
struct Standing {
    std::map<std::string, Taken> steps;
    std::map<std::string, Taken> outs;

    [[nodiscard]] bool has(const Taken& taken) const {
        const auto& all = taken.step.style == Style::out ? outs : steps;
        return all.contains(taken.step.name);
    }
};

/// True for a PATH that lost our entries, as when a virtual environment puts back the one it
/// remembers: that is no wish of the user's.
bool lost_path(const Taken& taken, const Environment& environment);

/// The value of a variable but for what a step that stands has put in front of it.
std::optional<std::string> value_behind(const Standing& standing,
                                        const std::string& name,
                                        const Environment& environment);

/// Of what was `taken`: the steps that are among `steps`, with what the user made of the variables
/// since. What was taken out stays out, without a look at the disk, where nothing has changed:
/// neither the variable nor (`is_same_target`) whose toolkit is the own one.
Standing find_standing(const std::vector<Taken>& taken,
                       const std::vector<Step>& steps,
                       Front front,
                       const Environment& environment,
                       bool is_same_target);

}  // namespace cudaenv::activation
