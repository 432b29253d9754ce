// SPDX-License-Identifier: Apache-2.0
// Reads a pixi.lock: the addresses of each environment's packages name them.
#include "python/conda_spec.hpp"
#include "python/document_file.hpp"
#include "python/pixi_tables.hpp"
#include "python/readers.hpp"

#include <cudaenv/formats/python_names.hpp>

namespace cudaenv::python {

namespace {

using formats::Node;

/// "https://…/linux-64/pytorch-2.5.1-cuda126_py312h1763f6d_306.conda"
void add_conda_address(std::string_view address, const Stated& stated, Needs& needs) {
    const auto file = address.substr(address.rfind('/') + 1);
    for (const std::string_view ending : {".conda", ".tar.bz2"}) {
        if (file.ends_with(ending))
            add_conda_package(file.substr(0, file.size() - ending.size()), stated, needs);
    }
}

void read_packages(const Node& packages, Stated stated, Needs& needs) {
    if (packages.kind != Node::Kind::list) return;
    for (const Node& package : packages.items) {
        stated.place.line = package.line;
        if (const auto* address = find_node(package, "conda")) {
            stated.channel = Channel::conda;
            add_conda_address(address->text, stated, needs);
        } else if (const auto* wheel = find_node(package, "pypi")) {
            stated.channel = Channel::pip;
            needs.add(wheel->text, stated);
        }
    }
}

}  // namespace

void read_pixi_lock(const fs::path& file, Needs& needs) {
    needs.note_read(file);
    const auto document = load_yaml(file);
    if (!document) return;
    const auto* environments = find_node(document->tree(), "environments");
    if (environments == nullptr) return;
    for (const auto& [name, environment] : entries_of(*environments)) {
        Stated stated{{file, 0}};
        if (*name != "default") {
            needs.add_part(*name);
            stated.condition = {Part::environment, formats::normalised_name(*name)};
        }
        const auto* packages = find_node(*environment, "packages");
        if (packages == nullptr) continue;
        for (const auto& [platform, list] : entries_of(*packages)) {
            if (is_conda_platform(*platform, needs.choice().platform))
                read_packages(*list, stated, needs);
        }
    }
}

}  // namespace cudaenv::python
