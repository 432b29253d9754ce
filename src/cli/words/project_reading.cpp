// SPDX-License-Identifier: Apache-2.0
// What was read of a Python project, and what it allows.
#include "cli/words/project_reading.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/explain/project.hpp>

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace cudaenv::cli {

namespace {

using Json = nlohmann::ordered_json;
using Lines = std::vector<std::string>;

std::string row(std::string_view label, const std::string& words) {
    return fmt::format("  {:<9} {}", label, words);
}

Json text_json(const std::string& text) {
    return text.empty() ? Json() : Json(text);
}

Json version_json(const std::optional<Version>& version) {
    return version ? Json(version->text()) : Json();
}

Json release_json(const Spec& release) {
    return release.kind() == Spec::Kind::latest ? Json() : Json(release.text());
}

std::string_view part_code(python::Part part) {
    constexpr std::array<std::string_view, 5> codes{
        "base", "extra", "group", "feature", "environment"};
    return codes.at(static_cast<std::size_t>(part));
}

Json condition_json(const python::Condition& condition) {
    return {{"part", part_code(condition.part)},
            {"name", text_json(condition.name)},
            {"marker", text_json(condition.marker)}};
}

}  // namespace

ProjectFiles project_files(const python::Reading& reading, const Services& services) {
    ProjectFiles files;
    for (const auto& file : reading.read) files.read.push_back(services.shown(file));
    Lines names;
    for (const auto& [file, reason] : reading.unread) {
        files.unread.push_back(services.shown(file));
        names.push_back(file.filename().string());
        files.unread_reasons.emplace_back(
            reason == python::UnreadFile::Reason::no_reader ? "no-reader" : "not-needed");
    }
    files.unread_sentences = explain::unread_words(reading.unread, names);
    return files;
}

Lines need_rows(const python::FrameworkNeed& need) {
    Lines lines;
    if (!need.where.empty()) lines.push_back(row("asked by", need.where));
    const auto chosen = explain::choice_words(need);
    if (!chosen.empty()) lines.push_back(row("chosen", chosen));
    for (const auto& other : need.also)
        lines.push_back(row("also", explain::alternative_words(need.framework, other)));
    for (const auto& companion : need.companions)
        lines.push_back(row("with it", explain::companion_words(need, companion)));
    const auto container = explain::container_words(need);
    if (!container.empty()) lines.push_back("  note: " + container);
    return lines;
}

Lines file_lines(const ProjectFiles& files) {
    if (files.read.empty() && files.unread.empty()) return {};
    Lines lines{"read: " + (files.read.empty() ? "nothing" : join(files.read, ", "))};
    for (const auto& sentence : files.unread_sentences) lines.push_back("not read: " + sentence);
    return lines;
}

Json project_json(const ProjectFiles& files) {
    if (files.read.empty() && files.unread.empty()) return {};
    Json json{{"read", files.read}, {"not_read", Json::array()}};
    for (std::size_t i = 0; i < files.unread.size(); ++i) {
        json["not_read"].push_back(
            {{"file", files.unread[i]}, {"reason", files.unread_reasons[i]}});
    }
    return json;
}

void add_need_json(const python::FrameworkNeed& need, Json& json) {
    json["chosen"] = condition_json(need.condition);
    json["also"] = Json::array();
    for (const auto& other : need.also) {
        Json each{{"release", release_json(other.release)},
                  {"build", text_json(other.build)},
                  {"cuda", version_json(other.cuda)}};
        each.update(condition_json(other.condition));
        each["asked_by"] = text_json(other.where);
        json["also"].push_back(std::move(each));
    }
    json["companions"] = Json::array();
    for (const auto& companion : need.companions) {
        json["companions"].push_back({{"name", companion.package},
                                      {"release", release_json(companion.release)},
                                      {"compiled_for", version_json(companion.framework)},
                                      {"cuda", version_json(companion.cuda)},
                                      {"asked_by", text_json(companion.where)}});
    }
    json["container"] = text_json(need.container);
}

}  // namespace cudaenv::cli
