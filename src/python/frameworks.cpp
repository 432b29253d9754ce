// SPDX-License-Identifier: Apache-2.0
// Tells by a path which reader it is for.
#include "python/packages.hpp"
#include "python/readers.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/formats/python_names.hpp>
#include <cudaenv/python/frameworks.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <system_error>

namespace cudaenv::python {

namespace {

/// What states more comes first.
constexpr std::array<const char*, 3> kProjectFiles{"uv.lock", "pyproject.toml", "requirements.txt"};

/// Sockets, pipes and devices would block or never end.
void require_regular(const fs::path& file) {
    if (fs::is_regular_file(file)) return;
    throw Error(ErrorKind::usage,
                fmt::format("{} is neither a file nor a directory", file.string()));
}

void read_file(const fs::path& file, Needs& needs) {
    require_regular(file);
    if (file.extension() == ".lock") {
        read_lock(file, needs);
    } else if (file.extension() == ".toml") {
        read_pyproject(file, needs);
    } else {
        read_requirements_file(file, needs);
    }
}

void read_directory(const fs::path& directory, Needs& needs) {
    if (!site_packages(directory).empty()) {
        read_environment(directory, needs);
        return;
    }
    const auto* const found =
        std::find_if(kProjectFiles.begin(), kProjectFiles.end(), [&](const char* name) {
            return fs::exists(directory / name);
        });
    if (found != kProjectFiles.end()) {
        read_file(directory / *found, needs);
        return;
    }
    throw Error(ErrorKind::not_found,
                fmt::format("{} is no virtual environment and has no uv.lock, pyproject.toml or "
                            "requirements.txt",
                            directory.string()));
}

}  // namespace

FrameworkNeed parse_framework(std::string_view requirement) {
    return make_need(formats::parse_requirement(requirement));
}

bool is_framework(std::string_view package) {
    return find_framework_package(formats::normalised_name(package)).has_value();
}

std::vector<FrameworkNeed> load_frameworks(const fs::path& path, Platform platform) {
    std::error_code unreadable;
    const auto status = fs::status(path, unreadable);
    if (!fs::exists(status))
        throw Error(ErrorKind::not_found, fmt::format("{} does not exist", path.string()));
    Needs needs(platform);
    if (fs::is_directory(status)) {
        read_directory(path, needs);
    } else {
        read_file(path, needs);
    }
    return needs.finish();
}

std::optional<fs::path> active_environment(const Environment& environment) {
    for (const auto* variable : {"VIRTUAL_ENV", "CONDA_PREFIX"}) {
        if (const auto directory = environment.find_nonempty(variable)) return *directory;
    }
    return std::nullopt;
}

}  // namespace cudaenv::python
