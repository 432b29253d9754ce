// SPDX-License-Identifier: Apache-2.0
// Environment markers: "sys_platform == 'linux' and python_version >= '3.10'".
#pragma once

#include <cudaenv/base/platform.hpp>
#include <cudaenv/base/version.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::formats {

/// What a marker is asked about. The implementation is CPython.
struct MarkerEnvironment {
    Platform platform = Platform::linux_x86_64;
    std::optional<Version> python = std::nullopt;  ///< X.Y or X.Y.Z; nullopt: not known
    /// Extras and dependency groups that are asked for; nullopt: not known.
    std::optional<std::vector<std::string>> extras = std::nullopt;
};

/// `maybe`: it depends on what is not known (python_version without a Python, platform_release…),
/// or is malformed.
enum class Applies { no, maybe, yes };

/// Whether what stands behind the marker is for `environment`; an empty marker is for all.
Applies applies(std::string_view marker, const MarkerEnvironment& environment);

}  // namespace cudaenv::formats
