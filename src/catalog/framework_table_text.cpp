// SPDX-License-Identifier: Apache-2.0
// tables/frameworks.yaml as text.
#include "catalog/table_text.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/catalog/manifest_text.hpp>

#include <tuple>

namespace cudaenv::catalog {

namespace {

FrameworkBuild read_build(YamlMap& fields) {
    FrameworkBuild build;
    build.cuda = fields.require("cuda").version();
    build.min_cuda = take_version(fields, "min_cuda");
    build.cudnn = take_version(fields, "cudnn");
    build.nccl = take_version(fields, "nccl");
    build.min_driver = take_version(fields, "min_driver");
    build.min_cc = take_version(fields, "min_cc");
    return build;
}

std::string render_build(const FrameworkBuild& build) {
    YamlFlowMap fields;
    fields.add_version("cuda", build.cuda);
    add_version(fields, "min_cuda", build.min_cuda);
    add_version(fields, "cudnn", build.cudnn);
    add_version(fields, "nccl", build.nccl);
    add_version(fields, "min_driver", build.min_driver);
    add_version(fields, "min_cc", build.min_cc);
    return fields.text();
}

FrameworkRow read_row(YamlMap& fields, const Citations& citations) {
    FrameworkRow row;
    row.framework = fields.require("framework").text();
    row.from = fields.require("from").version();
    row.to = take_version(fields, "to");
    row.builds = take_rows(fields, "builds", &FrameworkBuild::cuda, read_build);
    if (row.builds.empty()) fields.fail("a release without builds");
    row.default_cuda = take_version(fields, "default_cuda");
    row.bundles_runtime = take_flag(fields, "bundles_runtime");
    row.python = take_text(fields, "python");
    row.sources = take_sources(fields, citations);
    row.confidence = take_text(fields, "confidence");
    row.note = take_text(fields, "note");
    return row;
}

YamlFlowMap render_row(const FrameworkRow& row) {
    std::vector<std::string> builds;
    for (const FrameworkBuild& build : row.builds) builds.push_back(render_build(build));
    YamlFlowMap fields;
    fields.add_text("framework", row.framework).add_version("from", row.from);
    add_version(fields, "to", row.to);
    fields.add("builds", "[" + join(builds, ", ") + "]");
    add_version(fields, "default_cuda", row.default_cuda);
    if (row.bundles_runtime) fields.add("bundles_runtime", "true");
    add_text(fields, "python", row.python);
    fields.add("sources", yaml_list(row.sources));
    add_text(fields, "confidence", row.confidence);
    add_text(fields, "note", row.note);
    return fields;
}

}  // namespace

FrameworkTable parse_framework_table(std::string_view text, const std::string& file) {
    YamlMap map(YamlValue::parse(text, file));
    FrameworkTable table;
    table.revision = take_revision(map);
    table.citations = take_citations(map);
    table.rows = take_ordered_rows(
        map,
        "frameworks",
        [&](YamlMap& fields) { return read_row(fields, table.citations); },
        [](const FrameworkRow& earlier, const FrameworkRow& later) {
            return std::tie(earlier.framework, earlier.from) <
                   std::tie(later.framework, later.from);
        });
    map.expect_no_more();
    return table;
}

std::string render_framework_table(const FrameworkTable& table) {
    return yaml_header(table.revision) + render_citations(table.citations) +
           render_rows("frameworks", table.rows, render_row);
}

}  // namespace cudaenv::catalog
