// SPDX-License-Identifier: Apache-2.0
// Reaching the shell that called us.
#include "cli/output/shell_output.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/variables.hpp>
#include <cudaenv/sys/parent_process.hpp>
#include <cudaenv/sys/process.hpp>

#include <fmt/format.h>

namespace cudaenv::cli {

namespace {

namespace fs = std::filesystem;
using activation::Shell;

Shell started_from(const Services& services) {
    if (const auto shell = activation::find_shell(parent_program_name())) return *shell;
    const fs::path login = services.environment.find("SHELL").value_or("");
    return activation::find_shell(login.filename().string()).value_or(Shell::bash);
}

std::string_view name_of(Shell shell) {
    switch (shell) {
        case Shell::bash:
            return "bash";
        case Shell::zsh:
            return "zsh";
        case Shell::fish:
            return "fish";
        case Shell::posix:
            break;
    }
    return "sh";
}

/// What a shell calls this program: its name where PATH finds it, else its path.
std::string typed_program(Shell shell, const Services& services) {
    const fs::path& program = services.program;
    std::string name = program.filename().string();
    const auto found = find_program(name, services.environment.find("PATH").value_or(""));
    std::error_code failed;
    if (found && fs::equivalent(*found, program, failed)) return name;
    const std::string path = services.shown(program);
    const bool is_plain = path.find_first_of(" \t\n\"'\\$`;&|<>()*?[]{}#!") == std::string::npos;
    return is_plain ? path : activation::quote_for(shell, program.string());
}

}  // namespace

std::optional<Shell> calling_shell(const Services& services) {
    const auto name = services.environment.find_nonempty(variables::kShell);
    return name ? activation::find_shell(*name) : std::nullopt;
}

Shell require_calling_shell(const Services& services) {
    if (const auto shell = calling_shell(services)) return *shell;
    throw Error(ErrorKind::usage,
                "this changes the current shell, which a program can do only through the shell's "
                "cudaenv function",
                hook_line(services) + "      then the same command");
}

std::string hook_line(const Services& services) {
    const Shell shell = started_from(services);
    const std::string program = typed_program(shell, services);
    if (shell == Shell::fish) return fmt::format("{} init fish | source", program);
    return fmt::format("eval \"$({} init {})\"", program, name_of(shell));
}

std::string hook_and_use_line(const Services& services) {
    const bool is_fish = started_from(services) == Shell::fish;
    return hook_line(services) + (is_fish ? "; and cudaenv use" : " && cudaenv use");
}

std::string start_file(const Services& services) {
    switch (started_from(services)) {
        case Shell::bash:
            return "~/.bashrc";
        case Shell::zsh:
            return "~/.zshrc";
        case Shell::fish:
            return "~/.config/fish/config.fish";
        case Shell::posix:
            break;
    }
    return "~/.profile";
}

}  // namespace cudaenv::cli
