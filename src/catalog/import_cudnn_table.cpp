// SPDX-License-Identifier: Apache-2.0
// The collected facts about cuDNN, into ours.
#include "catalog/collected_table.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/catalog/import.hpp>

#include <algorithm>
#include <array>
#include <iterator>

namespace cudaenv::catalog {

namespace {

/// "documented floor 615.71.09, see rule …": what the matrix asks for and field reports contradict.
std::optional<Version> documented_driver(const std::string& note) {
    constexpr std::string_view mark = "documented floor ";
    if (!note.starts_with(mark)) return std::nullopt;
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

/// Releases and builds whose archives exist although the collection has no row for them: like the
/// release before them, by the rules that hold for a whole line.
struct Addition {
    const char* version;
    const char* like;      ///< the release whose facts hold for it too
    const char* variants;  ///< those it is built for, where they are not those of `like`
    const char* source;
};
constexpr const char* kArchives = "archives";
constexpr const char* kWheels = "wheels";
constexpr auto kAdditions = std::to_array<Addition>({
    {"7.0.2", "7.0.5", "cuda8.0 cuda9.0", kArchives},
    {"7.1.2", "7.1.2", "cuda8.0 cuda9.1", kArchives},
    {"7.2.1", "7.2.1", "cuda9.0 cuda9.2", kArchives},
    {"7.6.1", "7.6.0", "", kArchives},
    {"8.0.1", "8.0.0", "", kArchives},
    {"9.21.1", "9.21.0", "", kWheels},
    {"9.28.0", "9.27.0", "", kWheels},
});

std::string cite_addition(const std::string& key, CollectedSources& sources) {
    return sources.cite_document(key,
                                 key == kArchives
                                     ? "names and digests of archives on developer.download."
                                       "nvidia.com, as package recipes list them"
                                     : "releases of nvidia-cudnn-cu12 and nvidia-cudnn-cu13 on the "
                                       "wheel index, 2026-11-22");
}

/// `known` for another choice of builds: "cuda9.2" is for toolkit 9.2.
std::vector<CudnnVariant> variants_named(const std::vector<CudnnVariant>& known,
                                         std::string_view names) {
    std::vector<CudnnVariant> variants;
    for (const std::string_view name : split_words(names)) {
        const auto variant =
            std::find_if(known.begin(), known.end(), [&](const CudnnVariant& each) {
                return each.name == name;
            });
        variants.push_back(variant != known.end()
                               ? *variant
                               : CudnnVariant{std::string(name),
                                              {parse_version(name.substr(std::size("cuda") - 1))},
                                              std::nullopt});
    }
    return variants;
}

void add_release(const Addition& addition, CollectedSources& sources, CudnnTable& table) {
    const auto find = [&](const Version& version) {
        return std::find_if(table.rows.begin(), table.rows.end(), [&](const CudnnRow& row) {
            return row.version == version;
        });
    };
    const Version version = parse_version(addition.version);
    const auto like = find(parse_version(addition.like));
    const bool is_collected_meanwhile = like != find(version) && find(version) != table.rows.end();
    if (like == table.rows.end() || is_collected_meanwhile) return;
    CudnnRow row = *like;
    if (*addition.variants != '\0') row.variants = variants_named(row.variants, addition.variants);
    row.sources.push_back(cite_addition(addition.source, sources));
    if (row.version == version) {
        *like = row;
        return;
    }
    row.version = version;
    row.date.clear();
    row.note = fmt::format("as {}", addition.like);
    table.rows.push_back(std::move(row));
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
    for (const Addition& addition : kAdditions) add_release(addition, sources, table);
    sort_rows(table.rows, &CudnnRow::version, map, "releases");
    table.citations = sources.cited();
    return table;
}

}  // namespace cudaenv::catalog
