// SPDX-License-Identifier: Apache-2.0
// Finds the tool that a shim stands for and becomes it.
#include "activation/hook.hpp"
#include "activation/shim_messages.hpp"

#include <cudaenv/activation/changes.hpp>
#include <cudaenv/activation/shim.hpp>
#include <cudaenv/activation/tool_search.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/variables.hpp>
#include <cudaenv/selection/selection.hpp>
#include <cudaenv/store/installed.hpp>
#include <cudaenv/store/layout.hpp>
#include <cudaenv/sys/process.hpp>

#include <optional>
#include <system_error>
#include <utility>

namespace cudaenv::activation {
namespace {

namespace fs = std::filesystem;
using selection::Selection;

constexpr int kCannotExecute = 126;
constexpr int kNotFound = 127;
constexpr int kUsage = 2;

/// A program on PATH that calls the tool by its bare name finds the shim again; this often is a
/// loop.
constexpr std::size_t kDeepest = 16;

ShimAnswer failure(int status, const std::string& tool, Words words) {
    words.front().insert(0, "cudaenv: " + tool + ": ");
    return {status, {}, std::move(words)};
}

std::variant<Tool, ShimAnswer> find_system_tool(const std::string& name,
                                                const Selection& selection,
                                                const Environment& environment,
                                                const store::Layout& layout) {
    const std::string depth = environment.find(variables::kShimDepth).value_or("");
    if (depth.size() >= kDeepest) {
        return failure(kCannotExecute, name, {"the program of this name on PATH calls itself"});
    }
    Environment outside = applied(environment, leave(environment));
    const auto program = find_on_path(name, outside.find("PATH").value_or(""), layout.shims());
    if (!program) {
        return failure(kNotFound, name, not_on_path_words(name, selection, environment, layout));
    }
    outside.set(variables::kShimDepth, depth + "i");
    return Tool{*program, std::move(outside)};
}

/// Which names are NVIDIA's tools is decided where shims are made: a link of another name, wherever
/// it comes from, gets nothing of an environment.
bool stands_in(const fs::path& shims, const std::string& name) {
    std::error_code failed;
    return fs::is_symlink(fs::symlink_status(shims / name, failed));
}

std::variant<Tool, ShimAnswer> find_environment_tool(const std::string& name,
                                                     const Selection& selection,
                                                     const Environment& environment,
                                                     const store::Layout& layout) {
    const store::Installed& target = *selection.environment;
    const auto program = find_in_environment(name, target);
    if (!program) {
        return failure(kNotFound, name, lacking_words(name, selection, environment, layout));
    }
    if (!stands_in(layout.shims(), name) && !stands_in(target.root / "shims", name)) {
        return failure(
            kNotFound,
            name,
            {"this is no name that cudaenv stands for", "next: cudaenv exec -- " + name + " …"});
    }
    const auto library_path = load_library_path(environment, layout.config_file());
    return Tool{*program,
                applied(environment, enter(environment, target, library_path, Front::again))};
}

/// Returns only when `name` could not be started.
ShimAnswer become_tool(const std::string& name,
                       const std::vector<std::string>& argv,
                       const Environment& environment) {
    auto found = find_tool(name, environment, selection::working_directory(environment));
    if (auto* answer = std::get_if<ShimAnswer>(&found)) return std::move(*answer);
    const Tool& tool = std::get<Tool>(found);
    std::vector<std::string> arguments{tool.program.string()};
    arguments.insert(arguments.end(), argv.begin() + 1, argv.end());
    const int reason = replace_process(tool.program, arguments, tool.environment);
    return failure(kCannotExecute,
                   name,
                   {tool.program.string() +
                    " cannot be executed: " + std::generic_category().message(reason)});
}

ShimAnswer serve_hook(const std::vector<std::string>& argv, const Environment& environment) {
    const bool is_hook = argv.size() == 3 && argv[1] == "--hook";
    const auto shell = is_hook ? find_shell(argv[2]) : std::nullopt;
    if (!shell) {
        return failure(kUsage, kShimName, {"stands behind nvcc and others; type cudaenv instead"});
    }
    const auto layout = store::locate_layout(environment);
    const auto directory = selection::working_directory(environment);
    const HookAnswer hook = run_hook(*shell, environment, directory, layout);
    return {0, hook.code, hook.message.empty() ? Words() : Words{hook.message}};
}

}  // namespace

std::variant<Tool, ShimAnswer> find_tool(const std::string& name,
                                         const Environment& environment,
                                         const fs::path& directory) {
    const auto layout = store::locate_layout(environment);
    store::check_layout(layout);
    const Selection selection = selection::select({std::nullopt, directory}, environment, layout);
    if (selection.is_system) return find_system_tool(name, selection, environment, layout);
    if (!selection.environment) {
        return failure(kNotFound, name, not_installed_words(name, selection, environment, layout));
    }
    return find_environment_tool(name, selection, environment, layout);
}

ShimAnswer run_shim(const std::vector<std::string>& argv, const Environment& environment) {
    const std::string name =
        argv.empty() ? std::string(kShimName) : fs::path(argv.front()).filename().string();
    try {
        const bool is_own_name = name == kShimName;
        return is_own_name ? serve_hook(argv, environment) : become_tool(name, argv, environment);
    } catch (const Error& error) {
        return failure(kNotFound, name, error_words(error));
    } catch (const std::exception& error) {
        return failure(kNotFound, name, {error.what()});
    }
}

}  // namespace cudaenv::activation
