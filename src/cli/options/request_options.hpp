// SPDX-License-Identifier: Apache-2.0
// The options that say what is wanted, shared by install and resolve.
#pragma once

#include "cli/options/machine_options.hpp"

#include <cudaenv/config/config.hpp>
#include <cudaenv/resolve/resolution.hpp>
#include <cudaenv/selection/pin.hpp>

#include <CLI/App.hpp>

#include <string>
#include <vector>

namespace cudaenv::cli {

struct RequestOptions {
    std::string cudnn;
    std::string profile;
    std::string host_compiler;
    std::string compat;
    std::string source;
    std::vector<std::string> with;  ///< "static", "nccl", "nccl=2.21"
    MachineOptions machine;
};

void bind_request_options(CLI::App& command, RequestOptions& options);

/// --with static: also the static maths libraries.
bool wants_statics(const RequestOptions& options);

/// The configured sources, in order; only `only` when it is not empty. Throws Error(usage) for an
/// unknown `only`.
std::vector<SourceName> source_order(const config::Config& config, const std::string& only);

/// What is asked for: options first, then the pin's keys (when `pin` is given), then the
/// configuration. `reachable` is left to the caller. Throws Error(usage) for values out of range.
resolve::Request make_request(const Spec& spec,
                              const RequestOptions& options,
                              const selection::Pin* pin,
                              const config::Config& config);

}  // namespace cudaenv::cli
