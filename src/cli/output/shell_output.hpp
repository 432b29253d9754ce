// SPDX-License-Identifier: Apache-2.0
// Reaching the shell that called us: the function that `cudaenv init` defines evaluates our
// standard output.
#pragma once

#include "cli/services.hpp"

#include <cudaenv/activation/shell.hpp>

#include <optional>

namespace cudaenv::cli {

/// The calling shell, when its cudaenv function runs us ($CUDAENV_SHELL).
std::optional<activation::Shell> calling_shell(const Services& services);
/// As above; throws Error(usage) saying how to load the function.
activation::Shell require_calling_shell(const Services& services);

}  // namespace cudaenv::cli
