// SPDX-License-Identifier: Apache-2.0
// Reads what a pyproject.toml asks for: the standard tables, and those of uv, Poetry and pixi.
#include "python/packages.hpp"
#include "python/pixi_tables.hpp"
#include "python/poetry_tables.hpp"
#include "python/readers.hpp"
#include "python/toml_file.hpp"

#include <cudaenv/formats/python_names.hpp>

#include <set>

namespace cudaenv::python {

namespace {

class PyprojectReader {
 public:
    PyprojectReader(const fs::path& file, Needs& needs) : file_(file), needs_(needs) {}

    void read(const toml::table& document) {
        if (const auto* project = find_table(document, "project")) {
            add_list(find_array(*project, "dependencies"), {});
            add_lists(find_table(*project, "optional-dependencies"), Part::extra);
        }
        add_lists(find_table(document, "dependency-groups"), Part::group);
        const auto* tool = find_table(document, "tool");
        if (tool == nullptr) return;
        if (const auto* uv = find_table(*tool, "uv")) read_uv(*uv);
        if (const auto* poetry = find_table(*tool, "poetry"))
            read_poetry_tables(*poetry, file_, needs_);
        if (const auto* pixi = find_table(*tool, "pixi")) read_pixi_tables(*pixi, file_, needs_);
    }

 private:
    void add_list(const toml::array* requirements, const Condition& condition) {
        if (requirements == nullptr) return;
        for (const auto& requirement : *requirements) {
            if (const auto* text = requirement.as_string())
                needs_.add(text->get(), {place_of(requirement, file_), condition});
        }
    }

    void add_lists(const toml::table* lists, Part part) {
        for (const auto& [name, list] : entries_of(lists)) {
            needs_.add_part(name);
            add_list(list->as_array(), {part, formats::normalised_name(name)});
        }
    }

    /// Where packages without a source of their own come from. An index that an extra or a group
    /// takes something from belongs to it.
    void add_general_indexes(const toml::array* entries) {
        if (entries == nullptr) return;
        for (const auto& entry : *entries) {
            const auto* index = entry.as_table();
            if (index != nullptr && !(*index)["explicit"].value_or(false) &&
                !indexes_of_parts_.contains(text_at(*index, "name")))
                needs_.add_index(text_at(*index, "url"));
        }
    }

    void read_uv(const toml::table& uv) {
        add_list(find_array(uv, "dev-dependencies"), {Part::group, "dev"});
        const auto indexes = named_addresses(find_array(uv, "index"));
        for (const auto& [package, source] : entries_of(find_table(uv, "sources"))) {
            const auto known = find_framework_package(formats::normalised_name(package));
            if (known) read_uv_source(known->framework, *source, indexes);
        }
        add_general_indexes(find_array(uv, "index"));
        needs_.add_index(text_at(uv, "index-url"));
        for (const auto& address : texts_of(find_array(uv, "extra-index-url")))
            needs_.add_index(address);
    }

    /// One source, or one for each of several markers, extras and groups.
    void read_uv_source(const std::string& framework,
                        const toml::node& source,
                        const Indexes& indexes) {
        if (const auto* several = source.as_array()) {
            for (const auto& each : *several) {
                if (const auto* table = each.as_table()) add_uv_source(framework, *table, indexes);
            }
        } else if (const auto* table = source.as_table()) {
            add_uv_source(framework, *table, indexes);
        }
    }

    void add_uv_source(const std::string& framework,
                       const toml::table& source,
                       const Indexes& indexes) {
        Condition condition;
        for (const auto& [key, part] : {std::pair("extra", Part::extra), {"group", Part::group}}) {
            const auto name = text_at(source, key);
            if (name.empty()) continue;
            condition = {part, formats::normalised_name(name)};
            needs_.add_part(name);
            indexes_of_parts_.insert(text_at(source, "index"));
        }
        condition.marker = text_at(source, "marker");
        const auto index = indexes.find(text_at(source, "index"));
        const auto& address = index != indexes.end() ? index->second : text_at(source, "url");
        needs_.set_build(framework, build_in_url(address), condition);
    }

    const fs::path& file_;
    Needs& needs_;
    std::set<std::string, std::less<>> indexes_of_parts_;
};

}  // namespace

void read_pyproject(const fs::path& file, Needs& needs) {
    needs.note_read(file);
    PyprojectReader(file, needs).read(load_toml(file));
}

}  // namespace cudaenv::python
