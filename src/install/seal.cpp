// SPDX-License-Identifier: Apache-2.0
// The modes of everything that is installed.
#include "install/seal.hpp"

namespace cudaenv::install {

namespace fs = std::filesystem;

void seal(const fs::path& tree, const CancelFlag& cancel) {
    for (const auto& item : fs::recursive_directory_iterator(tree)) {
        cancel.check();
        if (item.is_symlink()) continue;
        const fs::perms now = item.status().permissions();
        const bool is_program = (now & fs::perms::owner_exec) != fs::perms::none;
        const fs::perms file = is_program ? fs::perms{0555} : fs::perms{0444};
        const fs::perms wanted = item.is_directory() ? fs::perms{0755} : file;
        if (now != wanted) fs::permissions(item.path(), wanted);
    }
    fs::permissions(tree, fs::perms{0755});
}

}  // namespace cudaenv::install
