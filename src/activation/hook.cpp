// SPDX-License-Identifier: Apache-2.0
// Decides what a prompt hook tells its shell.
#include "activation/hook.hpp"

#include <cudaenv/activation/changes.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/printable.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/base/variables.hpp>
#include <cudaenv/selection/selection.hpp>

namespace cudaenv::activation {
namespace {

namespace fs = std::filesystem;

/// The shell variable that holds the last message; the hook passes it on as CUDAENV_SAID.
constexpr const char* kSaidInShell = "__cudaenv_said";

struct Decision {
    Changes changes;
    std::string message;
};

std::string missing_message(const selection::Selection& selection, const Environment& environment) {
    const bool is_pin = selection.origin.kind == selection::OriginKind::pin;
    const std::string who = is_pin ? fs::path(selection.origin.where).filename().string()
                                   : selection::describe_origin(selection.origin, environment);
    const auto& damaged = selection.damaged;
    const std::string trouble =
        damaged ? ", but " + damaged->name + " is damaged (" + damaged->reason + "): "
                : ", which is not installed: ";
    return who + " asks for " + selection::describe_wanted(selection.wanted) + trouble +
           selection::not_installed_error(selection, environment).hint();
}

std::string shadowed_message(const fs::path& python, const Environment& environment) {
    const std::string home = environment.find_nonempty("HOME").value_or("");
    return "LD_LIBRARY_PATH is left alone: " + display_path(python.string(), home) +
           " brings CUDA libraries of its own";
}

std::string not_followed_message(const fs::path& pin,
                                 const Environment& environment,
                                 const store::Layout& layout) {
    const Error error = selection::not_followed_error(pin, environment, layout);
    return error.message() + " (" + error.hint() + ")";
}

Decision decide(const selection::Selection& selection,
                const Environment& environment,
                const store::Layout& layout) {
    if (selection.is_system) return {leave(environment), {}};
    if (!selection.environment) {
        return {leave(environment), missing_message(selection, environment)};
    }
    const auto library_path = load_library_path(environment, layout.config_file());
    Decision decision{enter(environment, *selection.environment, library_path, Front::as_it_is),
                      {}};
    const auto python = find_shadowed_python(environment, library_path);
    const bool wants_libraries = !selection.environment->activation.library_paths.empty();
    if (python && wants_libraries) decision.message = shadowed_message(*python, environment);
    return decision;
}

std::string assignment(Shell shell, const std::string& name, const std::string& value) {
    if (shell == Shell::fish) return "set -g " + name + " " + quote_for(shell, value) + "\n";
    return name + "=" + quote_for(shell, value) + "\n";
}

}  // namespace

HookAnswer run_hook(Shell shell,
                    const Environment& environment,
                    const fs::path& directory,
                    const store::Layout& layout) {
    Decision decision;
    try {
        store::check_layout(layout);
        const auto selection = selection::select({std::nullopt, directory}, environment, layout);
        decision = decide(selection, environment, layout);
        // One thing at a time: what keeps the selection from applying comes first.
        if (decision.message.empty() && !selection.not_followed.empty()) {
            decision.message =
                not_followed_message(selection.not_followed.front(), environment, layout);
        }
    } catch (const Error& error) {
        decision = {leave(environment), error.message()};
    }
    // Printable before it is printed: the shell keeps it, and compares.
    const std::string message =
        decision.message.empty() ? "" : "cudaenv: " + printable(decision.message);
    HookAnswer answer{render_changes(decision.changes, shell), {}};
    if (message != environment.find(variables::kSaid).value_or("")) {
        answer.code += assignment(shell, kSaidInShell, message);
        answer.message = message;
    }
    return answer;
}

}  // namespace cudaenv::activation
