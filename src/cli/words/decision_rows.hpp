// SPDX-License-Identifier: Apache-2.0
// The lines that every decision is printed with, for a release or for a framework.
#pragma once

#include <cudaenv/resolve/resolution.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::cli {

/// "  cuDNN     8.9.7.29    newest of cuDNN 8 for CUDA 11.x".
std::string decision_row(std::string_view label, std::string_view what, std::string_view words);
/// One row each for the libraries, the host compiler, and the source when there is one.
std::vector<std::string> component_rows(const resolve::Resolution& resolution);
/// The documents behind the numbers; empty when there are none.
std::vector<std::string> citation_rows(const std::vector<std::string>& documents);

/// Adds `more` behind `lines`.
void append(std::vector<std::string>& lines, const std::vector<std::string>& more);

}  // namespace cudaenv::cli
