// SPDX-License-Identifier: Apache-2.0
// Which Python an environment has, as far as its directories say. No Python is started.
#pragma once

#include <cudaenv/base/version.hpp>

#include <filesystem>
#include <optional>

namespace cudaenv::python {

/// X.Y of the only lib/pythonX.Y below the environment (virtual or conda); nullopt when there is
/// none, or several.
std::optional<Version> find_python(const std::filesystem::path& environment);

}  // namespace cudaenv::python
