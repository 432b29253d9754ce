// SPDX-License-Identifier: Apache-2.0
// What goes with a chosen toolkit: why it, what to know about it, and where the numbers come from.
#pragma once

#include "resolve/toolkit/toolkit_choice.hpp"

#include <string>
#include <vector>

namespace cudaenv::resolve {

/// What speaks for the chosen release.
Grounds grounds_for(const Considered& chosen,
                    const Request& request,
                    const std::vector<Rejected>& rejected);

/// Warnings about the verdict and about this machine's libc.
std::vector<Note> toolkit_notes(const Considered& chosen,
                                const machine::Machine& machine,
                                const catalog::Facts& catalog);

/// The documents behind the rows that decided, each once.
std::vector<std::string> citations(const Considered& chosen,
                                   const catalog::CudnnRow* cudnn,
                                   const machine::Machine& machine,
                                   const catalog::Facts& catalog);

}  // namespace cudaenv::resolve
