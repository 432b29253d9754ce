// SPDX-License-Identifier: Apache-2.0
// Which cuDNN goes with a toolkit on a machine.
#pragma once

#include <cudaenv/resolve/resolution.hpp>

#include <optional>
#include <variant>
#include <vector>

namespace cudaenv::resolve {

struct CudnnChoice {
    std::optional<ChosenLibrary> library;
    std::vector<Note> notes;
    const catalog::CudnnRow* row = nullptr;  ///< of the chosen release
};

/// The newest that the request, the toolkit, the driver and the GPUs admit and that a reachable
/// source has. None when the request or the profile wants none; a note when nobody named one and
/// none can be had. Missing when one was named and cannot be had.
std::variant<CudnnChoice, MissingLibrary> choose_cudnn(const Request& request,
                                                       const Version& toolkit,
                                                       const machine::Machine& machine,
                                                       const catalog::Facts& catalog);

}  // namespace cudaenv::resolve
