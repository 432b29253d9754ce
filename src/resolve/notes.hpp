// SPDX-License-Identifier: Apache-2.0
// The sentences that go with a chosen toolkit: why it, what to know about it, and where the numbers
// come from.
#pragma once

#include "resolve/toolkit_choice.hpp"

#include <string>
#include <vector>

namespace cudaenv::resolve {

/// "newest CUDA 11 that driver 460.80 runs natively (needs 460.32.03 or newer)"; "newest CUDA 11
/// with a source" when a newer one was passed over for having none.
std::string toolkit_reason(const Considered& chosen,
                           const Request& request,
                           const machine::Machine& machine,
                           const std::vector<Rejected>& rejected);

/// Warnings about the verdict and about this machine's libc.
std::vector<std::string> toolkit_notes(const Considered& chosen,
                                       const machine::Machine& machine,
                                       const CatalogView& catalog);

/// The documents behind the rows that decided, each once.
std::vector<std::string> citations(const Considered& chosen,
                                   const catalog::CudnnRow* cudnn,
                                   const CatalogView& catalog);

}  // namespace cudaenv::resolve
