// SPDX-License-Identifier: Apache-2.0
// Only directory listings and text: no Python is run, so a broken or foreign one does no harm.
#include "config/pip_places.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/sys/directories.hpp>
#include <cudaenv/sys/files.hpp>
#include <cudaenv/sys/process.hpp>

#include <algorithm>

namespace cudaenv::config {
namespace {

namespace fs = std::filesystem;
using Paths = std::vector<fs::path>;

constexpr const char* kIndexModule = "pip/_internal/models/index.py";
constexpr std::string_view kAssignment = "\nPyPI = PackageIndex(";

/// Entries of `directory` whose names start and end so, in falling order: newer versions come
/// first.
Paths list(const fs::path& directory, std::string_view begin, std::string_view end) {
    Paths found;
    for (const std::string& name : list_directory(directory)) {
        const bool fits = name.size() >= begin.size() + end.size() && name.starts_with(begin) &&
                          name.ends_with(end);
        if (fits) found.push_back(directory / name);
    }
    std::sort(found.rbegin(), found.rend());
    return found;
}

void append(Paths& paths, const Paths& more) {
    paths.insert(paths.end(), more.begin(), more.end());
}

void append_once(Paths& paths, const fs::path& path) {
    if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(path);
}

Paths package_directories(const Paths& prefixes, const fs::path& system_root) {
    Paths libraries;
    for (const fs::path& prefix : prefixes) append(libraries, list(prefix / "lib", "python3", ""));
    append(libraries, list(system_root / "usr/lib", "python3", ""));
    append(libraries, list(system_root / "usr/local/lib", "python3", ""));
    Paths directories;
    for (const fs::path& library : libraries) {
        directories.push_back(library / "site-packages");
        directories.push_back(library / "dist-packages");
    }
    return directories;
}

Paths bundled_wheels(const Paths& prefixes, const fs::path& system_root) {
    Paths roots = prefixes;
    roots.push_back(system_root / "usr");
    roots.push_back(system_root / "usr/local");
    Paths wheels;
    for (const fs::path& root : roots) {
        for (const fs::path& library : list(root / "lib", "python3", ""))
            append(wheels, list(library / "ensurepip/_bundled", "pip-", ".whl"));
    }
    append(wheels, list(system_root / "usr/share/python-wheels", "pip-", ".whl"));
    return wheels;
}

}  // namespace

std::vector<fs::path> python_prefixes(const Environment& environment) {
    Paths prefixes;
    if (const auto active = environment.find_nonempty("VIRTUAL_ENV"))
        prefixes.emplace_back(*active);
    const auto python = find_program("python3", environment.find("PATH").value_or(""));
    if (!python) return prefixes;
    const fs::path directory = python->parent_path();
    if (directory.filename() == "shims") {
        for (const fs::path& version : list(directory.parent_path() / "versions", "", ""))
            append_once(prefixes, version);
        return prefixes;
    }
    std::error_code failure;
    // A virtual environment's python3 is a link out of it; its packages are where the link is.
    if (fs::exists(directory.parent_path() / "pyvenv.cfg", failure))
        append_once(prefixes, directory.parent_path());
    const fs::path real = fs::canonical(*python, failure);
    if (!failure) append_once(prefixes, real.parent_path().parent_path());
    return prefixes;
}

std::optional<DefaultIndex> find_default_index(const std::vector<fs::path>& prefixes,
                                               const fs::path& system_root,
                                               const ZipReader& read_zip) {
    for (const fs::path& directory : package_directories(prefixes, system_root)) {
        const fs::path file = directory / kIndexModule;
        const std::optional<std::string> url =
            find_index_constant(find_readable_text(file).value_or(""));
        if (url) return DefaultIndex{*url, file.string()};
    }
    if (!read_zip) return std::nullopt;
    for (const fs::path& wheel : bundled_wheels(prefixes, system_root)) {
        const std::optional<std::string> url =
            find_index_constant(read_zip(wheel, kIndexModule).value_or(""));
        if (url) return DefaultIndex{*url, wheel.string()};
    }
    return std::nullopt;
}

std::optional<std::string> find_index_constant(std::string_view source) {
    const std::size_t assignment = source.find(kAssignment);
    if (assignment == std::string_view::npos) return std::nullopt;
    const std::string_view arguments = trim(source.substr(assignment + kAssignment.size()));
    if (arguments.empty() || (arguments.front() != '"' && arguments.front() != '\''))
        return std::nullopt;
    const std::size_t end = arguments.find(arguments.front(), 1);
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view url = arguments.substr(1, end - 1);
    if (!url.starts_with("https://")) return std::nullopt;
    return std::string(url) + (url.back() == '/' ? "simple/" : "/simple/");
}

}  // namespace cudaenv::config
