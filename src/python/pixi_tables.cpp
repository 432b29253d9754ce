// SPDX-License-Identifier: Apache-2.0
// Reads pixi's tables.
#include "python/pixi_tables.hpp"

#include "python/conda_spec.hpp"
#include "python/poetry_tables.hpp"
#include "python/readers.hpp"

#include <cudaenv/formats/python_names.hpp>

#include <algorithm>

namespace cudaenv::python {

namespace {

std::string_view conda_platform(Platform platform) {
    switch (platform) {
        case Platform::linux_x86_64:
            return "linux-64";
        case Platform::linux_sbsa:
        case Platform::linux_aarch64:
            return "linux-aarch64";
        case Platform::linux_ppc64le:
            return "linux-ppc64le";
    }
    return {};
}

class PixiReader {
 public:
    PixiReader(const fs::path& file, Needs& needs) : file_(file), needs_(needs) {}

    void read(const toml::table& pixi) {
        read_environments(find_table(pixi, "environments"));
        read_feature(pixi, {});
        for (const auto& [name, feature] : entries_of(find_table(pixi, "feature"))) {
            needs_.add_part(name);
            if (const auto* table = feature->as_table())
                read_feature(*table, {Part::feature, formats::normalised_name(name)});
        }
    }

 private:
    /// An environment is a list of features, or a table with it; who chooses it chooses them.
    void read_environments(const toml::table* environments) {
        for (const auto& [name, value] : entries_of(environments)) {
            needs_.add_part(name);
            const auto* table = value->as_table();
            const auto* features =
                table != nullptr ? find_array(*table, "features") : value->as_array();
            const auto& chosen = needs_.choice().extras;
            const auto wanted = formats::normalised_name(name);
            // Features of the default environment are always there.
            if (wanted != "default" &&
                std::find(chosen.begin(), chosen.end(), wanted) == chosen.end())
                continue;
            for (const auto& feature : texts_of(features)) needs_.choose(feature);
        }
    }

    void read_feature(const toml::table& feature, const Condition& condition) {
        read_dependencies(feature, condition);
        for (const auto& [name, target] : entries_of(find_table(feature, "target"))) {
            const auto* table = target->as_table();
            if (table != nullptr && is_conda_platform(name, needs_.choice().platform))
                read_dependencies(*table, condition);
        }
        const auto* options = find_table(feature, "pypi-options");
        if (options == nullptr) return;
        needs_.add_index(text_at(*options, "index-url"), condition);
        for (const auto& address : texts_of(find_array(*options, "extra-index-urls")))
            needs_.add_index(address, condition);
    }

    void read_dependencies(const toml::table& table, const Condition& condition) {
        for (const auto& [name, value] : entries_of(find_table(table, "dependencies")))
            add_conda(name, *value, condition);
        for (const auto& [name, value] : entries_of(find_table(table, "pypi-dependencies")))
            add_pip(name, *value, condition);
    }

    void add_conda(const std::string& name, const toml::node& value, const Condition& condition) {
        CondaSpec spec{name, {}, {}};
        if (const auto* text = value.as_string()) spec.version = text->get();
        if (const auto* table = value.as_table()) {
            spec.version = text_at(*table, "version");
            spec.build = text_at(*table, "build");
        }
        add_conda_spec(spec, {place_of(value, file_), condition, Channel::conda}, needs_);
    }

    void add_pip(const std::string& name, const toml::node& value, const Condition& condition) {
        const auto requirement = dependency_of(formats::normalised_name(name), value);
        Stated stated{place_of(value, file_), condition};
        if (const auto* table = value.as_table())
            stated.build = build_in_url(text_at(*table, "index"));
        needs_.add(requirement, stated);
    }

    const fs::path& file_;
    Needs& needs_;
};

}  // namespace

bool is_conda_platform(std::string_view name, Platform platform) {
    return name == "linux" || name == "unix" || name == "noarch" ||
           name == conda_platform(platform);
}

void read_pixi_tables(const toml::table& pixi, const fs::path& file, Needs& needs) {
    PixiReader(file, needs).read(pixi);
}

void read_pixi(const fs::path& file, Needs& needs) {
    needs.note_read(file);
    read_pixi_tables(load_toml(file), file, needs);
}

}  // namespace cudaenv::python
