// SPDX-License-Identifier: Apache-2.0
// Judges every step from the root down before it reads: whoever owns a directory chooses its files.
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/store/believed_text.hpp>
#include <cudaenv/store/doubt.hpp>
#include <cudaenv/sys/files.hpp>

namespace cudaenv::store {

namespace fs = std::filesystem;

std::optional<std::string> find_believed_text(const fs::path& file, const fs::path& root) {
    fs::path step = root;
    for (const fs::path& part : file.lexically_relative(root)) {
        step /= part;
        const auto state = find_file_state(step);
        if (!state) return std::nullopt;
        if (const auto doubt = find_doubt(*state, root)) {
            throw Error(ErrorKind::refused,
                        step.string() + " " + doubt_text(*doubt, *state),
                        "remove it, then see what is lacking: rm -r " + shell_quote(step.string()));
        }
    }
    return find_file_text(file);
}

}  // namespace cudaenv::store
