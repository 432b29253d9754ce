// SPDX-License-Identifier: Apache-2.0
// One requirement of a Python project: PEP 508, "torch[extra]>=2.4,<3; sys_platform == 'linux'".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::python {

struct Requirement {
    std::string name;  ///< normalised
    std::vector<std::string> extras;
    std::string specifier;  ///< ">=2.4,<3"; empty: any version
    std::string url;        ///< of "name @ url"
    std::string marker;
};

/// Small letters, and one dash for each run of dashes, dots and underscores.
std::string normalised_name(std::string_view name);
/// The name at the front of `text`, normalised; empty when it begins with none.
std::string leading_name(std::string_view text);
/// Throws Error(usage) that shows `text` and the accepted forms.
Requirement parse_requirement(std::string_view text);

}  // namespace cudaenv::python
