// SPDX-License-Identifier: Apache-2.0
// One requirement of a Python project: PEP 508, "torch[extra]>=2.4,<3; sys_platform == 'linux'".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::formats {

struct Requirement {
    std::string name;  ///< normalised
    std::vector<std::string> extras;
    std::string specifier;  ///< ">=2.4,<3"; empty: any version
    std::string url;        ///< of "name @ url"
    std::string marker;
};

/// Throws Error(usage) that shows `text` and the accepted forms.
Requirement parse_requirement(std::string_view text);

}  // namespace cudaenv::formats
