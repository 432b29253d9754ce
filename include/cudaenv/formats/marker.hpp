// SPDX-License-Identifier: Apache-2.0
// Environment markers: "sys_platform == 'linux' and platform_machine == 'x86_64'".
#pragma once

#include <cudaenv/base/platform.hpp>

#include <string_view>

namespace cudaenv::formats {

/// False only when the marker certainly excludes `platform`. Known are sys_platform,
/// platform_system, os_name, platform_machine and the implementation (CPython); what depends on
/// anything else (python_version, extra…), and what is malformed, may apply.
bool may_apply(std::string_view marker, Platform platform);

}  // namespace cudaenv::formats
