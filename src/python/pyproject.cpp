// SPDX-License-Identifier: Apache-2.0
// Reads what a pyproject.toml asks for: the standard tables, and those of uv and Poetry.
#include "python/packages.hpp"
#include "python/readers.hpp"
#include "python/toml_file.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/formats/marker.hpp>
#include <cudaenv/formats/python_names.hpp>

#include <map>

namespace cudaenv::python {

namespace {

using Indexes = std::map<std::string, std::string, std::less<>>;  ///< address by name

class PyprojectReader {
 public:
    PyprojectReader(const fs::path& file, Needs& needs) : file_(file), needs_(needs) {}

    void read(const toml::table& document) {
        if (const auto* project = find_table(document, "project")) {
            add_list(find_array(*project, "dependencies"));
            add_lists(find_table(*project, "optional-dependencies"));
        }
        add_lists(find_table(document, "dependency-groups"));
        const auto* tool = find_table(document, "tool");
        if (tool == nullptr) return;
        if (const auto* uv = find_table(*tool, "uv")) read_uv(*uv);
        if (const auto* poetry = find_table(*tool, "poetry")) read_poetry(*poetry);
    }

 private:
    void add_list(const toml::array* requirements) {
        if (requirements == nullptr) return;
        for (const auto& requirement : *requirements) {
            if (const auto* text = requirement.as_string())
                needs_.add(text->get(), place_of(requirement, file_));
        }
    }

    void add_lists(const toml::table* groups) {
        if (groups == nullptr) return;
        for (const auto& [name, group] : *groups) add_list(group.as_array());
    }

    /// Where packages without a source of their own come from.
    void add_general_indexes(const toml::array* entries) {
        if (entries == nullptr) return;
        for (const auto& entry : *entries) {
            const auto* index = entry.as_table();
            if (index != nullptr && !(*index)["explicit"].value_or(false))
                needs_.add_index(text_at(*index, "url"));
        }
    }

    [[nodiscard]] static Indexes named_addresses(const toml::array* entries) {
        Indexes indexes;
        if (entries == nullptr) return indexes;
        for (const auto& entry : *entries) {
            if (const auto* index = entry.as_table())
                indexes.emplace(text_at(*index, "name"), text_at(*index, "url"));
        }
        return indexes;
    }

    void read_uv(const toml::table& uv) {
        add_list(find_array(uv, "dev-dependencies"));
        const auto indexes = named_addresses(find_array(uv, "index"));
        if (const auto* sources = find_table(uv, "sources")) {
            for (const auto& [package, source] : *sources) {
                if (const auto known =
                        find_framework_package(formats::normalised_name(package.str())))
                    read_uv_source(known->framework, source, indexes);
            }
        }
        add_general_indexes(find_array(uv, "index"));
        needs_.add_index(text_at(uv, "index-url"));
        if (const auto* extra = find_array(uv, "extra-index-url")) {
            for (const auto& address : *extra) {
                if (const auto* text = address.as_string()) needs_.add_index(text->get());
            }
        }
    }

    /// One source, or one for each of several markers; a build for CUDA before one without.
    void read_uv_source(const std::string& framework,
                        const toml::node& source,
                        const Indexes& indexes) {
        std::string build;
        const auto consider = [&](const toml::node& node) {
            const auto* table = node.as_table();
            if (table == nullptr ||
                !formats::may_apply(text_at(*table, "marker"), needs_.platform()))
                return;
            const auto index = indexes.find(text_at(*table, "index"));
            const auto found =
                build_in_url(index != indexes.end() ? index->second : text_at(*table, "url"));
            if (build.empty() || (!find_build_cuda(build) && find_build_cuda(found))) build = found;
        };
        if (const auto* several = source.as_array()) {
            for (const auto& each : *several) consider(each);
        } else {
            consider(source);
        }
        needs_.set_build(framework, build);
    }

    void read_poetry(const toml::table& poetry) {
        const auto indexes = named_addresses(find_array(poetry, "source"));
        for (const auto* key : {"dependencies", "dev-dependencies"})
            add_poetry_dependencies(find_table(poetry, key), indexes);
        const auto* groups = find_table(poetry, "group");
        if (groups == nullptr) return;
        for (const auto& [name, group] : *groups) {
            if (const auto* table = group.as_table())
                add_poetry_dependencies(find_table(*table, "dependencies"), indexes);
        }
    }

    void add_poetry_dependencies(const toml::table* dependencies, const Indexes& indexes) {
        if (dependencies == nullptr) return;
        for (const auto& [key, dependency] : *dependencies) {
            const auto name = formats::normalised_name(key.str());
            if (!find_framework_package(name) && !find_nvidia_wheel(name)) continue;
            if (const auto* several = dependency.as_array()) {
                for (const auto& each : *several) add_poetry_dependency(name, each, indexes);
            } else {
                add_poetry_dependency(name, dependency, indexes);
            }
        }
    }

    void add_poetry_dependency(const std::string& name,
                               const toml::node& dependency,
                               const Indexes& indexes) {
        formats::Requirement requirement;
        requirement.name = name;
        if (const auto* version = dependency.as_string()) requirement.specifier = version->get();
        if (const auto* table = dependency.as_table()) {
            read_poetry_table(*table, requirement);
            if (!formats::may_apply(requirement.marker, needs_.platform())) return;
            const auto known = find_framework_package(name);
            const auto index = indexes.find(text_at(*table, "source"));
            if (known && index != indexes.end())
                needs_.set_build(known->framework, build_in_url(index->second));
        }
        needs_.add(requirement, place_of(dependency, file_));
    }

    static void read_poetry_table(const toml::table& table, formats::Requirement& requirement) {
        requirement.specifier = text_at(table, "version");
        requirement.url = text_at(table, "url");
        requirement.marker = text_at(table, "markers");
        const auto* extras = find_array(table, "extras");
        if (extras == nullptr) return;
        for (const auto& extra : *extras) {
            if (const auto* text = extra.as_string())
                requirement.extras.push_back(formats::normalised_name(text->get()));
        }
    }

    const fs::path& file_;
    Needs& needs_;
};

}  // namespace

void read_pyproject(const fs::path& file, Needs& needs) {
    PyprojectReader(file, needs).read(load_toml(file));
}

}  // namespace cudaenv::python
