// SPDX-License-Identifier: Apache-2.0
// Reads the exact versions of a lock file.
#include "python/packages.hpp"
#include "python/readers.hpp"
#include "python/toml_file.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/formats/marker.hpp>
#include <cudaenv/formats/python_names.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::python {

namespace {

/// uv locks one entry for each fork of the platforms.
bool is_for_platform(const toml::table& package, Platform platform) {
    const auto* markers = find_array(package, "resolution-markers");
    if (markers == nullptr || markers->empty()) return true;
    return std::any_of(markers->begin(), markers->end(), [&](const toml::node& marker) {
        const auto* text = marker.as_string();
        return text == nullptr || formats::may_apply(text->get(), platform);
    });
}

/// Where the package comes from: {registry = "https://…/whl/cu124"}, {url = …}.
std::string source_address(const toml::table& package) {
    const auto* source = find_table(package, "source");
    if (source == nullptr) return {};
    const auto registry = text_at(*source, "registry");
    return registry.empty() ? text_at(*source, "url") : registry;
}

void read_package(const toml::table& package, const fs::path& file, Needs& needs) {
    const auto name = formats::normalised_name(text_at(package, "name"));
    const auto known = find_framework_package(name);
    if (!known && !find_nvidia_wheel(name)) return;
    if (!is_for_platform(package, needs.platform())) return;
    const auto place = place_of(*package.get("name"), file);
    const auto version = text_at(package, "version");
    if (version.empty())
        throw Error(ErrorKind::usage, fmt::format("{}: {} has no version", place.text(), name));
    formats::Requirement requirement;
    requirement.name = name;
    requirement.specifier = "==" + version;
    needs.add(requirement, place);
    if (known) needs.set_build(known->framework, build_in_url(source_address(package)));
}

}  // namespace

void read_lock(const fs::path& file, Needs& needs) {
    const auto lock = load_toml(file);
    const auto* packages = find_array(lock, "package");
    if (packages == nullptr) return;
    for (const auto& package : *packages) {
        if (const auto* table = package.as_table()) read_package(*table, file, needs);
    }
}

}  // namespace cudaenv::python
