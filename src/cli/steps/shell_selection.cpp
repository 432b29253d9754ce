// SPDX-License-Identifier: Apache-2.0
// What `use` and `shell` share.
#include "cli/steps/shell_selection.hpp"

#include "cli/output/shell_output.hpp"
#include "cli/steps/pins.hpp"
#include "cli/steps/this_shell.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/variables.hpp>
#include <cudaenv/jobs/activation.hpp>

#include <fmt/format.h>

namespace cudaenv::cli {

selection::Selection select_here(const Services& services, const Environment& environment) {
    return select(std::nullopt, environment, services);
}

std::string active_words(const selection::Selection& selection) {
    if (selection.environment) return fmt::format("{} is active here", selection.environment->name);
    return "no CUDA environment is active here (system)";
}

void say_what_is_active(const std::string& done,
                        const selection::Selection& selection,
                        const Services& services) {
    const auto say = [&](const std::string& words) {
        services.output.words(done.empty() ? words : done + "; " + words);
    };
    if (selection.is_missing()) {
        if (!done.empty()) services.output.words(done);
        return;
    }
    const jobs::OnPath found = look_at_shell(selection, services);
    if (calling_shell(services) || jobs::follows(found, selection)) {
        say(active_words(selection));
        return;
    }
    const std::string what = selection.environment ? selection.environment->name : "the system";
    say(fmt::format("{} applies here, but {}", what, unfollowed_words(found, services)));
    say_what_mends(found, services);
}

void activate_in_shell(const selection::Selection& selection,
                       const activation::Changes& extra,
                       const Services& services) {
    const auto shell = calling_shell(services);
    if (!shell) return;
    activation::Changes changes = jobs::activate(selection, services.environment, services.layout);
    changes.insert(extra.begin(), extra.end());
    services.output.exact(activation::render_changes(changes, *shell));
}

int use_for_shell(const std::string& typed, const Services& services) {
    static_cast<void>(require_calling_shell(services));
    const std::string spec = selection::parse_cuda_spec(typed).text();
    Environment environment = services.environment;
    environment.set(variables::kVersion, spec);
    const selection::Selection selection = select_here(services, environment);
    selection::require_installed(selection, environment);
    activate_in_shell(selection, {{variables::kVersion, spec}}, services);
    services.output.words(fmt::format("this shell: {}", active_words(selection)));
    return 0;
}

}  // namespace cudaenv::cli
