// SPDX-License-Identifier: Apache-2.0
// From a path, or one requirement, to needs.
#include "python/choose.hpp"
#include "python/packages.hpp"
#include "python/project_files.hpp"
#include "python/readers.hpp"
#include "python/wheel_name.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/formats/python_names.hpp>
#include <cudaenv/python/frameworks.hpp>

#include <fmt/format.h>

#include <system_error>

namespace cudaenv::python {

namespace {

/// A lock before its manifest; where one names no framework, the next one may.
void read_project(const fs::path& directory, Needs& needs) {
    for (const auto& file : project_files(directory)) {
        if (!needs.is_empty()) return;
        read_project_file(file, needs);
    }
}

Error nothing_there(const fs::path& directory) {
    return {ErrorKind::not_found,
            fmt::format("{} is no virtual environment and has no file that names Python packages",
                        directory.string()),
            "read are uv.lock, poetry.lock, pdm.lock, pylock.toml, pixi.lock, Pipfile.lock, "
            "pyproject.toml, pixi.toml, Pipfile, requirements.txt and environment.yml"};
}

Reading read_directory(const fs::path& directory, Needs& needs) {
    const bool installed = is_environment(directory);
    if (installed) {
        read_environment(directory, needs);
    } else {
        read_project(directory, needs);
    }
    Reading reading{needs.read(), {}, {}};
    if (!installed) reading.unread = unread_files(directory, reading.read);
    if (reading.read.empty() && reading.unread.empty()) throw nothing_there(directory);
    return reading;
}

}  // namespace

FrameworkNeed parse_framework(std::string_view requirement) {
    auto wheel = find_wheel_requirement(requirement);
    auto parsed = wheel ? *std::move(wheel) : formats::parse_requirement(requirement);
    if (!find_companion_package(parsed.name)) return make_need(parsed);
    // Whoever asks by name asks for here.
    parsed.marker.clear();
    Needs needs{Choice{}};
    needs.add(parsed, {});
    return choose_needs(needs.statements(), needs.choice()).front();
}

bool is_framework(std::string_view package) {
    const auto name = formats::normalised_name(package);
    return find_framework_package(name) || find_companion_package(name);
}

Reading load_frameworks(const fs::path& path, const Choice& choice) {
    std::error_code unreadable;
    const auto status = fs::status(path, unreadable);
    if (!fs::exists(status))
        throw Error(ErrorKind::not_found, fmt::format("{} does not exist", path.string()));
    Needs needs(choice);
    Reading reading;
    if (fs::is_directory(status)) {
        reading = read_directory(path, needs);
    } else {
        read_project_file(path, needs);
        reading.read = needs.read();
    }
    needs.expect_chosen_parts(path);
    reading.needs = choose_needs(needs.statements(), needs.choice());
    return reading;
}

std::optional<fs::path> active_environment(const Environment& environment) {
    for (const auto* variable : {"VIRTUAL_ENV", "CONDA_PREFIX"}) {
        if (const auto directory = environment.find_nonempty(variable)) return *directory;
    }
    return std::nullopt;
}

}  // namespace cudaenv::python
