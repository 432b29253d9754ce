// SPDX-License-Identifier: Apache-2.0
// The collected facts about frameworks, into ours.
#include "catalog/framework_rows.hpp"
#include "catalog/version_ranges.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/catalog/import.hpp>

#include <tuple>

namespace cudaenv::catalog {

namespace {

/// "12.x" is any minor of 12; "13.x (built with 13.0)" is 13.0.
std::optional<Version> find_cuda(const std::string& remark) {
    const std::vector<Version> exact = versions_in(remark);
    if (!exact.empty()) return exact.front();
    const auto span = find_version_span(remark);
    return span ? span->from : std::nullopt;
}

void add_build(FrameworkRow& row, FrameworkBuild build, const Version& cuda) {
    build.cuda = cuda;
    row.builds.push_back(std::move(build));
}

/// "2.16" of "2.16.1": the patch releases of TensorFlow are built alike.
FrameworkRow import_tensorflow_row(YamlMap& fields, CollectedSources& sources) {
    FrameworkRow row = start_row(fields, "tensorflow", sources);
    row.from = row.from.truncated(2);
    row.to.reset();
    FrameworkBuild build;
    build.cudnn = fields.require("cudnn").version();
    add_build(row, std::move(build), fields.require("cuda").version());
    finish_builds(row);
    return row;
}

/// A release that two rows have, in different builds: "1.15 - 1.17" and "1.17 - 1.18.0".
void split_shared_release(std::vector<FrameworkRow>& rows) {
    for (std::size_t i = 1; i < rows.size(); ++i) {
        FrameworkRow& earlier = rows[i - 1];
        FrameworkRow& later = rows[i];
        if (!earlier.to || *earlier.to != later.from || earlier.from == later.from) continue;
        FrameworkRow shared = earlier;
        shared.from = later.from;
        shared.to.reset();
        shared.builds.insert(shared.builds.end(), later.builds.begin(), later.builds.end());
        shared.sources = later.sources;
        shared.note = later.note;
        earlier.to = version_before(later.from);
        later.from = version_after(later.from);
        if (later.to && later.from.is_prefix_of(*later.to) && *later.to == later.from) {
            later.from = *later.to;
            later.to.reset();
        }
        rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(i), std::move(shared));
        ++i;
    }
}

}  // namespace

FrameworkRow start_row(YamlMap& fields, const std::string& framework, CollectedSources& sources) {
    FrameworkRow row;
    row.framework = framework;
    const YamlValue release = fields.require("version");
    const auto span = find_version_span(release.text());
    if (!span || !span->from) release.fail("no release is named");
    row.from = *span->from;
    if (span->to && *span->to != row.from) row.to = span->to;
    row.python = find_known_text(fields, "python");
    row.sources = sources.cite(fields);
    row.confidence = find_known_text(fields, "confidence");
    row.note = find_known_text(fields, "note");
    return row;
}

void finish_builds(FrameworkRow& row) {
    std::sort(row.builds.begin(),
              row.builds.end(),
              [](const FrameworkBuild& left, const FrameworkBuild& right) {
                  return left.cuda < right.cuda;
              });
    if (row.builds.size() == 1) row.default_cuda = row.builds.front().cuda;
}

std::vector<FrameworkRow> import_tensorflow(YamlMap& section, CollectedSources& sources) {
    std::vector<FrameworkRow> rows;
    const Version first_with_extra = versions_in(section.require("wheels").text()).front();
    for (const YamlValue& item : section.require("releases").list()) {
        YamlMap fields(item);
        FrameworkRow row = import_tensorflow_row(fields, sources);
        if (row.from >= first_with_extra)
            row.note = "the extra [and-cuda] brings the CUDA libraries as wheels";
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<FrameworkRow> import_onnxruntime(YamlMap& section, CollectedSources& sources) {
    std::vector<FrameworkRow> rows;
    for (const YamlValue& item : section.require("releases").list()) {
        YamlMap fields(item);
        FrameworkRow row = start_row(fields, "onnxruntime-gpu", sources);
        const YamlValue remark = fields.require("cuda");
        const auto cuda = find_cuda(remark.text());
        if (!cuda) remark.fail("no CUDA version is named");
        FrameworkBuild build;
        if (const auto cudnn = find_version_span(fields.require("cudnn").text()))
            build.cudnn = cudnn->from;
        add_build(row, std::move(build), *cuda);
        finish_builds(row);
        rows.push_back(std::move(row));
    }
    split_shared_release(rows);
    return rows;
}

namespace {

/// The cuDNN that goes with one of several toolkits: {"11.2": "8.2"}.
std::optional<Version> find_cudnn_of(YamlMap& fields, const Version& cuda) {
    const auto cudnn = find_known(fields, "cudnn");
    if (!cudnn || !cudnn->is_map()) return std::nullopt;
    YamlMap by_cuda(*cudnn);
    return find_known_version(by_cuda, cuda.text());
}

/// A build, "10.2 (default)"; or the tag of further wheels, "cu118".
void import_plain_build(const std::string& remark, YamlMap& fields, FrameworkRow& row) {
    const auto span = find_version_span(remark);
    if (!span || !span->from) fields.fail(fmt::format("\"{}\" is no CUDA version", remark));
    FrameworkBuild build;
    build.cudnn = find_cudnn_of(fields, *span->from);
    build.min_cc = find_known_version(fields, "min_cc");
    if (remark.find("default") != std::string::npos) row.default_cuda = span->from;
    add_build(row, std::move(build), *span->from);
}

FrameworkRow import_plain_row(YamlMap& fields,
                              const std::string& framework,
                              CollectedSources& sources) {
    FrameworkRow row = start_row(fields, framework, sources);
    const YamlValue cuda = fields.require("cuda");
    if (cuda.is_list()) {
        for (const std::string& remark : cuda.texts()) import_plain_build(remark, fields, row);
    } else {
        import_plain_build(cuda.text(), fields, row);
        row.default_cuda = row.builds.front().cuda;
    }
    if (const std::string tag = find_known_text(fields, "extra_wheels"); tag.starts_with("cu")) {
        const std::string digits = tag.substr(2);
        import_plain_build(digits.substr(0, digits.size() - 1) + "." + digits.back(), fields, row);
    }
    finish_builds(row);
    return row;
}

/// Whether a release is named, and not only a line of them: "3.x (2026)".
bool names_releases(YamlMap& fields) {
    const std::string release = fields.require("version").text();
    const auto span = find_version_span(release);
    return span && split_words(release).front().find('x') == std::string_view::npos;
}

}  // namespace

std::vector<FrameworkRow> import_plain_framework(YamlMap& section,
                                                 const std::string& framework,
                                                 CollectedSources& sources) {
    std::vector<FrameworkRow> rows;
    for (const YamlValue& item : section.require("releases").list()) {
        YamlMap fields(item);
        if (names_releases(fields)) rows.push_back(import_plain_row(fields, framework, sources));
    }
    return rows;
}

FrameworkTable import_framework_table(std::string_view yaml, const std::string& file) {
    YamlMap map(YamlValue::parse(yaml, file));
    CollectedSources sources(map);
    FrameworkTable table;
    const auto add = [&](const char* key, auto import) {
        const auto section = map.find(key);
        if (!section) return;
        YamlMap fields(*section);
        for (FrameworkRow& row : import(fields, sources)) table.rows.push_back(std::move(row));
    };
    const auto plain = [](const char* framework) {
        return [framework](YamlMap& section, CollectedSources& cited) {
            return import_plain_framework(section, framework, cited);
        };
    };
    add("tensorflow", import_tensorflow);
    add("pytorch", import_torch);
    add("jax", import_jax);
    add("onnxruntime_gpu", import_onnxruntime);
    add("cupy", plain("cupy"));
    add("vllm", plain("vllm"));
    add("paddlepaddle", plain("paddlepaddle-gpu"));
    for (FrameworkRow& row : table.rows) row.bundles_runtime |= row.framework == "vllm";
    std::sort(table.rows.begin(),
              table.rows.end(),
              [](const FrameworkRow& left, const FrameworkRow& right) {
                  return std::tie(left.framework, left.from) <
                         std::tie(right.framework, right.from);
              });
    table.citations = sources.cited();
    return table;
}

}  // namespace cudaenv::catalog
