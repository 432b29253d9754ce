// SPDX-License-Identifier: Apache-2.0
// Words about what PATH finds.
#include "cli/steps/this_shell.hpp"

#include "cli/output/shell_output.hpp"

#include <fmt/format.h>

namespace cudaenv::cli {

jobs::OnPath look_at_shell(const selection::Selection& selection, const Services& services) {
    return jobs::look_at_shell(selection, services.environment, services.layout);
}

std::string found_words(const jobs::OnPath& found, const Services& services) {
    const std::string program = services.shown(found.program);
    if (found.owner == jobs::Owner::another)
        return fmt::format("{} of {}", program, found.environment);
    return program + (found.is_in_front ? ", which stands in front on PATH" : "");
}

std::string unfollowed_words(const jobs::OnPath& found, const Services& services) {
    constexpr const char* unfollowed = "this shell does not follow yet";
    if (found.program.empty()) return unfollowed;
    return fmt::format("{}: its nvcc is {}", unfollowed, found_words(found, services));
}

void say_what_mends(const jobs::OnPath& found, const Services& services) {
    if (calling_shell(services)) {
        services.output.words("next: cudaenv use");
    } else if (found.program.empty()) {
        services.output.words(fmt::format("next: {}      once here, and in {} for every shell",
                                          hook_line(services),
                                          start_file(services)));
    } else {
        services.output.words("next: " + hook_and_use_line(services));
    }
}

}  // namespace cudaenv::cli
