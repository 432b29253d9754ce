// SPDX-License-Identifier: Apache-2.0
// Reads the setting `library_path` and looks for wheels with CUDA libraries.
#include <cudaenv/activation/library_path.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/variables.hpp>
#include <cudaenv/selection/settings.hpp>
#include <cudaenv/sys/directories.hpp>

#include <algorithm>
#include <string>
#include <system_error>
#include <vector>

namespace cudaenv::activation {
namespace {

namespace fs = std::filesystem;

constexpr const char* kKey = "library_path";

LibraryPath parse_library_path(std::string_view value, const std::string& where) {
    if (const auto library_path = find_library_path(value)) return *library_path;
    throw Error(ErrorKind::usage,
                where + ": library_path cannot be \"" + std::string(value) + "\"",
                "use auto, always or never");
}

bool has_library_directory(const fs::path& nvidia) {
    const std::vector<std::string> packages = list_directory(nvidia);
    return std::any_of(packages.begin(), packages.end(), [&nvidia](const std::string& package) {
        std::error_code ignored;
        return fs::is_directory(nvidia / package / "lib", ignored);
    });
}

}  // namespace

LibraryPath load_library_path(const Environment& environment, const fs::path& config_file) {
    if (const auto value = environment.find_nonempty(variables::kLibraryPath)) {
        return parse_library_path(*value, variables::kLibraryPath);
    }
    const auto setting = selection::load_setting(config_file, kKey);
    if (!setting) return LibraryPath::automatic;
    return parse_library_path(setting->values.size() == 1 ? setting->values.front() : "",
                              config_file.string() + ":" + std::to_string(setting->line));
}

bool carries_nvidia_libraries(const fs::path& python_environment) {
    const fs::path lib = python_environment / "lib";
    const std::vector<std::string> names = list_directory(lib);
    return std::any_of(names.begin(), names.end(), [&lib](const std::string& name) {
        return name.starts_with("python") &&
               has_library_directory(lib / name / "site-packages/nvidia");
    });
}

std::optional<fs::path> find_shadowed_python(const Environment& environment,
                                             LibraryPath library_path) {
    if (library_path != LibraryPath::automatic) return std::nullopt;
    for (const char* variable : {"VIRTUAL_ENV", "CONDA_PREFIX"}) {
        const auto python = environment.find_nonempty(variable);
        if (python && carries_nvidia_libraries(*python)) return *python;
    }
    return std::nullopt;
}

}  // namespace cudaenv::activation
