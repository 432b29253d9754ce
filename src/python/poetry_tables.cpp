// SPDX-License-Identifier: Apache-2.0
// Reads Poetry's dependencies, groups, extras and sources.
#include "python/poetry_tables.hpp"

#include "python/packages.hpp"
#include "python/python_condition.hpp"

#include <cudaenv/formats/python_names.hpp>

#include <utility>

namespace cudaenv::python {

namespace {

class PoetryReader {
 public:
    PoetryReader(const fs::path& file, Needs& needs) : file_(file), needs_(needs) {}

    void read(const toml::table& poetry) {
        indexes_ = named_addresses(find_array(poetry, "source"));
        for (const auto& [name, list] : entries_of(find_table(poetry, "extras"))) {
            needs_.add_part(name);
            for (const auto& package : texts_of(list->as_array())) {
                extras_[formats::normalised_name(package)].push_back(
                    formats::normalised_name(name));
            }
        }
        add_dependencies(find_table(poetry, "dependencies"), {});
        add_dependencies(find_table(poetry, "dev-dependencies"), {Part::group, "dev"});
        for (const auto& [name, group] : entries_of(find_table(poetry, "group"))) {
            needs_.add_part(name);
            if (const auto* table = group->as_table()) {
                add_dependencies(find_table(*table, "dependencies"),
                                 {Part::group, formats::normalised_name(name)});
            }
        }
    }

 private:
    void add_dependencies(const toml::table* dependencies, const Condition& condition) {
        for (const auto& [key, dependency] : entries_of(dependencies)) {
            const auto name = formats::normalised_name(key);
            if (const auto* several = dependency->as_array()) {
                for (const auto& each : *several) add_dependency(name, each, condition);
            } else {
                add_dependency(name, *dependency, condition);
            }
        }
    }

    /// An optional one stands only in the extras that name it.
    void add_dependency(const std::string& name,
                        const toml::node& dependency,
                        const Condition& condition) {
        const auto requirement = dependency_of(name, dependency);
        const auto* table = dependency.as_table();
        const bool optional = table != nullptr && (*table)["optional"].value_or(false);
        const auto address = table != nullptr ? source_address(*table) : std::string();
        const auto extras = extras_.find(name);
        if (!optional) {
            add(requirement, dependency, address, condition);
        } else if (extras == extras_.end()) {
            add(requirement, dependency, address, {Part::extra, {}});
        } else {
            for (const auto& extra : extras->second)
                add(requirement, dependency, address, {Part::extra, extra});
        }
    }

    void add(const formats::Requirement& requirement,
             const toml::node& dependency,
             const std::string& address,
             Condition condition) {
        Stated stated{place_of(dependency, file_), std::move(condition)};
        stated.build = build_in_url(address);
        needs_.add(requirement, stated);
    }

    [[nodiscard]] std::string source_address(const toml::table& table) const {
        const auto index = indexes_.find(text_at(table, "source"));
        return index == indexes_.end() ? std::string() : index->second;
    }

    const fs::path& file_;
    Needs& needs_;
    Indexes indexes_;
    std::map<std::string, std::vector<std::string>, std::less<>> extras_;  ///< by package
};

}  // namespace

Indexes named_addresses(const toml::array* entries) {
    Indexes indexes;
    if (entries == nullptr) return indexes;
    for (const auto& entry : *entries) {
        if (const auto* index = entry.as_table())
            indexes.emplace(text_at(*index, "name"), text_at(*index, "url"));
    }
    return indexes;
}

formats::Requirement dependency_of(const std::string& name, const toml::node& dependency) {
    formats::Requirement requirement;
    requirement.name = name;
    if (const auto* version = dependency.as_string()) requirement.specifier = version->get();
    const auto* table = dependency.as_table();
    if (table == nullptr) return requirement;
    requirement.specifier = text_at(*table, "version");
    requirement.url = text_at(*table, "url");
    requirement.marker =
        both_markers(text_at(*table, "markers"), python_marker(text_at(*table, "python")));
    for (const auto& extra : texts_of(find_array(*table, "extras")))
        requirement.extras.push_back(formats::normalised_name(extra));
    return requirement;
}

void read_poetry_tables(const toml::table& poetry, const fs::path& file, Needs& needs) {
    PoetryReader(file, needs).read(poetry);
}

}  // namespace cudaenv::python
