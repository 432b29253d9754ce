// SPDX-License-Identifier: Apache-2.0
// Reads the setting `library_path` and looks for wheels with CUDA libraries.
#include <cudaenv/activation/library_path.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/sys/files.hpp>

#include <string>
#include <system_error>

namespace cudaenv::activation {
namespace {

namespace fs = std::filesystem;

constexpr const char* kVariable = "CUDAENV_LIBRARY_PATH";
constexpr std::string_view kKey = "library_path:";

LibraryPath parse_library_path(std::string_view value, const std::string& where) {
    if (value == "auto") return LibraryPath::automatic;
    if (value == "always") return LibraryPath::always;
    if (value == "never") return LibraryPath::never;
    throw Error(ErrorKind::usage,
                where + ": library_path cannot be \"" + std::string(value) + "\"",
                "use auto, always or never");
}

std::string_view scalar(std::string_view text) {
    text = trim(text.substr(0, text.find(" #")));
    const bool is_quoted = text.size() >= 2 && (text.front() == '"' || text.front() == '\'') &&
                           text.back() == text.front();
    return is_quoted ? text.substr(1, text.size() - 2) : text;
}

bool has_library_directory(const fs::path& nvidia) {
    std::error_code failed;
    for (fs::directory_iterator entry(nvidia, failed), end; !failed && entry != end;
         entry.increment(failed)) {
        std::error_code ignored;
        if (fs::is_directory(entry->path() / "lib", ignored)) return true;
    }
    return false;
}

}  // namespace

LibraryPath load_library_path(const Environment& environment, const fs::path& config_file) {
    if (const auto value = environment.find_nonempty(kVariable)) {
        return parse_library_path(*value, kVariable);
    }
    const auto text = find_file_text(config_file);
    if (!text) return LibraryPath::automatic;
    int number = 0;
    for (const std::string_view line : split_lines(*text)) {
        ++number;
        if (!line.starts_with(kKey)) continue;
        return parse_library_path(scalar(line.substr(kKey.size())),
                                  config_file.string() + ":" + std::to_string(number));
    }
    return LibraryPath::automatic;
}

bool carries_nvidia_libraries(const fs::path& python_environment) {
    std::error_code failed;
    for (fs::directory_iterator entry(python_environment / "lib", failed), end;
         !failed && entry != end;
         entry.increment(failed)) {
        const bool is_python = entry->path().filename().string().starts_with("python");
        if (is_python && has_library_directory(entry->path() / "site-packages/nvidia")) return true;
    }
    return false;
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
