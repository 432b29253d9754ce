// SPDX-License-Identifier: Apache-2.0
// Reads what pipenv keeps: Pipfile, and Pipfile.lock.
#include "python/document_file.hpp"
#include "python/packages.hpp"
#include "python/poetry_tables.hpp"
#include "python/python_condition.hpp"
#include "python/readers.hpp"
#include "python/toml_file.hpp"

#include <cudaenv/formats/python_names.hpp>

#include <fmt/format.h>

#include <array>

namespace cudaenv::python {

namespace {

/// pipenv takes a marker's variables as keys too: sys_platform = "== 'linux'".
std::string marker_of(const toml::table& table) {
    constexpr std::array<const char*, 5> variables{"sys_platform",
                                                   "platform_system",
                                                   "platform_machine",
                                                   "python_version",
                                                   "python_full_version"};
    auto marker = text_at(table, "markers");
    for (const auto* variable : variables) {
        const auto condition = text_at(table, variable);
        if (!condition.empty())
            marker = both_markers(marker, fmt::format("{} {}", variable, condition));
    }
    return marker;
}

void add_from_index(const formats::Requirement& requirement,
                    const std::string& index,
                    const Indexes& indexes,
                    Stated stated,
                    Needs& needs) {
    const auto address = indexes.find(index);
    if (address != indexes.end()) stated.build = build_in_url(address->second);
    needs.add(requirement, stated);
}

void read_packages(const toml::table* packages,
                   const Indexes& indexes,
                   const Condition& condition,
                   const fs::path& file,
                   Needs& needs) {
    for (const auto& [name, value] : entries_of(packages)) {
        auto requirement = dependency_of(formats::normalised_name(name), *value);
        std::string index;
        if (const auto* table = value->as_table()) {
            requirement.marker = marker_of(*table);
            if (requirement.url.empty()) requirement.url = text_at(*table, "file");
            index = text_at(*table, "index");
        }
        add_from_index(requirement, index, indexes, {place_of(*value, file), condition}, needs);
    }
}

std::string text_at(const formats::Value& map, std::string_view key) {
    const auto value = map.find(key);
    const auto* text = value ? value->find_text() : nullptr;
    return text == nullptr ? std::string() : *text;
}

Indexes sources_of(const formats::Value& root) {
    Indexes indexes;
    const auto meta = find_map(root, "_meta");
    const auto sources = meta ? meta->find("sources") : std::nullopt;
    if (!sources || !sources->is_list()) return indexes;
    for (const auto& source : sources->list()) {
        if (source.is_map()) indexes.emplace(text_at(source, "name"), text_at(source, "url"));
    }
    return indexes;
}

void read_locked(const formats::Value& packages,
                 const Indexes& indexes,
                 const Condition& condition,
                 const fs::path& file,
                 Needs& needs) {
    for (const auto& [name, package] : packages.entries()) {
        if (!package.is_map()) continue;
        formats::Requirement requirement;
        requirement.name = formats::normalised_name(name);
        requirement.specifier = text_at(package, "version");
        requirement.url = text_at(package, "file");
        requirement.marker = text_at(package, "markers");
        add_from_index(
            requirement, text_at(package, "index"), indexes, {{file, 0}, condition}, needs);
    }
}

}  // namespace

void read_pipfile(const fs::path& file, Needs& needs) {
    needs.note_read(file);
    const auto document = load_toml(file);
    const auto* sources = find_array(document, "source");
    const auto indexes = named_addresses(sources);
    // Without an index of its own a package comes from the first source.
    const auto* first =
        sources == nullptr || sources->empty() ? nullptr : sources->get_as<toml::table>(0);
    if (first != nullptr) needs.add_index(text_at(*first, "url"));
    needs.add_part("dev");
    read_packages(find_table(document, "packages"), indexes, {}, file, needs);
    read_packages(find_table(document, "dev-packages"), indexes, {Part::group, "dev"}, file, needs);
}

void read_pipfile_lock(const fs::path& file, Needs& needs) {
    needs.note_read(file);
    const auto document = load_json(file);
    const auto root = document.root();
    if (!root.is_map()) return;
    const auto indexes = sources_of(root);
    needs.add_part("dev");
    if (const auto packages = find_map(root, "default"))
        read_locked(*packages, indexes, {}, file, needs);
    if (const auto packages = find_map(root, "develop"))
        read_locked(*packages, indexes, {Part::group, "dev"}, file, needs);
}

}  // namespace cudaenv::python
