// SPDX-License-Identifier: Apache-2.0
// The settings of config.yaml that a shim obeys, read without a YAML library.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::selection {

/// What stands behind a key: one value, or those of a list.
struct Setting {
    std::vector<std::string> values;
    int line = 0;
    bool is_list = false;
};

/// The setting of a top-level line "key: …": a scalar, "[a, 'b']" or lines "- a" below it. nullopt
/// when there is no such line. Of YAML that is written otherwise (escapes but \" and \\, values
/// over several lines) it sees nothing, or other values.
std::optional<Setting> find_setting(std::string_view text, std::string_view key);
/// As above, of a file; nullopt when it does not exist.
std::optional<Setting> load_setting(const std::filesystem::path& config_file, std::string_view key);

}  // namespace cudaenv::selection
