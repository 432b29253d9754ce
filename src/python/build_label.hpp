// SPDX-License-Identifier: Apache-2.0
// The labels by which builds of a package are told apart, behind the '+' of a version and in the
// build strings of conda.
#pragma once

#include <cudaenv/base/version.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace cudaenv::python {

struct BuildLabel {
    std::string build;  ///< "cu128", "cpu", "xpu", "rocm6.2"; empty: none of these is told
    std::optional<Version> cuda;   ///< X.Y, or only the major
    std::optional<Version> cudnn;  ///< of "cuda11.cudnn82": 8.2
    std::optional<Version> torch;  ///< that it was compiled for: 2.9.0 of "cu128torch2.9.0…"
    std::string container;         ///< NVIDIA's container release that it was built for: "25.01"
};

/// Reads "cu128torch2.9.0cxx11abiTRUE" (flash-attn), "cuda11.cudnn82" (jaxlib), "pt24cu121" (PyG),
/// "ecf3bae40a.nv25.01" (NVIDIA's containers), "py3.11_cuda12.4_cudnn9.1.0_0" (conda) in any letter
/// case. What it does not know (commits, makers) tells nothing.
BuildLabel parse_build_label(std::string_view label);

}  // namespace cudaenv::python
