// SPDX-License-Identifier: Apache-2.0
// cudaenv list: what is installed, what it takes, and how it runs here.
#include "cli/words/installed_list.hpp"

#include <cudaenv/explain/judgement.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::cli {

namespace {

using Json = nlohmann::ordered_json;

Json environment_json(const ListedEnvironment& listed) {
    const store::Installed& environment = listed.measured.environment;
    Json libraries = Json::object();
    for (const auto& [library, version] : environment.libraries)
        libraries[std::string(product_text(library))] = version.text();
    return {{"name", environment.name},
            {"toolkit", environment.toolkit.text()},
            {"libraries", libraries},
            {"path", environment.path.string()},
            {"size", listed.measured.size.value},
            {"origin", store::origin_text(environment.origin)},
            {"selected", listed.is_selected},
            {"trusted_lock", store::is_of_trusted_lock(environment)}};
}

Json damaged_json(const store::Damaged& environment) {
    return {{"name", environment.name},
            {"toolkit", environment.toolkit ? Json(environment.toolkit->text()) : Json()},
            {"path", environment.path.string()},
            {"origin", store::origin_text(environment.origin)},
            {"reason", environment.reason},
            {"mend", environment.mend}};
}

std::string describe(const ListedEnvironment& listed) {
    if (!listed.judgement)
        return fmt::format("linked {}", listed.measured.environment.path.string());
    return fmt::format(
        "{:>8}   {}", render_bytes(listed.measured.size), explain::words(*listed.judgement));
}

std::string environment_line(const ListedEnvironment& listed, std::size_t width) {
    const store::Installed& environment = listed.measured.environment;
    std::string line = fmt::format(
        "{} {:<{}}  {}", listed.is_selected ? '*' : ' ', environment.name, width, describe(listed));
    if (store::is_of_trusted_lock(environment)) line += "   not vouched for";
    if (!listed.selected_by.empty()) line += fmt::format("   {}", listed.selected_by);
    return line;
}

}  // namespace

nlohmann::ordered_json installed_json(const InstalledList& list) {
    Json json{{"schema", 1}, {"environments", Json::array()}, {"damaged", Json::array()}};
    for (const ListedEnvironment& each : list.environments)
        json["environments"].push_back(environment_json(each));
    for (const store::Damaged& each : list.damaged) json["damaged"].push_back(damaged_json(each));
    return json;
}

std::vector<std::string> installed_lines(const InstalledList& list) {
    std::size_t width = 0;
    for (const ListedEnvironment& each : list.environments)
        width = std::max(width, each.measured.environment.name.size());
    std::vector<std::string> lines;
    for (const ListedEnvironment& each : list.environments)
        lines.push_back(environment_line(each, width));
    for (const store::Damaged& each : list.damaged) {
        lines.push_back(
            fmt::format("  {}  damaged: {}; next: {}", each.name, each.reason, each.mend));
    }
    for (const auto& [entry, size] : list.compilers)
        lines.push_back(fmt::format("  {}  {}   host compiler", entry, render_bytes(size)));
    return lines;
}

}  // namespace cudaenv::cli
