// SPDX-License-Identifier: Apache-2.0
// What was read of a Python project, what was chosen and what else it allows, as words and as JSON.
#pragma once

#include "cli/services.hpp"

#include <cudaenv/python/frameworks.hpp>

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace cudaenv::cli {

/// What was read, and what was not, as it is shown; nothing for a requirement.
struct ProjectFiles {
    std::vector<std::string> read;
    std::vector<std::string> unread;          ///< by name
    std::vector<std::string> unread_reasons;  ///< codes, of each: "not-needed", "no-reader"
    std::vector<std::string> unread_sentences;
};
ProjectFiles project_files(const python::Reading& reading, const Services& services);

/// The rows of one need: by whom it is asked for, what was chosen, what else there is, what goes
/// with it.
std::vector<std::string> need_rows(const python::FrameworkNeed& need);
/// The lines about the files, after all answers; empty for a requirement.
std::vector<std::string> file_lines(const ProjectFiles& files);

/// {"read":[…],"not_read":[{"file":"…","reason":"no-reader"}]}; null for a requirement.
nlohmann::ordered_json project_json(const ProjectFiles& files);
/// Adds "chosen", "also", "companions" and "container" to the object of one framework.
void add_need_json(const python::FrameworkNeed& need, nlohmann::ordered_json& json);

}  // namespace cudaenv::cli
