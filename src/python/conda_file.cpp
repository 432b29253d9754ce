// SPDX-License-Identifier: Apache-2.0
// Reads an environment.yml: what conda is to install, and pip in it.
#include "python/conda_spec.hpp"
#include "python/document_file.hpp"
#include "python/readers.hpp"

namespace cudaenv::python {

namespace {

using formats::Node;

void add_pip_lines(const Node& lines, const fs::path& file, Needs& needs) {
    if (lines.kind != Node::Kind::list) return;
    for (const Node& line : lines.items) {
        if (line.kind == Node::Kind::text)
            read_requirement_line(line.text, {{file, line.line}}, needs);
    }
}

}  // namespace

void read_conda_file(const fs::path& file, Needs& needs) {
    needs.note_read(file);
    const auto document = load_yaml(file);
    if (!document) return;
    const auto* dependencies = find_node(document->tree(), "dependencies");
    if (dependencies == nullptr || dependencies->kind != Node::Kind::list) return;
    for (const Node& each : dependencies->items) {
        if (each.kind == Node::Kind::text) {
            add_conda_spec(
                parse_conda_spec(each.text), {{file, each.line}, {}, Channel::conda}, needs);
        } else if (const auto* lines = find_node(each, "pip")) {
            add_pip_lines(*lines, file, needs);
        }
    }
}

}  // namespace cudaenv::python
