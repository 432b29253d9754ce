// SPDX-License-Identifier: Apache-2.0
// Entering and leaving environments, as pure functions of the process environment.
#include "activation/undo.hpp"

#include <cudaenv/activation/changes.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/path_list.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/base/variables.hpp>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <vector>

namespace cudaenv::activation {
namespace {

namespace fs = std::filesystem;

std::string in_store(std::string_view value, const store::Installed& target) {
    return (target.root / "store" / value.substr(store::kStorePrefix.size())).string();
}

/// "." and "./x" are below the prefix, "store:x" is in the root's store, all else is literal.
std::string resolve_value(std::string_view value, const store::Installed& target) {
    if (value == ".") return target.path.string();
    if (value.starts_with("./")) return (target.path / value.substr(2)).string();
    if (value.starts_with(store::kStorePrefix)) return in_store(value, target);
    return std::string(value);
}

std::string resolve_last_word(std::string_view words, const store::Installed& target) {
    const std::size_t begin = words.rfind(' ') + 1;
    return std::string(words.substr(0, begin)) + resolve_value(words.substr(begin), target);
}

/// Steps in name order, one per variable.
class Plan {
 public:
    void add(Style style, std::string_view name, const std::string& ours) {
        if (!is_variable_name(name)) {
            throw Error(ErrorKind::integrity,
                        "an environment sets a variable with a bad name: " + std::string(name));
        }
        const auto [found, is_new] = steps_.try_emplace(std::string(name));
        Step& step = found->second;
        const bool extends = !is_new && style != Style::set && step.style == style;
        const std::string separator = style == Style::list ? ":" : " ";
        step = {style, found->first, extends ? step.ours + separator + ours : ours};
    }

    [[nodiscard]] std::vector<Step> steps() const {
        std::vector<Step> all;
        all.reserve(steps_.size());
        for (const auto& [name, step] : steps_) all.push_back(step);
        return all;
    }

 private:
    std::map<std::string, Step> steps_;
};

std::vector<Step> plan_steps(const store::Installed& target, bool with_library_path) {
    const store::Activation& activation = target.activation;
    Plan plan;
    for (const std::string& path : activation.paths) {
        plan.add(Style::list, "PATH", (target.path / path).string());
    }
    for (const std::string& path : activation.library_paths) {
        if (with_library_path) {
            plan.add(Style::list, "LD_LIBRARY_PATH", (target.path / path).string());
        }
    }
    for (const auto& [name, value] : activation.set) {
        plan.add(Style::set, name, resolve_value(value, target));
    }
    for (const auto& [name, words] : activation.prepend) {
        plan.add(Style::word, name, resolve_last_word(words, target));
    }
    return plan.steps();
}

/// True for a PATH that lost our entries, as when a virtual environment puts back the one it
/// remembers: that is no wish of the user's.
bool lost_path(const Taken& taken, const Environment& environment) {
    if (taken.step.name != "PATH") return false;
    const PathList current(environment.find("PATH").value_or(""));
    const PathList ours(taken.step.ours);
    return !std::all_of(ours.entries().begin(), ours.entries().end(), [&](const auto& entry) {
        return current.contains(entry);
    });
}

/// A step taken before may stand, with what the user made of the variable since.
bool may_stand(const Taken& taken, const std::vector<Step>& steps, const Environment& environment) {
    const bool is_wanted = std::find(steps.begin(), steps.end(), taken.step) != steps.end();
    return is_wanted && !lost_path(taken, environment);
}

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
              LibraryPath library_path) {
    const bool with_library_path =
        library_path != LibraryPath::never && !find_shadowed_python(environment, library_path);
    const std::vector<Step> steps = plan_steps(target, with_library_path);
    Environment after = environment;
    std::map<std::string, Taken> standing;
    for (const Taken& taken : taken_steps(environment)) {
        if (may_stand(taken, steps, environment)) {
            standing.emplace(taken.step.name, taken);
        } else {
            undo_in(after, taken);
            if (lost_path(taken, environment)) remove_environments_from_path(target.root, after);
        }
    }
    std::vector<Taken> record;
    for (const Step& step : steps) {
        if (const auto found = standing.find(step.name); found != standing.end()) {
            record.push_back(found->second);
            continue;
        }
        const auto before = after.find(step.name);
        after.set(step.name, take(step, before));
        record.push_back({step, before});
    }
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
