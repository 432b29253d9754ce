// SPDX-License-Identifier: Apache-2.0
// A resolution as words and as JSON.
#pragma once

#include <cudaenv/machine/machine.hpp>
#include <cudaenv/resolve/resolution.hpp>

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace cudaenv::cli {

/// The decision, then each reason, then what was passed over, line by line.
std::vector<std::string> render_resolution(const resolve::Resolution& resolution);
/// --explain: what render_resolution() says, every release that was considered, by how it runs,
/// and the rules that decided.
std::vector<std::string> render_explanation(const resolve::Resolution& resolution);
/// Of --explain: every release that was considered, by how it runs, and the rules that decided.
std::vector<std::string> render_grounds(const resolve::Resolution& resolution);

/// `cudaenv resolve --json` (docs/json.md).
nlohmann::ordered_json resolution_json(const resolve::Resolution& resolution,
                                       const machine::Machine& machine);

/// "CUDA 11.2.2 + cuDNN 8.9.7.29 + GCC 10.2.1, runs natively on driver 460.80".
std::string render_headline(const resolve::Resolution& resolution);

}  // namespace cudaenv::cli
