// SPDX-License-Identifier: Apache-2.0
// Finding the root.
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/printable.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/base/variables.hpp>
#include <cudaenv/store/layout.hpp>

#include <optional>

namespace cudaenv::store {

namespace {

std::optional<fs::path> find_absolute(const Environment& environment, std::string_view variable) {
    const auto value = environment.find_nonempty(variable);
    if (!value || value->front() != '/') return std::nullopt;
    return *value;
}

std::optional<fs::path> find_given_root(const Environment& environment) {
    const auto value = environment.find_nonempty(variables::kRoot);
    if (!value) return std::nullopt;
    if (value->front() == '/') return *value;
    throw Error(
        ErrorKind::usage,
        std::string(variables::kRoot) + " is '" + *value + "', which is not an absolute path",
        "set it to a path that begins with '/'");
}

/// Without a trailing slash, so that paths compare and print well.
fs::path tidy(const fs::path& path) {
    const fs::path normal = path.lexically_normal();
    return normal.has_filename() ? normal : normal.parent_path();
}

/// `variable`/cudaenv, else `below_home`/cudaenv in the home directory.
fs::path standard_directory(const Environment& environment,
                            std::string_view variable,
                            const char* below_home) {
    const auto base = find_absolute(environment, variable);
    return (base ? *base : require_home(environment) / fs::path(below_home)) / "cudaenv";
}

/// As standard_directory; below the root for a job that has no home directory.
fs::path side_directory(const Environment& environment,
                        std::string_view variable,
                        const char* below_home,
                        const fs::path& without_home) {
    if (!find_absolute(environment, variable) && !environment.find_nonempty("HOME")) {
        return without_home;
    }
    return standard_directory(environment, variable, below_home);
}

/// A root's path goes into PATH-like variables, and whole to the terminal: `cudaenv prefix` prints
/// it as it is.
void check_root_path(const fs::path& root) {
    const std::string& text = root.native();
    const bool has_colon = text.find(':') != std::string::npos;
    if (!has_colon && !has_hidden(text)) return;
    throw Error(ErrorKind::usage,
                "the root '" + text + "' has " +
                    (has_colon ? "a colon in its path, which divides what PATH holds"
                               : "control characters in its path"),
                "set CUDAENV_ROOT to another directory");
}

}  // namespace

Layout locate_layout(const Environment& environment) {
    const auto given = find_given_root(environment);
    Layout layout;
    layout.root =
        tidy(given ? *given : standard_directory(environment, "XDG_DATA_HOME", ".local/share"));
    check_root_path(layout.root);
    layout.cache =
        tidy(side_directory(environment, "XDG_CACHE_HOME", ".cache", layout.root / "cache"));
    layout.config =
        tidy(side_directory(environment, "XDG_CONFIG_HOME", ".config", layout.root / "config"));
    return layout;
}

}  // namespace cudaenv::store
