// SPDX-License-Identifier: Apache-2.0
// The rules of compatibility that decided, each with the document that states it.
#pragma once

#include "resolve/toolkit/toolkit_choice.hpp"

#include <vector>

namespace cudaenv::resolve {

/// Those that took part in weighing these releases for this machine.
std::vector<Rule> deciding_rules(const std::vector<Weighed>& weighed,
                                 const Considered& chosen,
                                 const machine::Machine& machine,
                                 const catalog::Facts& catalog);

}  // namespace cudaenv::resolve
