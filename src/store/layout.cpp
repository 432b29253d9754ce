// SPDX-License-Identifier: Apache-2.0
// Finding the root, making it, and guarding it against older programs.
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/base/variables.hpp>
#include <cudaenv/store/layout.hpp>
#include <cudaenv/sys/files.hpp>

#include <charconv>
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

/// nullopt when the text is no positive number.
std::optional<int> find_number(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 1) return std::nullopt;
    return number;
}

}  // namespace

Layout locate_layout(const Environment& environment) {
    const auto given = find_given_root(environment);
    Layout layout;
    layout.root =
        tidy(given ? *given : standard_directory(environment, "XDG_DATA_HOME", ".local/share"));
    layout.cache =
        tidy(side_directory(environment, "XDG_CACHE_HOME", ".cache", layout.root / "cache"));
    layout.config =
        tidy(side_directory(environment, "XDG_CONFIG_HOME", ".config", layout.root / "config"));
    return layout;
}

void ensure_layout(const Layout& layout) {
    check_layout(layout);
    for (const fs::path& directory : {layout.environments(),
                                      layout.store(),
                                      layout.staging(),
                                      layout.locks(),
                                      layout.shims(),
                                      layout.shell(),
                                      layout.projects()}) {
        ensure_directory(directory);
    }
    if (find_file_text(layout.layout_file())) return;
    replace_file(layout.layout_file(), std::to_string(kLayoutNumber) + "\n");
}

void check_layout(const Layout& layout) {
    const auto text = find_file_text(layout.layout_file());
    if (!text) return;
    const auto number = find_number(trim(*text));
    if (!number) {
        throw Error(ErrorKind::integrity,
                    layout.layout_file().string() + " does not hold a layout number",
                    "write " + std::to_string(kLayoutNumber) +
                        " into it, or choose another root with CUDAENV_ROOT");
    }
    if (*number <= kLayoutNumber) return;
    throw Error(ErrorKind::refused,
                layout.root.string() + " was written by a newer cudaenv (layout " +
                    std::to_string(*number) + ", this program knows " +
                    std::to_string(kLayoutNumber) + ")",
                "update cudaenv, or choose another root with CUDAENV_ROOT");
}

}  // namespace cudaenv::store
