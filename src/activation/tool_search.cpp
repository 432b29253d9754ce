// SPDX-License-Identifier: Apache-2.0
// Looks tools up in environments and on PATH.
#include <cudaenv/activation/shim.hpp>
#include <cudaenv/activation/tool_search.hpp>
#include <cudaenv/base/path_list.hpp>
#include <cudaenv/sys/process.hpp>

#include <system_error>

namespace cudaenv::activation {
namespace {

namespace fs = std::filesystem;

bool is_shim_program(const fs::path& real_path) {
    return real_path.filename() == kShimName;
}

}  // namespace

bool is_shim(const fs::path& program) {
    std::error_code failed;
    return is_shim_program(fs::canonical(program, failed));
}

std::optional<fs::path> find_in_environment(const std::string& name,
                                            const store::Installed& environment) {
    for (const std::string& directory : environment.activation.paths) {
        const fs::path candidate = environment.path / directory / name;
        std::error_code failed;
        const fs::path real = fs::canonical(candidate, failed);
        if (failed || is_shim_program(real) || !find_program(real.string(), {})) continue;
        if (real.filename() == name) return real;
        // A link of another name is a program that looks at its own name.
        const fs::path real_directory = fs::canonical(candidate.parent_path(), failed);
        if (!failed) return real_directory / name;
    }
    return std::nullopt;
}

std::optional<fs::path> find_on_path(const std::string& name,
                                     std::string_view path_value,
                                     const fs::path& shims) {
    const PathList path(path_value);
    for (const std::string& entry : path.entries()) {
        const fs::path directory = entry.empty() ? "." : entry;
        std::error_code failed;
        if (fs::equivalent(directory, shims, failed)) continue;
        const auto program = find_program((directory / name).string(), {});
        if (!program) continue;
        const fs::path real = fs::canonical(*program, failed);
        if (!failed && !is_shim_program(real))
            return fs::absolute(*program, failed).lexically_normal();
    }
    return std::nullopt;
}

}  // namespace cudaenv::activation
