// SPDX-License-Identifier: Apache-2.0
// Which files of a project say what it asks for.
#pragma once

#include "python/needs.hpp"

#include <vector>

namespace cudaenv::python {

/// Reads one file by its name. Throws Error(usage) for what is neither file nor directory, and for
/// kinds that cudaenv does not read.
void read_project_file(const fs::path& file, Needs& needs);

/// Those of a directory, in the order in which they are asked: what states more comes first.
std::vector<fs::path> project_files(const fs::path& directory);

/// What stands in `directory` and may ask for packages, sorted, without what is in `read`.
std::vector<UnreadFile> unread_files(const fs::path& directory, const std::vector<fs::path>& read);

}  // namespace cudaenv::python
