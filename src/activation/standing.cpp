// SPDX-License-Identifier: Apache-2.0
// Compares the variables with what an activation made of them.
#include "activation/standing.hpp"

#include <cudaenv/base/path_list.hpp>

#include <algorithm>
#include <cstddef>

namespace cudaenv::activation {
namespace {

std::size_t count(const PathList& list, const std::string& entry) {
    const auto& entries = list.entries();
    return static_cast<std::size_t>(std::count(entries.begin(), entries.end(), entry));
}

/// Whether our entries stand where they may: nowhere twice, and in front where that is asked for.
/// Entries that the user has taken away may stay away.
bool is_in_place(const Taken& taken, Front front, const Environment& environment) {
    if (taken.step.style != Style::list) return true;
    const std::string value = environment.find(taken.step.name).value_or("");
    const PathList current(value);
    const PathList ours(taken.step.ours);
    const auto is_there = [&](const auto& entry) { return count(current, entry) == 1; };
    const auto is_double = [&](const auto& entry) { return count(current, entry) > 1; };
    if (std::any_of(ours.entries().begin(), ours.entries().end(), is_double)) return false;
    const bool is_here = std::any_of(ours.entries().begin(), ours.entries().end(), is_there);
    return front == Front::as_it_is || !is_here || value == taken.step.ours ||
           value.starts_with(taken.step.ours + ":");
}

/// A step taken before may stand, with what the user made of the variable since.
bool may_stand(const Taken& taken,
               const std::vector<Step>& steps,
               Front front,
               const Environment& environment) {
    const bool is_wanted = std::find(steps.begin(), steps.end(), taken.step) != steps.end();
    return is_wanted && !lost_path(taken, environment) && is_in_place(taken, front, environment);
}

}  // namespace

bool lost_path(const Taken& taken, const Environment& environment) {
    if (taken.step.name != "PATH") return false;
    const PathList current(environment.find("PATH").value_or(""));
    const PathList ours(taken.step.ours);
    return !std::all_of(ours.entries().begin(), ours.entries().end(), [&](const auto& entry) {
        return current.contains(entry);
    });
}

std::optional<std::string> value_behind(const Standing& standing,
                                        const std::string& name,
                                        const Environment& environment) {
    const auto value = environment.find(name);
    const auto ours = standing.steps.find(name);
    return ours == standing.steps.end() ? value : undo(ours->second, value);
}

Standing find_standing(const std::vector<Taken>& taken,
                       const std::vector<Step>& steps,
                       Front front,
                       const Environment& environment,
                       bool is_same_target) {
    Standing standing;
    for (const Taken& each : taken) {
        if (each.step.style == Style::out) continue;
        if (may_stand(each, steps, front, environment))
            standing.steps.emplace(each.step.name, each);
    }
    for (const Taken& each : taken) {
        if (each.step.style != Style::out) continue;
        const auto value = value_behind(standing, each.step.name, environment);
        if (is_same_target && value == take(each.step, each.before)) {
            standing.outs.emplace(each.step.name, each);
        } else {
            standing.steps.erase(each.step.name);  // it comes behind what is put back now
        }
    }
    return standing;
}

}  // namespace cudaenv::activation
