// SPDX-License-Identifier: Apache-2.0
// Which Python an environment has, as far as its directories say.
#include <cudaenv/python/interpreter.hpp>
#include <cudaenv/sys/directories.hpp>

#include <string_view>

namespace cudaenv::python {

std::optional<Version> find_python(const std::filesystem::path& environment) {
    constexpr std::string_view prefix = "python";
    std::optional<Version> found;
    for (const std::string& name : list_directory(environment / "lib")) {
        if (!name.starts_with(prefix)) continue;
        // "python3" beside "python3.11" is a link of a distribution.
        const auto version = find_version(std::string_view(name).substr(prefix.size()));
        if (!version || version->numbers().size() != 2) continue;
        if (found) return std::nullopt;
        found = version;
    }
    return found;
}

}  // namespace cudaenv::python
