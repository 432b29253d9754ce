// SPDX-License-Identifier: Apache-2.0
// Quoting for the shells, and the spelling of changes in them.
#include "activation/hook_texts.hpp"

#include <cudaenv/activation/shell.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>

namespace cudaenv::activation {
namespace {

std::string quote_posix(const std::string& value) {
    return "'" + replace_all(value, "'", R"('\'')") + "'";
}

std::string quote_fish(const std::string& value) {
    return "'" + replace_all(replace_all(value, R"(\)", R"(\\)"), "'", R"(\')") + "'";
}

std::string_view hook_text(Shell shell) {
    switch (shell) {
        case Shell::bash:
            return hook_texts::kBash;
        case Shell::zsh:
            return hook_texts::kZsh;
        case Shell::fish:
            return hook_texts::kFish;
        case Shell::posix:
            break;
    }
    return hook_texts::kPosix;
}

void require_variable_name(const std::string& name) {
    if (is_variable_name(name)) return;
    throw Error(ErrorKind::internal, "no variable can be named \"" + name + "\"");
}

}  // namespace

std::optional<Shell> find_shell(std::string_view name) {
    if (name == "bash") return Shell::bash;
    if (name == "zsh") return Shell::zsh;
    if (name == "fish") return Shell::fish;
    if (name == "sh" || name == "dash" || name == "ksh") return Shell::posix;
    return std::nullopt;
}

std::string quote_for(Shell shell, const std::string& value) {
    return shell == Shell::fish ? quote_fish(value) : quote_posix(value);
}

std::string render_changes(const Changes& changes, Shell shell) {
    const bool is_fish = shell == Shell::fish;
    std::string code;
    for (const auto& [name, value] : changes) {
        require_variable_name(name);
        if (!value) {
            code += (is_fish ? "set -e " : "unset ") + name + "\n";
        } else if (is_fish) {
            code += "set -gx " + name + " " + quote_for(shell, *value) + "\n";
        } else {
            code += "export " + name + "=" + quote_for(shell, *value) + "\n";
        }
    }
    return code;
}

std::string render_hook(Shell shell,
                        const std::string& shims,
                        const std::string& program,
                        const std::string& shim_program) {
    std::string text(hook_text(shell));
    text = replace_all(text, "@CUDAENV_SHIMS@", quote_for(shell, shims));
    text = replace_all(text, "@CUDAENV_PROGRAM@", quote_for(shell, program));
    return replace_all(text, "@CUDAENV_SHIM@", quote_for(shell, shim_program));
}

}  // namespace cudaenv::activation
