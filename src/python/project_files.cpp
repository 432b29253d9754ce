// SPDX-License-Identifier: Apache-2.0
// Tells project files by their names.
#include "python/project_files.hpp"

#include "python/readers.hpp"
#include "python/wheel_name.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/directories.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <system_error>

namespace cudaenv::python {

namespace {

using Reader = void (*)(const fs::path& file, Needs& needs);

/// A wheel's own name says what it is.
void read_wheel(const fs::path& file, Needs& needs) {
    needs.note_read(file);
    needs.add(file.filename().string(), {{file, 0}});
}

bool is_named(std::string_view name, std::string_view stem, std::string_view ending) {
    return name.size() >= stem.size() + ending.size() && name.starts_with(stem) &&
           name.ends_with(ending);
}

bool is_yaml(std::string_view name) {
    return name.ends_with(".yml") || name.ends_with(".yaml");
}

bool is_conda_lock(std::string_view name) {
    return name.find("conda-lock") != std::string_view::npos && is_yaml(name);
}

/// nullptr: of a kind that is not read.
Reader find_reader(std::string_view name) {
    if (name == "pixi.lock") return read_pixi_lock;
    if (name == "Pipfile") return read_pipfile;
    if (name == "Pipfile.lock") return read_pipfile_lock;
    if (name == "pixi.toml") return read_pixi;
    if (is_named(name, "pylock.", "toml")) return read_pylock;
    if (name.ends_with(".lock")) return read_lock;
    if (name.ends_with(".toml")) return read_pyproject;
    if (is_conda_lock(name) || name == "meta.yaml" || name == "recipe.yaml") return nullptr;
    if (is_yaml(name)) return read_conda_file;
    for (const std::string_view ending : {".py", ".cfg", ".ini", ".json", ".nix"}) {
        if (name.ends_with(ending)) return nullptr;
    }
    if (name.starts_with("Dockerfile")) return nullptr;
    if (name.ends_with(".whl")) return read_wheel;
    return read_requirements_file;
}

/// What states more comes first: a lock before what it was made from, exact before open.
constexpr std::array<std::string_view, 14> kInOrder{"uv.lock",
                                                    "poetry.lock",
                                                    "pdm.lock",
                                                    "pylock.toml",
                                                    "pixi.lock",
                                                    "Pipfile.lock",
                                                    "pyproject.toml",
                                                    "pixi.toml",
                                                    "Pipfile",
                                                    "requirements.txt",
                                                    "requirements.in",
                                                    "environment.yml",
                                                    "environment.yaml",
                                                    "conda.yaml"};

/// What asks for packages, and is not read by itself.
bool may_ask(std::string_view name) {
    constexpr std::array<std::string_view, 8> others{"setup.py",
                                                     "setup.cfg",
                                                     "meta.yaml",
                                                     "recipe.yaml",
                                                     "tox.ini",
                                                     "noxfile.py",
                                                     "Dockerfile",
                                                     "flake.nix"};
    if (std::find(kInOrder.begin(), kInOrder.end(), name) != kInOrder.end()) return true;
    if (std::find(others.begin(), others.end(), name) != others.end()) return true;
    return is_conda_lock(name) || is_named(name, "requirements", ".txt") ||
           is_named(name, "requirements", ".in") || is_named(name, "constraints", ".txt") ||
           is_named(name, "pylock.", "toml") || (name.starts_with("environment") && is_yaml(name));
}

}  // namespace

void read_project_file(const fs::path& file, Needs& needs) {
    // Sockets, pipes and devices would block or never end.
    if (!fs::is_regular_file(file)) {
        throw Error(ErrorKind::usage,
                    fmt::format("{} is neither a file nor a directory", file.string()));
    }
    const auto reader = find_reader(file.filename().string());
    if (reader == nullptr) {
        throw Error(ErrorKind::usage,
                    fmt::format("{} is of a kind that cudaenv does not read", file.string()),
                    "name the framework, or the environment that it is installed in: --for "
                    "torch==2.6.0, --for .venv");
    }
    reader(file, needs);
}

std::vector<fs::path> project_files(const fs::path& directory) {
    std::vector<fs::path> files;
    for (const auto name : kInOrder) {
        std::error_code unreadable;
        if (fs::exists(directory / name, unreadable)) files.push_back(directory / name);
    }
    return files;
}

std::vector<UnreadFile> unread_files(const fs::path& directory, const std::vector<fs::path>& read) {
    auto names = list_directory(directory);
    std::sort(names.begin(), names.end());
    std::vector<UnreadFile> unread;
    for (const std::string& name : names) {
        const auto file = directory / name;
        if (!may_ask(name) || std::find(read.begin(), read.end(), file) != read.end()) continue;
        const auto reason = find_reader(name) == nullptr ? UnreadFile::Reason::no_reader
                                                         : UnreadFile::Reason::not_needed;
        unread.push_back({file, reason});
    }
    return unread;
}

}  // namespace cudaenv::python
