// SPDX-License-Identifier: Apache-2.0
// Looks for libcuda and NVML where distributions, WSL, Jetson and containers put them.
#include "machine/driver_library.hpp"

#include <cudaenv/base/path_list.hpp>

#include <algorithm>
#include <vector>

namespace cudaenv::machine {

namespace fs = std::filesystem;

namespace {

constexpr const char* kLibraryPath = "LD_LIBRARY_PATH";
/// Smaller numbers are sonames ("libcuda.so.1", "libcuda.so.1.1").
constexpr unsigned kOldestBranch = 100;

bool is_substitute(const fs::path& path) {
    return std::any_of(path.begin(), path.end(), [](const fs::path& part) {
        return part == "stubs" || part == "compat";
    });
}

std::vector<fs::path> usual_directories(const fs::path& system_root) {
    const fs::path multiarch = fs::path("usr/lib") / gnu_triplet(host_platform());
    std::vector<fs::path> directories{"usr/lib/wsl/lib",
                                      multiarch,
                                      multiarch / "nvidia",
                                      multiarch / "nvidia/current",
                                      multiarch / "tegra",
                                      "usr/lib64",
                                      "usr/lib64/nvidia",
                                      "usr/lib",
                                      "usr/lib/nvidia",
                                      "usr/local/nvidia/lib64",
                                      "run/opengl-driver/lib"};
    for (fs::path& directory : directories) directory = system_root / directory;
    return directories;
}

std::vector<fs::path> search_directories(const Environment& environment,
                                         const fs::path& system_root) {
    std::vector<fs::path> directories;
    const PathList named(environment.find(kLibraryPath).value_or(""));
    for (const std::string& entry : named.entries()) {
        const fs::path directory(entry);
        if (directory.is_absolute()) directories.push_back(directory);
    }
    const auto usual = usual_directories(system_root);
    directories.insert(directories.end(), usual.begin(), usual.end());
    return directories;
}

/// "libcuda.so.550.144.03" -> 550.144.03.
std::optional<Version> version_in_name(const std::string& name) {
    constexpr std::string_view mark = ".so.";
    const auto at = name.find(mark);
    if (at == std::string::npos) return std::nullopt;
    const auto version = find_version(name.substr(at + mark.size()));
    const bool is_driver = version && !version->is_prerelease() && version->numbers().size() >= 2 &&
                           version->major_number() >= kOldestBranch;
    return is_driver ? version : std::nullopt;
}

}  // namespace

std::optional<DriverLibrary> find_driver_library(const std::string& soname,
                                                 const Environment& environment,
                                                 const fs::path& system_root) {
    for (const fs::path& directory : search_directories(environment, system_root)) {
        fs::path path = directory / soname;
        std::error_code failure;
        fs::path real_path = fs::canonical(path, failure);
        if (failure || is_substitute(path) || is_substitute(real_path)) continue;
        auto version = version_in_name(real_path.filename().string());
        return DriverLibrary{std::move(path), std::move(real_path), std::move(version)};
    }
    return std::nullopt;
}

Environment without_substitutes(Environment environment) {
    const auto value = environment.find(kLibraryPath);
    if (!value) return environment;
    const PathList all(*value);
    PathList kept(*value);
    for (const std::string& entry : all.entries()) {
        if (is_substitute(entry)) kept.remove(entry);
    }
    environment.set(kLibraryPath, kept.text());
    return environment;
}

}  // namespace cudaenv::machine
