// SPDX-License-Identifier: Apache-2.0
// Looks tools up as a shell does, and tells whose they are.
#include <cudaenv/activation/tool_search.hpp>
#include <cudaenv/base/path_list.hpp>
#include <cudaenv/jobs/on_path.hpp>
#include <cudaenv/store/installed.hpp>
#include <cudaenv/sys/process.hpp>

#include <algorithm>
#include <optional>
#include <system_error>
#include <vector>

namespace cudaenv::jobs {

namespace {

namespace fs = std::filesystem;

/// Empty for what does not exist.
fs::path real(const fs::path& path) {
    std::error_code failed;
    fs::path found = fs::canonical(path, failed);
    return failed ? fs::path() : found;
}

std::vector<fs::path> directories_on_path(const Environment& environment) {
    std::vector<fs::path> directories;
    const PathList path(environment.find("PATH").value_or(""));
    for (const std::string& entry : path.entries())
        directories.emplace_back(entry.empty() ? "." : entry);
    return directories;
}

std::vector<fs::path> directories_of(const selection::Selection& selection) {
    std::vector<fs::path> directories;
    if (!selection.environment) return directories;
    for (const std::string& path : selection.environment->activation.paths)
        directories.push_back(real(selection.environment->path / path));
    return directories;
}

bool is_among(const fs::path& directory, const std::vector<fs::path>& directories) {
    const fs::path place = real(directory);
    return !place.empty() &&
           std::find(directories.begin(), directories.end(), place) != directories.end();
}

/// The name of the environment that `directory` is in.
std::string environment_around(const fs::path& directory,
                               const Environment& environment,
                               const store::Layout& layout) {
    std::vector<fs::path> roots = store::shared_roots(environment);
    roots.push_back(layout.root);
    for (const fs::path& root : roots) {
        const fs::path all = real(root / "environments");
        const fs::path below = real(directory).lexically_relative(all);
        if (!all.empty() && !below.empty() && *below.begin() != ".." && *below.begin() != ".")
            return below.begin()->string();
    }
    return {};
}

}  // namespace

OnPath look_on_path(const std::string& tool,
                    const selection::Selection& selection,
                    const Environment& environment,
                    const store::Layout& layout) {
    const std::vector<fs::path> own = directories_of(selection);
    const fs::path shims = real(layout.shims());
    OnPath found;
    for (const fs::path& directory : directories_on_path(environment)) {
        const bool is_own = is_among(directory, own);
        if (!found.program.empty()) {
            found.is_in_front = found.is_in_front || is_own || is_among(directory, {shims});
            continue;
        }
        const auto program = find_program((directory / tool).string(), {});
        if (!program) continue;
        found.program = *program;
        found.environment = environment_around(directory, environment, layout);
        if (is_own) {
            found.owner = Owner::selected;
        } else if (activation::is_shim(*program)) {
            found.owner = Owner::shims;
        } else {
            found.owner = found.environment.empty() ? Owner::elsewhere : Owner::another;
        }
    }
    return found;
}

OnPath look_at_shell(const selection::Selection& selection,
                     const Environment& environment,
                     const store::Layout& layout) {
    const auto& target = selection.environment;
    if (!target || activation::find_in_environment("nvcc", *target))
        return look_on_path("nvcc", selection, environment, layout);
    const std::vector<fs::path> own = directories_of(selection);
    const fs::path shims = real(layout.shims());
    for (const fs::path& directory : directories_on_path(environment)) {
        if (is_among(directory, own)) return {Owner::selected};
        if (is_among(directory, {shims})) return {Owner::shims};
    }
    return {};
}

bool follows(const OnPath& found, const selection::Selection& selection) {
    switch (found.owner) {
        case Owner::shims:
        case Owner::selected:
            return true;
        case Owner::another:
            return false;
        case Owner::nobody:
        case Owner::elsewhere:
            break;
    }
    return selection.is_system;
}

}  // namespace cudaenv::jobs
