// SPDX-License-Identifier: Apache-2.0
// Lines of text about files, compared as they are: whatever is different makes it another one. Two
// cudaenv programs, or shells with different shared roots, may use one root in turn: the stamp
// holds as long as whoever wrote it is still there, and its environments are among those it names.
#include "activation/shim_stamp.hpp"

#include <cudaenv/activation/shims.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/sys/directories.hpp>
#include <cudaenv/sys/file_state.hpp>
#include <cudaenv/sys/own_file.hpp>

#include <algorithm>
#include <optional>
#include <string_view>
#include <system_error>

namespace cudaenv::activation {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHead = "cudaenv-shims 2\n";
constexpr std::string_view kShared = "shared\n";
constexpr int kNumbers = 3;  // after a file's path in its line

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
           std::to_string(state ? state->modified : 0) + " " +
           std::to_string(state ? state->mode : 0) + "\n";
}

std::vector<fs::path> paths_in(const fs::path& directory) {
    std::vector<fs::path> paths;
    for (const std::string& name : list_directory(directory)) paths.push_back(directory / name);
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

std::string own_text(const store::Layout& layout) {
    std::string text;
    add_environments(text, layout.root);
    return text;
}

std::string shared_text(const std::vector<fs::path>& shared_roots) {
    std::string text;
    for (const fs::path& root : shared_roots) add_environments(text, root);
    return text;
}

/// Their names and whether they are links. Where these lead the directory's own time tells: a link
/// changes only by being replaced.
std::string shims_text(const fs::path& directory) {
    std::vector<std::string> lines;
    std::error_code unknown;
    for (const std::string& name : list_directory(directory)) {
        const char* kind = fs::is_symlink(directory / name, unknown) ? " link\n" : " no link\n";
        lines.push_back(name + kind);
    }
    std::sort(lines.begin(), lines.end());
    std::string text = file_line(directory);
    for (const std::string& line : lines) text += line;
    return text;
}

std::string made_text(const store::Layout& layout) {
    std::string text = file_line(shim_path(layout));
    for (const fs::path& file : paths_in(layout.shell())) text += file_line(file);
    return text + shims_text(layout.shims());
}

fs::path stamp_path(const store::Layout& layout) {
    return shim_path(layout).parent_path() / "stamp";
}

/// Empty, which holds of nothing, where it cannot be read or is not ours: then it is replaced.
std::optional<std::string> find_stamp(const store::Layout& layout) {
    try {
        return find_own_text(stamp_path(layout));
    } catch (const Error&) {
        return "";
    }
}

/// Takes `beginning` off `text`; false when it does not begin so.
bool take(std::string_view& text, std::string_view beginning) {
    if (!text.starts_with(beginning)) return false;
    text.remove_prefix(beginning.size());
    return true;
}

/// The path that a file's line is about; empty when it is no such line.
std::string_view path_in(std::string_view line) {
    for (int numbers = 0; numbers < kNumbers; ++numbers) {
        const auto blank = line.rfind(' ');
        if (blank == std::string_view::npos) return {};
        line = line.substr(0, blank);
    }
    return line;
}

/// Takes a file's line off `text`; false when the file is not as it says.
bool take_unchanged_file(std::string_view& text) {
    const std::string_view path = path_in(text.substr(0, text.find('\n')));
    return !path.empty() && take(text, file_line(path));
}

bool holds(std::string_view stamp,
           const store::Layout& layout,
           const std::vector<fs::path>& shared_roots) {
    const bool has_its_programs =
        take(stamp, kHead) && take_unchanged_file(stamp) && take_unchanged_file(stamp);
    if (!has_its_programs || !take(stamp, made_text(layout)) || !take(stamp, own_text(layout)) ||
        !take(stamp, kShared))
        return false;
    const std::string shared = shared_text(shared_roots);
    const auto lines = split_lines(shared);
    return std::all_of(lines.begin(), lines.end(), [stamp](std::string_view line) {
        return stamp.find(std::string(line) + "\n") != std::string_view::npos;
    });
}

}  // namespace

std::string environments_text(const store::Layout& layout,
                              const std::vector<fs::path>& shared_roots) {
    return own_text(layout) + std::string(kShared) + shared_text(shared_roots);
}

void write_stamp(const store::Layout& layout,
                 const fs::path& shim_program,
                 const fs::path& program,
                 const std::string& environments) {
    const std::string stamp = std::string(kHead) + file_line(program) + file_line(shim_program) +
                              made_text(layout) + environments;
    try {
        // No rename puts a file in the place of a directory.
        if (is_real_directory(stamp_path(layout))) take_file_name(stamp_path(layout));
        update_own_file(stamp_path(layout), stamp, 0644);
    } catch (const Error& error) {
        // Without a stamp all is looked at each time, which is slow and right.
        if (error.kind() != ErrorKind::refused) throw;
    }
}

bool are_shims_in_step(const store::Layout& layout, const std::vector<fs::path>& shared_roots) {
    const auto directory = try_state(layout.environments());
    if (!directory || !is_own(*directory)) return true;
    if (const auto stamp = find_stamp(layout)) return holds(*stamp, layout, shared_roots);
    return own_text(layout).empty();
}

}  // namespace cudaenv::activation
