// SPDX-License-Identifier: Apache-2.0
// The collected compatibility tables, into ours: the keys we use are checked, the rest is theirs.
#include "catalog/yaml_reader.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/catalog/import.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::catalog {

namespace {

/// The collected files write null for what nobody has published.
std::optional<YamlValue> find_known(YamlMap& map, const std::string& key) {
    std::optional<YamlValue> value = map.find(key);
    if (value && value->is_null()) return std::nullopt;
    return value;
}

std::optional<Version> find_known_version(YamlMap& map, const std::string& key) {
    const std::optional<YamlValue> value = find_known(map, key);
    if (!value) return std::nullopt;
    return value->version();
}

std::string find_known_text(YamlMap& map, const std::string& key) {
    const std::optional<YamlValue> value = find_known(map, key);
    return value ? value->text() : std::string();
}

/// The collector's own remark, "; copies in ../redist/cuda/", leads nowhere for anybody else.
std::string without_copies(std::string citation) {
    citation.resize(std::min(citation.size(), citation.find("; copies in ")));
    return citation;
}

Citations import_citations(YamlMap& map) {
    Citations citations;
    YamlMap sources(map.require("sources"));
    for (const auto& [key, description] : sources.take_rest()) {
        citations[key] = without_copies(description.text());
    }
    return citations;
}

std::vector<std::string> import_sources(YamlMap& row, const Citations& citations) {
    const YamlValue value = row.require("source");
    std::vector<std::string> sources = value.texts();
    for (const std::string& source : sources) {
        if (!citations.contains(source)) {
            value.fail(fmt::format("\"{}\" is not among the sources of this file", source));
        }
    }
    return sources;
}

/// The version at the front of a remark: "10.1" of "10.1 or 10.2", "13.0" of "13.0 (as 10.1
/// in 12.8)".
Version leading_version(const YamlValue& value) {
    const std::string text = value.text();
    const std::optional<Version> version = find_version(text.substr(0, text.find(' ')));
    if (!version) value.fail(fmt::format("\"{}\" does not begin with a version", text));
    return *version;
}

DriverRow import_driver_row(YamlMap& fields, const Citations& citations) {
    DriverRow row;
    row.toolkit = fields.require("version").version();
    row.min_driver = find_known_version(fields, "min_driver_linux");
    if (!row.min_driver) row.min_driver = find_known_version(fields, "min_branch");
    if (const auto prerelease = find_known(fields, "prerelease"))
        row.prerelease = prerelease->flag();
    row.sources = import_sources(fields, citations);
    row.confidence = find_known_text(fields, "confidence");
    row.note = find_known_text(fields, "note");
    return row;
}

std::optional<MinorFloor> import_floor(YamlMap& fields, const Citations& citations) {
    const std::optional<Version> driver = find_known_version(fields, "min_driver_linux");
    if (!driver) return std::nullopt;
    return MinorFloor{fields.require("major").number(), *driver, import_sources(fields, citations)};
}

CudnnVariant import_variant(const std::string& name, const YamlValue& value) {
    YamlMap fields(value);
    CudnnVariant variant;
    variant.name = name;
    for (const YamlValue& toolkit : fields.require("toolkits").list()) {
        variant.toolkits.push_back(toolkit.version());
    }
    variant.min_driver = find_known_version(fields, "min_driver_linux");
    return variant;
}

CudnnRow import_cudnn_row(YamlMap& fields, const Citations& citations) {
    CudnnRow row;
    row.version = fields.require("version").version();
    YamlMap variants(fields.require("variants"));
    for (const auto& [name, value] : variants.take_rest()) {
        row.variants.push_back(import_variant(name, value));
    }
    const YamlValue range = fields.require("cc");
    const std::vector<YamlValue> ends = range.list();
    if (ends.size() != 2) range.fail("expected the lowest and the highest compute capability");
    if (!ends[0].is_null()) row.min_cc = ends[0].version();
    if (!ends[1].is_null()) row.max_cc = ends[1].version();
    row.sources = import_sources(fields, citations);
    row.note = find_known_text(fields, "note");
    return row;
}

/// Which cuDNN major was current when a toolkit came out; from 10.1 on the 8.x line was built for
/// it.
std::vector<CudnnDefault> cudnn_defaults() {
    return {{parse_version("8.0"), parse_version("10.0"), 7},
            {parse_version("10.1"), parse_version("12.3"), 8},
            {parse_version("12.4"), Version(), 9}};
}

/// First toolkit of the file whose nvcc has a target "sm_XY"; the file begins with 8.0.
class SassTargets {
 public:
    explicit SassTargets(const YamlValue& toolkits) {
        for (const YamlValue& item : toolkits.list()) {
            YamlMap fields(item);
            const Version toolkit = fields.require("toolkit").version();
            if (oldest_.text().empty()) oldest_ = toolkit;
            for (const std::string& target : fields.require("sass").texts()) {
                first_.emplace(target, toolkit);
            }
        }
    }

    /// `documented`, unless the targets show that code generation came later.
    [[nodiscard]] Version first_toolkit(const Version& capability,
                                        const Version& documented) const {
        const auto first = first_.find(replace_all(capability.text(), ".", ""));
        if (first == first_.end() || first->second == oldest_) return documented;
        return first->second;
    }

 private:
    Version oldest_;
    std::map<std::string, Version> first_;
};

void import_architecture(YamlMap& fields, const SassTargets& targets, GpuTable& table) {
    GpuRow row;
    row.architecture = fields.require("name").text();
    const Version documented = leading_version(fields.require("first_toolkit"));
    row.last_toolkit = find_known_version(fields, "last_toolkit");
    row.sources = import_sources(fields, table.citations);
    for (const YamlValue& capability : fields.require("cc").list()) {
        row.capability = capability.version();
        row.first_toolkit = targets.first_toolkit(row.capability, documented);
        table.rows.push_back(row);
    }
}

/// Sorts by `order` and throws when two rows are for the same.
template <typename Row, typename Key>
void sort_rows(std::vector<Row>& rows, Key Row::*order, const YamlMap& map, const char* what) {
    const auto before = [&](const Row& left, const Row& right) {
        return left.*order < right.*order;
    };
    std::sort(rows.begin(), rows.end(), before);
    const auto twice =
        std::adjacent_find(rows.begin(), rows.end(), [&](const Row& left, const Row& right) {
            return !before(left, right);
        });
    if (twice != rows.end()) map.fail(fmt::format("two {} are for the same version", what));
}

/// Jetson's driver numbers are no branches: the same number reports several CUDA versions.
constexpr unsigned kJetsonBranch = 540;

}  // namespace

DriverTable import_driver_table(std::string_view yaml, const std::string& file) {
    YamlMap map(YamlValue::parse(yaml, file));
    DriverTable table;
    table.citations = import_citations(map);
    for (const YamlValue& item : map.require("toolkits").list()) {
        YamlMap fields(item);
        table.rows.push_back(import_driver_row(fields, table.citations));
    }
    for (const YamlValue& item : map.require("minor_version_compat").list()) {
        YamlMap fields(item);
        if (auto floor = import_floor(fields, table.citations)) table.floors.push_back(*floor);
    }
    for (const YamlValue& item : map.require("driver_api_version").list()) {
        YamlMap fields(item);
        const unsigned branch = fields.require("branch").number();
        if (branch == kJetsonBranch) continue;
        table.branches.push_back({branch, leading_version(fields.require("cuda"))});
    }
    for (const YamlValue& item : map.require("never_released").list()) {
        table.never_released.push_back(item.version());
    }
    sort_rows(table.rows, &DriverRow::toolkit, map, "toolkits");
    sort_rows(table.floors, &MinorFloor::major, map, "minor-compatibility floors");
    sort_rows(table.branches, &DriverBranch::branch, map, "driver branches");
    return table;
}

HostCompilerTable import_host_compiler_table(std::string_view yaml, const std::string& file) {
    YamlMap map(YamlValue::parse(yaml, file));
    HostCompilerTable table;
    table.citations = import_citations(map);
    for (const YamlValue& item : map.require("toolkits").list()) {
        YamlMap fields(item);
        HostCompilerRow row;
        row.toolkit = fields.require("toolkit").version();
        row.max_gcc = fields.require("max_gcc").number();
        if (const auto min_gcc = find_known(fields, "min_gcc")) row.min_gcc = min_gcc->number();
        row.max_clang = find_known_version(fields, "max_clang");
        row.min_clang = find_known_version(fields, "min_clang");
        row.sources = import_sources(fields, table.citations);
        row.note = find_known_text(fields, "note");
        table.rows.push_back(std::move(row));
    }
    sort_rows(table.rows, &HostCompilerRow::toolkit, map, "toolkits");
    return table;
}

CudnnTable import_cudnn_table(std::string_view yaml, const std::string& file) {
    YamlMap map(YamlValue::parse(yaml, file));
    CudnnTable table;
    table.citations = import_citations(map);
    table.defaults = cudnn_defaults();
    for (const YamlValue& item : map.require("releases").list()) {
        YamlMap fields(item);
        table.rows.push_back(import_cudnn_row(fields, table.citations));
    }
    sort_rows(table.rows, &CudnnRow::version, map, "releases");
    return table;
}

GpuTable import_gpu_table(std::string_view yaml, const std::string& file) {
    YamlMap map(YamlValue::parse(yaml, file));
    GpuTable table;
    table.citations = import_citations(map);
    const SassTargets targets(map.require("toolkits"));
    for (const YamlValue& item : map.require("architectures").list()) {
        YamlMap fields(item);
        import_architecture(fields, targets, table);
    }
    sort_rows(table.rows, &GpuRow::capability, map, "architectures");
    return table;
}

}  // namespace cudaenv::catalog
