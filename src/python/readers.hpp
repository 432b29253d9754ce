// SPDX-License-Identifier: Apache-2.0
// One reader per kind of file or directory; each adds what it finds.
#pragma once

#include "python/needs.hpp"

namespace cudaenv::python {

/// A requirements file and what it includes (-r) or is constrained by (-c); its index addresses.
void read_requirements_file(const fs::path& file, Needs& needs);
/// [project] with its optional dependencies, dependency groups, and what uv and Poetry keep there.
void read_pyproject(const fs::path& file, Needs& needs);
/// uv.lock; poetry.lock has the same shape as far as is read here.
void read_lock(const fs::path& file, Needs& needs);
/// What is installed in a virtual environment, by the names of the metadata directories.
void read_environment(const fs::path& directory, Needs& needs);

/// <directory>/lib/python3.*/site-packages, sorted; empty when it is no virtual environment.
std::vector<fs::path> site_packages(const fs::path& directory);

}  // namespace cudaenv::python
