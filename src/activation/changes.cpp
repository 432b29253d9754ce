// SPDX-License-Identifier: Apache-2.0
// Entering and leaving environments, as pure functions of the process environment.
#include "activation/standing.hpp"
#include "activation/steps.hpp"
#include "activation/toolkit_folder.hpp"
#include "activation/undo.hpp"

#include <cudaenv/activation/changes.hpp>
#include <cudaenv/base/path_list.hpp>
#include <cudaenv/base/variables.hpp>

#include <filesystem>
#include <map>
#include <vector>

namespace cudaenv::activation {
namespace {

namespace fs = std::filesystem;

/// The PATH that a virtual environment puts back holds what was active when it was entered.
void remove_environments_from_path(const fs::path& root, Environment& environment) {
    const PathList current(environment.find("PATH").value_or(""));
    PathList rest = current;
    const std::string prefix = (root / "environments").string() + "/";
    for (const std::string& entry : current.entries()) {
        if (entry.starts_with(prefix)) rest.remove(entry);
    }
    if (rest.entries().size() != current.entries().size()) environment.set("PATH", rest.text());
}

void assign(Environment& environment,
            const std::string& name,
            const std::optional<std::string>& value) {
    if (value) {
        environment.set(name, *value);
    } else {
        environment.unset(name);
    }
}

void undo_in(Environment& environment, const Taken& taken) {
    assign(environment, taken.step.name, undo(taken, environment.find(taken.step.name)));
}

std::vector<Taken> taken_steps(const Environment& environment) {
    return parse_undo(environment.find(variables::kUndo).value_or(""));
}

/// Whose entries of another toolkit would be found before ours, or instead of them.
std::map<std::string, FolderKind> watched_variables(bool with_library_path) {
    std::map<std::string, FolderKind> watched{{"CPATH", FolderKind::headers},
                                              {"C_INCLUDE_PATH", FolderKind::headers},
                                              {"CPLUS_INCLUDE_PATH", FolderKind::headers},
                                              {"LIBRARY_PATH", FolderKind::libraries}};
    if (with_library_path) watched.emplace("LD_LIBRARY_PATH", FolderKind::libraries);
    return watched;
}

/// Takes the entries of other toolkits out of the variables that compilers and the loader search.
std::vector<Taken> take_out_others(const Standing& standing,
                                   const OtherToolkits& others,
                                   bool with_library_path,
                                   Environment& environment) {
    std::vector<Taken> record;
    for (const auto& [name, kind] : watched_variables(with_library_path)) {
        if (const auto found = standing.outs.find(name); found != standing.outs.end()) {
            record.push_back(found->second);
            continue;
        }
        const auto value = environment.find_nonempty(name);
        if (!value) continue;
        const auto unwanted = [&others, folder = kind](const std::string& entry) {
            return others.own(entry, folder);
        };
        const auto step = find_step_out(name, *value, unwanted);
        if (!step) continue;
        record.push_back({*step, value_behind(standing, name, environment)});
        assign(environment, name, take(*step, value));
    }
    return record;
}

Changes difference(const Environment& before, const Environment& after) {
    Changes changes;
    for (const auto& [name, value] : before.values()) {
        if (!after.find(name)) changes.emplace(name, std::nullopt);
    }
    for (const auto& [name, value] : after.values()) {
        if (before.find(name) != value) changes.emplace(name, value);
    }
    return changes;
}

}  // namespace

Changes enter(const Environment& environment,
              const store::Installed& target,
              LibraryPath library_path,
              Front front) {
    const bool with_library_path =
        library_path != LibraryPath::never && !find_shadowed_python(environment, library_path);
    const std::vector<Step> steps = plan_steps(target, with_library_path);
    const std::vector<Taken> taken = taken_steps(environment);
    const bool is_same_target = environment.find(variables::kActive) == target.path.string();
    const Standing standing = find_standing(taken, steps, front, environment, is_same_target);
    Environment after = environment;
    for (const Taken& each : taken) {
        if (standing.has(each)) continue;
        undo_in(after, each);
        if (lost_path(each, environment)) remove_environments_from_path(target.root, after);
    }
    const std::vector<Taken> out = take_out_others(
        standing, OtherToolkits(environment, target.path), with_library_path, after);
    std::vector<Taken> record;
    for (const Step& step : steps) {
        if (const auto found = standing.steps.find(step.name); found != standing.steps.end()) {
            record.push_back(found->second);
            continue;
        }
        const auto before = after.find(step.name);
        assign(after, step.name, take(step, before));
        record.push_back({step, before});
    }
    // Undone in this order: ours goes before what stood behind it comes back.
    record.insert(record.end(), out.begin(), out.end());
    after.set(variables::kActive, target.path.string());
    after.set(variables::kUndo, render_undo(record));
    return difference(environment, after);
}

Changes leave(const Environment& environment) {
    Environment after = environment;
    for (const Taken& taken : taken_steps(environment)) undo_in(after, taken);
    after.unset(variables::kActive);
    after.unset(variables::kUndo);
    return difference(environment, after);
}

Environment applied(Environment environment, const Changes& changes) {
    for (const auto& [name, value] : changes) assign(environment, name, value);
    return environment;
}

}  // namespace cudaenv::activation
