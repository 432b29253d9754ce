// SPDX-License-Identifier: Apache-2.0
// A machine's facts as words.
#pragma once

#include <cudaenv/machine/machine.hpp>
#include <cudaenv/resolve/judgement.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cudaenv::cli {

/// The driver first, then one aligned line for each fact with where it was read, then what is odd
/// about them and what the driver has to do with toolkits. `driver` is the machine's, with what the
/// tables say of it.
std::vector<std::string> render_facts(const machine::Machine& machine,
                                      const std::optional<resolve::KnownDriver>& driver);

}  // namespace cudaenv::cli
