// SPDX-License-Identifier: Apache-2.0
// Whether the shell that started us follows what applies here, and what makes it.
#pragma once

#include "cli/services.hpp"

#include <cudaenv/jobs/on_path.hpp>
#include <cudaenv/selection/selection.hpp>

#include <string>

namespace cudaenv::cli {

/// As jobs::look_at_shell(), in the surroundings of this command.
jobs::OnPath look_at_shell(const selection::Selection& selection, const Services& services);

/// "this shell does not follow yet: its nvcc is /usr/local/cuda/bin/nvcc".
std::string unfollowed_words(const jobs::OnPath& found, const Services& services);

/// Says what to type so that this shell follows: `found` stands in the way.
void say_what_mends(const jobs::OnPath& found, const Services& services);

/// "/usr/local/cuda/bin/nvcc, which stands in front on PATH", "…/bin/nvcc of 12.4.1".
std::string found_words(const jobs::OnPath& found, const Services& services);

}  // namespace cudaenv::cli
