// SPDX-License-Identifier: Apache-2.0
// tables/frameworks.yaml: reading and looking up.
#include "catalog/tables/rows.hpp"

#include <cudaenv/catalog/tables/framework_table.hpp>

#include <algorithm>
#include <tuple>

namespace cudaenv::catalog {

namespace {

/// What stands for "not known" where a code set is named.
constexpr const char* kUnknownCode = "unknown";

std::vector<CodeTarget> take_targets(const Value& list) {
    std::vector<CodeTarget> targets;
    for (const std::string& text : list.texts()) {
        auto target = find_code_target(text);
        if (!target) list.fail(fmt::format("\"{}\" is no target such as 86 or 90a", text));
        if (!targets.empty() && target->capability < targets.back().capability)
            list.fail("targets ascend");
        targets.push_back(*std::move(target));
    }
    return targets;
}

CodeSet read_code(Fields& fields, const Citations& citations) {
    CodeSet code;
    code.name = fields.require("name").text();
    if (code.name == kUnknownCode) fields.fail("\"unknown\" is no name of a code set");
    code.sass = take_targets(fields.require("sass"));
    if (const auto ptx = fields.find("ptx")) code.ptx = take_targets(*ptx);
    code.sources = take_sources(fields, citations);
    return code;
}

/// Every "{…}" must be one that is filled in.
std::string template_of(const Value& value) {
    std::string text = value.text();
    for (auto at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
        const auto word = text.substr(at, text.find('}', at) - at + 1);
        if (word != "{release}" && word != "{cu}" && word != "{major}")
            value.fail(fmt::format("nothing is known as {}", word));
    }
    return text;
}

std::string take_template(Fields& fields, const std::string& key) {
    const std::optional<Value> value = fields.find(key);
    return value ? template_of(*value) : std::string();
}

std::vector<std::string> take_templates(Fields& fields, const std::string& key) {
    std::vector<std::string> templates;
    const std::optional<Value> value = fields.find(key);
    if (!value) return templates;
    for (const Value& item : value->list()) templates.push_back(template_of(item));
    return templates;
}

PipWay read_pip_way(Fields& fields, const Citations& citations) {
    PipWay way;
    way.name = fields.require("name").text();
    way.usual = take_template(fields, "usual");
    way.requirement = take_template(fields, "requirement");
    way.index_url = take_template(fields, "index");
    way.extra_index_urls = take_templates(fields, "extra_indexes");
    way.find_links = take_template(fields, "links");
    if (way.usual.empty() && way.requirement.empty())
        fields.fail("a way to install needs a requirement");
    way.sources = take_sources(fields, citations);
    return way;
}

/// By the name that the field `key` has; nothing when the key is missing.
template <typename Named>
std::optional<Named> take_named(Fields& fields,
                                const std::string& key,
                                const std::vector<Named>& known) {
    const std::optional<Value> value = fields.find(key);
    if (!value) return std::nullopt;
    const auto* named =
        find_in(known, [&](const Named& each) { return each.name == value->text(); });
    if (named == nullptr) value->fail(fmt::format("no \"{}\" is defined above", value->text()));
    return *named;
}

/// Keys that are platforms: the code of the build there, or "unknown".
std::vector<PlatformBuild> take_platforms(Fields& fields, const std::vector<CodeSet>& known) {
    std::vector<PlatformBuild> platforms;
    for (const auto platform :
         {Platform::linux_x86_64, Platform::linux_sbsa, Platform::linux_aarch64}) {
        const std::string key(platform_text(platform));
        const std::optional<Value> value = fields.find(key);
        if (!value) continue;
        PlatformBuild build{platform};
        if (value->text() != kUnknownCode) build.code = take_named(fields, key, known);
        platforms.push_back(std::move(build));
    }
    return platforms;
}

std::vector<Platform> take_platform_names(Fields& fields, const std::string& key) {
    std::vector<Platform> platforms;
    for (const std::string& name : take_texts(fields, key)) {
        const auto platform = find_platform(name);
        if (!platform) fields.fail(fmt::format("\"{}\" is no platform", name));
        platforms.push_back(*platform);
    }
    return platforms;
}

FrameworkBuild read_build(Fields& fields, const FrameworkTable& table) {
    FrameworkBuild build;
    build.cuda = fields.require("cuda").version();
    build.min_cuda = take_version(fields, "min_cuda");
    build.cudnn = take_version(fields, "cudnn");
    build.nccl = take_version(fields, "nccl");
    build.min_driver = take_version(fields, "min_driver");
    build.min_cc = take_version(fields, "min_cc");
    build.platforms = take_platforms(fields, table.code);
    build.pip = take_named(fields, "pip", table.pip_ways);
    build.conda_only = take_flag(fields, "conda_only");
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

FrameworkRow read_row(Fields& fields, const FrameworkTable& table) {
    FrameworkRow row;
    row.framework = fields.require("framework").text();
    row.from = fields.require("from").version();
    row.to = take_version(fields, "to");
    if (row.to && *row.to < row.from) fields.fail("\"to\" is older than \"from\"");
    row.newest = take_version(fields, "newest");
    if (row.newest && !covers(row, *row.newest)) fields.fail("\"newest\" is not of this row");
    row.builds = take_rows(fields, "builds", &FrameworkBuild::cuda, [&](Fields& build) {
        return read_build(build, table);
    });
    if (row.builds.empty()) fields.fail("a release without builds");
    row.default_cuda = take_version(fields, "default_cuda");
    if (row.default_cuda && !has_build_for(row, *row.default_cuda)) {
        fields.fail(fmt::format("no build is for the default CUDA {}", row.default_cuda->text()));
    }
    row.bundles_runtime = take_flag(fields, "bundles_runtime");
    row.runtime_extra = take_text(fields, "runtime_extra");
    row.default_platforms = take_platform_names(fields, "default_platforms");
    if (fields.find("python")) row.python = take_range(fields, "python");
    row.torch = take_version(fields, "torch");
    row.compiles_here = take_flag(fields, "compiles_here");
    row.pip = take_named(fields, "pip", table.pip_ways);
    row.sources = take_sources(fields, table.citations);
    return row;
}

template <typename Named>
bool have_ascending_names(const Named& earlier, const Named& later) {
    return earlier.name < later.name;
}

}  // namespace

std::string CodeTarget::text() const {
    return suffix == 0 ? capability.text() : capability.text() + suffix;
}

std::optional<CodeTarget> find_code_target(std::string_view text) {
    CodeTarget target;
    if (text.ends_with('a') || text.ends_with('f')) {
        target.suffix = text.back();
        text.remove_suffix(1);
    }
    const auto number = find_version(text);
    if (!number || number->is_prerelease() || number->numbers().size() != 1 || text.size() < 2)
        return std::nullopt;
    target.capability = parse_version(
        fmt::format("{}.{}", number->major_number() / 10, number->major_number() % 10));
    return target;
}

FrameworkTable read_framework_table(const formats::Document& document) {
    Fields map(document.root());
    FrameworkTable table;
    table.citations = take_head(map);
    table.code = take_ordered_rows(
        map,
        "code",
        [&](Fields& fields) { return read_code(fields, table.citations); },
        have_ascending_names<CodeSet>);
    table.pip_ways = take_ordered_rows(
        map,
        "pip",
        [&](Fields& fields) { return read_pip_way(fields, table.citations); },
        have_ascending_names<PipWay>);
    table.rows = take_ordered_rows(
        map,
        "frameworks",
        [&](Fields& fields) { return read_row(fields, table); },
        [](const FrameworkRow& earlier, const FrameworkRow& later) {
            return std::tie(earlier.framework, earlier.from) <
                   std::tie(later.framework, later.from);
        });
    map.expect_no_more();
    return table;
}

const PlatformBuild* FrameworkBuild::find_platform(Platform platform) const {
    return find_in(platforms, [&](const PlatformBuild& each) { return each.platform == platform; });
}

const Version& FrameworkRow::last_release() const {
    if (newest) return *newest;
    return to ? *to : from;
}

const FrameworkBuild* FrameworkRow::default_build() const {
    if (!default_cuda) return nullptr;
    return find_in(builds, [&](const FrameworkBuild& build) {
        return default_cuda->truncated(2) == build.cuda.truncated(2);
    });
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
