// SPDX-License-Identifier: Apache-2.0
// What `use` and `shell` share: what applies here, and making it active in the calling shell.
#pragma once

#include "cli/services.hpp"

#include <cudaenv/activation/changes.hpp>
#include <cudaenv/selection/selection.hpp>

#include <string>

namespace cudaenv::cli {

/// What applies in the directory of the command, under `environment`.
selection::Selection select_here(const Services& services, const Environment& environment);

/// "11.2.2 is active here".
std::string active_words(const selection::Selection& selection);

/// Says `done` and, unless the selection is missing, whether that is active in this shell: "pinned
/// 11.2 in ~/x/.cudaenv; 11.2.2 is active here". It is where a calling shell evaluates what is
/// printed, and where PATH finds it or the shims; else what to type comes with it. `done` may be
/// empty.
void say_what_is_active(const std::string& done,
                        const selection::Selection& selection,
                        const Services& services);

/// Prints code for the calling shell, if there is one, that makes `selection` active there, in
/// front of all else, and does `extra`.
void activate_in_shell(const selection::Selection& selection,
                       const activation::Changes& extra,
                       const Services& services);

/// `cudaenv shell SPEC`, also `use --shell SPEC`; returns the exit status. Throws Error(usage)
/// without a calling shell, Error(not_found) for what is not installed.
int use_for_shell(const std::string& spec, const Services& services);

}  // namespace cudaenv::cli
