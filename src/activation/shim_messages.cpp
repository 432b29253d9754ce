// SPDX-License-Identifier: Apache-2.0
// Composes a shim's complaints.
#include "activation/shim_messages.hpp"

#include <cudaenv/activation/tool_search.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/store/installed.hpp>

#include <optional>
#include <vector>

namespace cudaenv::activation {
namespace {

using selection::Selection;

constexpr const char* kBetweenCommands = "         or: ";

/// The shortest spec that means `installed[index]`: "11.2" where that is the newest 11.2, else its
/// name.
std::string short_spec(const store::Installed& environment,
                       const std::vector<store::Installed>& installed) {
    const std::string version = environment.toolkit.truncated(2).text();
    const auto match = store::find_match(installed, {parse_spec(version), {}});
    return match && match->path == environment.path ? version : environment.name;
}

/// The spec of the best installed environment that has the tool, and that any project may use.
std::optional<std::string> find_owner(const std::string& tool,
                                      const Environment& environment,
                                      const store::Layout& layout) {
    const auto installed = store::list_installed(layout, store::shared_roots(environment));
    for (const store::Installed& candidate : installed) {
        if (!store::is_of_trusted_lock(candidate) && find_in_environment(tool, candidate))
            return short_spec(candidate, installed);
    }
    return std::nullopt;
}

std::string exec_command(const std::string& spec, const std::string& tool) {
    return "cudaenv exec " + spec + " -- " + tool + " …";
}

std::string selected_by(const Selection& selection, const Environment& environment) {
    return "selected by " + selection::describe_origin(selection.origin, environment);
}

Words with_next(const std::string& reason, const std::string& command) {
    if (command.empty()) return {reason};
    return {reason, "next: " + command};
}

}  // namespace

Words error_words(const Error& error) {
    return with_next(error.message(), error.hint());
}

Words not_installed_words(const std::string& tool,
                          const Selection& selection,
                          const Environment& environment,
                          const store::Layout& layout) {
    const Error error = selection::not_installed_error(selection, environment);
    const auto owner = find_owner(tool, environment, layout);
    const std::string other = owner ? kBetweenCommands + exec_command(*owner, tool) : "";
    return with_next(error.message(), error.hint() + other);
}

Words lacking_words(const std::string& tool,
                    const Selection& selection,
                    const Environment& environment,
                    const store::Layout& layout) {
    const store::Installed& target = *selection.environment;
    const std::string reason = "not in " + target.name + ", " + selected_by(selection, environment);
    if (const auto owner = find_owner(tool, environment, layout)) {
        return with_next(reason, exec_command(*owner, tool));
    }
    return with_next(reason + ", nor in any other environment",
                     "cudaenv install " + target.toolkit.text() + " --profile full");
}

Words not_on_path_words(const std::string& tool,
                        const Selection& selection,
                        const Environment& environment,
                        const store::Layout& layout) {
    const bool is_asked = selection.origin.kind != selection::OriginKind::system;
    const std::string reason =
        is_asked ? "not on PATH; \"system\" is " + selected_by(selection, environment)
                 : "not on PATH, and no CUDA is selected here";
    const auto owner = find_owner(tool, environment, layout);
    Words words =
        with_next(reason,
                  owner ? "cudaenv use " + *owner + kBetweenCommands + exec_command(*owner, tool)
                        : "cudaenv install");
    for (const auto& pin : selection.not_followed) {
        const Error error = selection::not_followed_error(pin, environment, layout);
        words.insert(words.end() - 1, error.message());
        words.push_back("  or: " + error.hint());
    }
    return words;
}

}  // namespace cudaenv::activation
