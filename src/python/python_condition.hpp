// SPDX-License-Identifier: Apache-2.0
// Conditions on the Python as markers.
#pragma once

#include <string>
#include <string_view>

namespace cudaenv::python {

/// ">=3.9,<3.12", "^3.10" or "~3.11" as a marker; empty for any Python, and for what is no such
/// condition.
std::string python_marker(std::string_view condition);

/// "left and right"; either may be empty.
std::string both_markers(const std::string& left, const std::string& right);

}  // namespace cudaenv::python
