// SPDX-License-Identifier: Apache-2.0
// The platforms NVIDIA publishes Linux toolkits for, and what each source calls them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cudaenv {

/// Named as in NVIDIA's redistrib manifests. sbsa is arm64 servers; aarch64 is Jetson.
enum class Platform { linux_x86_64, linux_sbsa, linux_ppc64le, linux_aarch64 };

/// "linux-x86_64", as in redistrib JSON and in our manifests.
std::string_view platform_text(Platform platform);
std::optional<Platform> find_platform(std::string_view text);
/// Directory below targets/: "x86_64-linux", "sbsa-linux", "ppc64le-linux", "aarch64-linux".
std::string_view target_directory(Platform platform);
/// Debian architecture: "amd64", "arm64", "ppc64el".
std::string_view debian_architecture(Platform platform);
/// GNU triplet as in Debian paths: "x86_64-linux-gnu".
std::string_view gnu_triplet(Platform platform);
/// End of a wheel's platform tag: "_x86_64", "_aarch64"; empty where no wheels exist.
std::string_view wheel_suffix(Platform platform);
/// The platform this program was compiled for.
Platform host_platform();

}  // namespace cudaenv
