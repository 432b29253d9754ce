// SPDX-License-Identifier: Apache-2.0
// tables/frameworks.yaml: reading and looking up.
#include "catalog/tables/rows.hpp"

#include <cudaenv/catalog/tables/framework_table.hpp>

#include <algorithm>
#include <tuple>

namespace cudaenv::catalog {

namespace {

FrameworkBuild read_build(Fields& fields) {
    FrameworkBuild build;
    build.cuda = fields.require("cuda").version();
    build.min_cuda = take_version(fields, "min_cuda");
    build.cudnn = take_version(fields, "cudnn");
    build.nccl = take_version(fields, "nccl");
    build.min_driver = take_version(fields, "min_driver");
    build.min_cc = take_version(fields, "min_cc");
    return build;
}

bool covers(const FrameworkRow& row, const Version& release) {
    if (release < row.from && !release.is_prefix_of(row.from)) return false;
    if (!row.to) return row.from.is_prefix_of(release) || row.from == release;
    return release <= *row.to || row.to->is_prefix_of(release);
}

/// By X.Y: a build may name its toolkit to the patch.
bool has_build_for(const FrameworkRow& row, const Version& cuda) {
    return std::any_of(row.builds.begin(), row.builds.end(), [&cuda](const FrameworkBuild& build) {
        return build.cuda.truncated(2) == cuda.truncated(2);
    });
}

FrameworkRow read_row(Fields& fields, const Citations& citations) {
    FrameworkRow row;
    row.framework = fields.require("framework").text();
    row.from = fields.require("from").version();
    row.to = take_version(fields, "to");
    if (row.to && *row.to < row.from) fields.fail("\"to\" is older than \"from\"");
    row.builds = take_rows(fields, "builds", &FrameworkBuild::cuda, read_build);
    if (row.builds.empty()) fields.fail("a release without builds");
    row.default_cuda = take_version(fields, "default_cuda");
    if (row.default_cuda && !has_build_for(row, *row.default_cuda)) {
        fields.fail(fmt::format("no build is for the default CUDA {}", row.default_cuda->text()));
    }
    row.bundles_runtime = take_flag(fields, "bundles_runtime");
    row.runtime_extra = take_text(fields, "runtime_extra");
    row.sources = take_sources(fields, citations);
    return row;
}

}  // namespace

FrameworkTable read_framework_table(const formats::Document& document) {
    Fields map(document.root());
    FrameworkTable table;
    table.citations = take_head(map);
    table.rows = take_ordered_rows(
        map,
        "frameworks",
        [&](Fields& fields) { return read_row(fields, table.citations); },
        [](const FrameworkRow& earlier, const FrameworkRow& later) {
            return std::tie(earlier.framework, earlier.from) <
                   std::tie(later.framework, later.from);
        });
    map.expect_no_more();
    return table;
}

const FrameworkRow* FrameworkTable::find_row(std::string_view framework,
                                             const Version& release) const {
    const FrameworkRow* row = nullptr;
    for (const FrameworkRow& each : rows) {
        if (each.framework == framework && covers(each, release)) row = &each;
    }
    return row;
}

std::vector<std::string> FrameworkTable::frameworks() const {
    std::vector<std::string> names;
    for (const FrameworkRow& row : rows) {
        if (names.empty() || names.back() != row.framework) names.push_back(row.framework);
    }
    return names;
}

}  // namespace cudaenv::catalog
