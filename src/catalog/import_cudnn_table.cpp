// SPDX-License-Identifier: Apache-2.0
// The collected facts about cuDNN, into ours.
#include "catalog/collected_table.hpp"

#include <cudaenv/catalog/import.hpp>

#include <array>

namespace cudaenv::catalog {

namespace {

/// "documented floor 615.71.09, see rule …": what the matrix asks for and field reports contradict.
std::optional<Version> documented_driver(const std::string& note) {
    constexpr std::string_view kMark = "documented floor ";
    if (!note.starts_with(kMark)) return std::nullopt;
    return versions_in(note).front();
}

CudnnVariant import_variant(const std::string& name, const YamlValue& value) {
    YamlMap fields(value);
    CudnnVariant variant;
    variant.name = name;
    variant.toolkits = find_versions(fields, "toolkits");
    if (variant.toolkits.empty()) fields.fail("a variant without toolkits");
    variant.min_driver = find_known_version(fields, "min_driver_linux");
    variant.documented_driver = documented_driver(find_known_text(fields, "note"));
    return variant;
}

CudnnRow import_row(YamlMap& fields, CollectedSources& sources) {
    CudnnRow row;
    row.version = fields.require("version").version();
    row.date = find_known_text(fields, "released");
    YamlMap variants(fields.require("variants"));
    for (const auto& [name, value] : variants.take_rest()) {
        row.variants.push_back(import_variant(name, value));
    }
    const YamlValue range = fields.require("cc");
    const std::vector<YamlValue> ends = range.list();
    if (ends.size() != 2) range.fail("expected the lowest and the highest compute capability");
    if (!ends[0].is_null()) row.min_cc = ends[0].version();
    if (!ends[1].is_null()) row.max_cc = ends[1].version();
    row.sources = sources.cite(fields);
    row.note = find_known_text(fields, "note");
    row.prerelease = row.note.starts_with("preview");
    return row;
}

/// Which major was current when a toolkit came out. The collection has the dates, the choice is
/// ours.
struct Default {
    const char* from;
    const char* to;  ///< empty: open
    unsigned major;
    const char* note;
};
constexpr auto kDefaults = std::to_array<Default>({
    {"8.0", "10.0", 7, "7.0.5 … 7.6.5 have builds for each of these toolkits"},
    {"10.1", "12.3", 8, "8.0.2 is the first with a build for 10.1; 9.0.0 came after 12.3.2"},
    {"12.4", "", 9, "9.0.0 of 2024-02-05 is older than 12.4.0 of 2024-03-05"},
});

std::vector<CudnnDefault> defaults(CollectedSources& sources) {
    std::vector<CudnnDefault> rules;
    for (const Default& each : kDefaults) {
        const std::string key = sources.cite_document(
            "dates", "release dates and builds of the archives of cuDNN and of the toolkits");
        rules.push_back({parse_version(each.from),
                         find_version(each.to).value_or(Version()),
                         each.major,
                         {key},
                         each.note});
    }
    return rules;
}

}  // namespace

CudnnTable import_cudnn_table(std::string_view yaml, const std::string& file) {
    YamlMap map(YamlValue::parse(yaml, file));
    CollectedSources sources(map);
    CudnnTable table;
    table.defaults = defaults(sources);
    for (const YamlValue& item : map.require("releases").list()) {
        YamlMap fields(item);
        table.rows.push_back(import_row(fields, sources));
    }
    sort_rows(table.rows, &CudnnRow::version, map, "releases");
    table.citations = sources.cited();
    return table;
}

}  // namespace cudaenv::catalog
