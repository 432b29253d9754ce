// SPDX-License-Identifier: Apache-2.0
// Reads a pylock.toml (PEP 751): exact versions, some for extras and groups by their markers.
#include "python/packages.hpp"
#include "python/python_condition.hpp"
#include "python/readers.hpp"
#include "python/toml_file.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/formats/python_names.hpp>

#include <fmt/format.h>

namespace cudaenv::python {

namespace {

/// Where the package comes from: its index, or the first of its wheels.
std::string address_of(const toml::table& package) {
    auto address = text_at(package, "index");
    if (!build_in_url(address).empty()) return address;
    const auto* wheels = find_array(package, "wheels");
    const auto* first =
        wheels == nullptr || wheels->empty() ? nullptr : wheels->get_as<toml::table>(0);
    return first == nullptr ? std::string() : text_at(*first, "url");
}

void read_package(const toml::table& package, const fs::path& file, Needs& needs) {
    formats::Requirement requirement;
    requirement.name = formats::normalised_name(text_at(package, "name"));
    if (requirement.name.empty()) return;
    const auto version = text_at(package, "version");
    if (!version.empty()) requirement.specifier = "==" + version;
    requirement.marker = both_markers(text_at(package, "marker"),
                                      python_marker(text_at(package, "requires-python")));
    Stated stated{place_of(*package.get("name"), file)};
    stated.build = build_in_url(address_of(package));
    needs.add(requirement, stated);
}

}  // namespace

void read_pylock(const fs::path& file, Needs& needs) {
    needs.note_read(file);
    const auto document = load_toml(file);
    for (const auto* key : {"extras", "dependency-groups"}) {
        for (const auto& name : texts_of(find_array(document, key))) needs.add_part(name);
    }
    const auto* packages = find_array(document, "packages");
    if (packages == nullptr) return;
    for (const auto& package : *packages) {
        if (const auto* table = package.as_table()) read_package(*table, file, needs);
    }
}

}  // namespace cudaenv::python
