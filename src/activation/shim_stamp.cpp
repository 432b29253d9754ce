// SPDX-License-Identifier: Apache-2.0
// Compared as text: nothing is parsed, and whatever is different makes it another one.
#include "activation/shim_stamp.hpp"

#include <cudaenv/activation/shims.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/file_state.hpp>
#include <cudaenv/sys/files.hpp>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <system_error>

namespace cudaenv::activation {
namespace {

namespace fs = std::filesystem;

constexpr const char* kHead = "cudaenv-shims 1\n";

std::optional<FileState> try_state(const fs::path& path) {
    try {
        return find_file_state(path);
    } catch (const Error&) {
        return std::nullopt;
    }
}

std::string file_line(const fs::path& path) {
    const auto state = try_state(path);
    return path.string() + " " + std::to_string(state ? state->size : 0) + " " +
           std::to_string(state ? state->modified : 0) + "\n";
}

std::vector<fs::path> paths_in(const fs::path& directory) {
    std::vector<fs::path> paths;
    std::error_code failed;
    for (fs::directory_iterator entry(directory, failed), end; !failed && entry != end;
         entry.increment(failed)) {
        paths.push_back(entry->path());
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

void add_environments(std::string& text, const fs::path& root) {
    for (const fs::path& path : paths_in(root / "environments")) {
        const auto state = try_state(path);
        if (!state) continue;
        text += path.string() + " " + std::to_string(state->inode) + " " +
                std::to_string(state->modified) + "\n";
    }
}

bool has_own_environments(const store::Layout& layout) {
    std::error_code failed;
    return fs::directory_iterator(layout.environments(), failed) != fs::directory_iterator();
}

}  // namespace

std::string environments_text(const store::Layout& layout,
                              const std::vector<fs::path>& shared_roots) {
    std::string text;
    add_environments(text, layout.root);
    for (const fs::path& root : shared_roots) add_environments(text, root);
    return text;
}

std::string stamp_text(const store::Layout& layout,
                       const fs::path& shim_program,
                       const fs::path& program,
                       const std::string& environments) {
    std::string text = kHead;
    for (const fs::path& file : {program, shim_program, shim_path(layout)}) text += file_line(file);
    for (const fs::path& file : paths_in(layout.shell())) text += file_line(file);
    text += std::to_string(paths_in(layout.shims()).size()) + " shims\n";
    return text + environments;
}

fs::path stamp_path(const store::Layout& layout) {
    return shim_path(layout).parent_path() / "stamp";
}

bool are_shims_in_step(const store::Layout& layout,
                       const fs::path& shim_program,
                       const fs::path& program,
                       const std::vector<fs::path>& shared_roots) {
    const auto directory = try_state(layout.environments());
    if (!directory || !is_own(*directory)) return true;
    const auto stamp = find_file_text(stamp_path(layout));
    if (!stamp && !has_own_environments(layout)) return true;
    const std::string environments = environments_text(layout, shared_roots);
    return stamp == stamp_text(layout, shim_program, program, environments);
}

}  // namespace cudaenv::activation
