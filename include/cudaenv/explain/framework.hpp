// SPDX-License-Identifier: Apache-2.0
// What a framework was built with, and how it runs on a machine.
#pragma once

#include <cudaenv/resolve/framework.hpp>

#include <string>
#include <vector>

namespace cudaenv::explain {

/// "torch 2.6.0"; "cudf" where no release is named.
std::string name_words(const resolve::FrameworkAnswer& answer);

/// "driver 470.57.02 is too old: it needs 525.60.13 or newer".
std::string verdict_words(const resolve::FrameworkAnswer& answer);

/// Why this build: "the build that a plain install gives".
std::string build_reason(const resolve::FrameworkAnswer& answer);
/// One sentence each.
std::vector<std::string> note_words(const resolve::FrameworkAnswer& answer);

}  // namespace cudaenv::explain
