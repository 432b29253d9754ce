// SPDX-License-Identifier: Apache-2.0
// One reader per kind of file or directory; each adds what it finds, and notes what it read.
#pragma once

#include "python/needs.hpp"

namespace cudaenv::python {

/// A requirements file and what it includes (-r) or is constrained by (-c); its index addresses.
void read_requirements_file(const fs::path& file, Needs& needs);
/// One line of such a file, that stands somewhere else.
void read_requirement_line(std::string_view line, const Stated& stated, Needs& needs);
/// [project] with its optional dependencies, dependency groups, and what uv, Poetry and pixi keep
/// there.
void read_pyproject(const fs::path& file, Needs& needs);
/// uv.lock, poetry.lock, pdm.lock: by their [[package]] tables.
void read_lock(const fs::path& file, Needs& needs);
/// pylock.toml: PEP 751.
void read_pylock(const fs::path& file, Needs& needs);
void read_pipfile(const fs::path& file, Needs& needs);
void read_pipfile_lock(const fs::path& file, Needs& needs);
/// conda's environment.yml, with the requirements of pip in it.
void read_conda_file(const fs::path& file, Needs& needs);
void read_pixi(const fs::path& file, Needs& needs);
void read_pixi_lock(const fs::path& file, Needs& needs);
/// What is installed in a virtual or conda environment, by the names of the metadata.
void read_environment(const fs::path& directory, Needs& needs);

/// Where packages are installed in an environment, sorted: lib/python3.*/site-packages, and
/// Debian's dist-packages; `directory` itself where they lie in it. Empty where none are.
std::vector<fs::path> site_packages(const fs::path& directory);
/// Whether packages are installed in it, by pip or by conda.
bool is_environment(const fs::path& directory);

}  // namespace cudaenv::python
