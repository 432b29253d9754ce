// SPDX-License-Identifier: Apache-2.0
// Which entries of CPATH, LIBRARY_PATH and the like are a CUDA toolkit's own.
#pragma once

#include <cudaenv/sys/environment.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace cudaenv::activation {

enum class FolderKind { headers, libraries };

/// Tells the directories of one toolkit from those of all others.
class OtherToolkits {
 public:
    /// `own`: the prefix whose directories are none of another's. HOME and ~/.local are no
    /// toolkit's, whatever stands in them.
    OtherToolkits(const Environment& environment, std::filesystem::path own);

    /// True for an absolute directory that holds what only a toolkit brings (cuda.h, libcudart.so
    /// …) and whose prefix is no place that other software shares: /usr, a conda environment, a
    /// tree with etc or sbin. A relative one, or one that cannot be looked into, is nobody's. Two
    /// looks at the file system where it is none.
    [[nodiscard]] bool own(const std::string& directory, FolderKind kind) const;

 private:
    [[nodiscard]] bool is_shared(const std::filesystem::path& prefix) const;

    std::filesystem::path own_;
    std::vector<std::filesystem::path> shared_;
};

}  // namespace cudaenv::activation
