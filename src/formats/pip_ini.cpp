// SPDX-License-Identifier: Apache-2.0
// A line that is indented deeper than its key continues the value.
#include <cudaenv/base/text.hpp>
#include <cudaenv/formats/pip_ini.hpp>

#include <algorithm>

namespace cudaenv::formats {

namespace {

std::string normalise_key(std::string_view key) {
    std::string name = replace_all(to_lower(trim(key)), "_", "-");
    if (name.starts_with("--")) name.erase(0, 2);
    return name;
}

std::size_t indentation(std::string_view line) {
    return std::min(line.find_first_not_of(" \t"), line.size());
}

}  // namespace

PipIni parse_pip_ini(std::string_view text) {
    PipIni ini;
    std::string section;
    std::string* value = nullptr;
    std::size_t key_indentation = 0;
    for (const std::string_view line : split_lines(text)) {
        const std::string_view content = trim(line);
        if (content.empty() || content.front() == '#' || content.front() == ';') continue;
        if (value != nullptr && indentation(line) > key_indentation) {
            *value += "\n" + std::string(content);
            continue;
        }
        value = nullptr;
        if (content.front() == '[' && content.back() == ']') {
            section = content.substr(1, content.size() - 2);
            continue;
        }
        const std::size_t delimiter = content.find_first_of("=:");
        if (delimiter == std::string_view::npos || section.empty()) continue;
        value = &ini[section][normalise_key(content.substr(0, delimiter))];
        *value = trim(content.substr(delimiter + 1));
        key_indentation = indentation(line);
    }
    return ini;
}

}  // namespace cudaenv::formats
