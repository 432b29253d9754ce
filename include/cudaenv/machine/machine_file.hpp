// SPDX-License-Identifier: Apache-2.0
// A machine as JSON, so that another computer can be asked about it.
#pragma once

#include <cudaenv/machine/machine.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace cudaenv::machine {

inline constexpr std::size_t kMaxMachineBytes = 1U << 20U;

/// One JSON object on one line (docs/json.md, "machine").
std::string render_machine(const Machine& machine);
/// Throws Error(usage) naming `file` and what is wrong in it.
Machine parse_machine(std::string_view text, const std::string& file);

}  // namespace cudaenv::machine
