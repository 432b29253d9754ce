// SPDX-License-Identifier: Apache-2.0
// What a shim says when it cannot become its tool: the reason, then "next:" with commands.
#pragma once

#include <cudaenv/base/error.hpp>
#include <cudaenv/selection/selection.hpp>
#include <cudaenv/store/layout.hpp>
#include <cudaenv/sys/environment.hpp>

#include <string>
#include <vector>

namespace cudaenv::activation {

using Words = std::vector<std::string>;  ///< line by line

Words error_words(const Error& error);

/// What is asked for is not installed.
Words not_installed_words(const std::string& tool,
                          const selection::Selection& selection,
                          const Environment& environment,
                          const store::Layout& layout);

/// The environment that applies does not have the tool.
Words lacking_words(const std::string& tool,
                    const selection::Selection& selection,
                    const Environment& environment,
                    const store::Layout& layout);

/// `system` applies, and PATH does not have the tool.
Words not_on_path_words(const std::string& tool,
                        const selection::Selection& selection,
                        const Environment& environment,
                        const store::Layout& layout);

}  // namespace cudaenv::activation
