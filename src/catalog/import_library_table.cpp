// SPDX-License-Identifier: Apache-2.0
// The collected facts about libraries beside the toolkit, into ours.
#include "catalog/collected_table.hpp"
#include "catalog/version_ranges.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/catalog/import.hpp>

#include <array>

namespace cudaenv::catalog {

namespace {

constexpr auto kLibraries = std::to_array<std::string_view>({"cublasmp",
                                                             "cudss",
                                                             "cuquantum",
                                                             "cusparselt",
                                                             "cutensor",
                                                             "nccl",
                                                             "nvcomp",
                                                             "nvshmem",
                                                             "tensorrt"});

/// A row and where its versions begin.
struct SpannedRow {
    VersionSpan versions;
    LibraryRow row;
};

std::vector<std::string> text_or_texts(const YamlValue& value) {
    return value.is_list() ? value.texts() : std::vector<std::string>{value.text()};
}

void add_words(std::string& note, const std::string& words) {
    if (!note.empty()) note += "; ";
    note += words;
}

/// The toolkits of remarks such as "12 - 13", or "11.0 - 11.8" and "10.2": from the oldest to the
/// newest, between which there is none that is not meant. One minor alone is what the build was
/// made with; any of its major runs it.
std::string toolkit_range(const std::vector<std::string>& remarks, const YamlValue& value) {
    VersionSpan all;
    bool open = false;
    for (const std::string& remark : remarks) {
        const auto span = find_version_span(remark);
        if (!span || !span->from) value.fail(fmt::format("\"{}\" is no range of toolkits", remark));
        if (!all.from || *span->from < *all.from) all.from = span->from;
        if (span->to && (!all.to || *all.to < *span->to)) all.to = span->to;
        open = open || !span->to;
    }
    if (open) all.to.reset();
    const bool is_one_minor = all.to && *all.to == *all.from;
    if (is_one_minor) all.from = all.to = all.from->truncated(1);
    return all.range();
}

void import_toolkits(YamlMap& fields, LibraryRow& row) {
    if (const auto variants = find_known(fields, "variants")) row.variants = variants->texts();
    const auto cuda = find_known(fields, "cuda");
    if (!cuda) return;
    const std::vector<std::string> remarks = text_or_texts(*cuda);
    if (row.variants.empty()) row.toolkits = toolkit_range(remarks, *cuda);
    // What the range or the variants do not tell: "built with 13.3u1", "per spack for 2.0.1.2".
    const auto span = find_version_span(remarks.front());
    const bool is_all_said = remarks.size() == 1 && span && span->range() == row.toolkits &&
                             remarks.front().find('(') == std::string::npos;
    if (!is_all_said) add_words(row.note, "CUDA " + join(remarks, ", "));
}

/// nullopt for a row that states nothing a resolver could use.
std::optional<SpannedRow> import_row(YamlMap& fields,
                                     const std::string& library,
                                     CollectedSources& sources) {
    const auto written = fields.find("versions");
    const auto versions =
        find_version_span((written ? *written : fields.require("version")).text());
    LibraryRow row;
    row.library = library;
    import_toolkits(fields, row);
    row.min_cc = find_known_version(fields, "min_cc");
    row.min_driver = find_known_version(fields, "min_driver_linux");
    const bool states_something =
        !row.toolkits.empty() || !row.variants.empty() || row.min_cc || row.min_driver;
    if (!versions || !states_something) return std::nullopt;
    row.versions = versions->range();
    if (const std::string cudnn = find_known_text(fields, "cudnn"); !cudnn.empty())
        add_words(row.note, "cuDNN " + cudnn);
    if (const std::string note = find_known_text(fields, "note"); !note.empty())
        add_words(row.note, note);
    row.sources = sources.cite(fields);
    return SpannedRow{*versions, std::move(row)};
}

bool is_older(const SpannedRow& left, const SpannedRow& right) {
    return left.versions.from.value_or(Version()) < right.versions.from.value_or(Version());
}

/// An architecture that a release has dropped does not come back: the row that says so counts for
/// the newer ones too.
void keep_dropped(std::vector<SpannedRow>& ascending) {
    const LibraryRow* dropper = nullptr;
    for (SpannedRow& each : ascending) {
        LibraryRow& row = each.row;
        if (dropper != nullptr && (!row.min_cc || *row.min_cc < *dropper->min_cc)) {
            row.min_cc = dropper->min_cc;
            for (const std::string& source : dropper->sources) {
                if (std::find(row.sources.begin(), row.sources.end(), source) == row.sources.end())
                    row.sources.push_back(source);
            }
        }
        if (row.min_cc) dropper = &row;
    }
}

/// nccl: [rows], tensorrt: {releases: [rows]}.
std::vector<SpannedRow> import_library(const YamlValue& section,
                                       const std::string& library,
                                       CollectedSources& sources) {
    std::vector<SpannedRow> rows;
    const std::vector<YamlValue> items =
        section.is_list() ? section.list() : YamlMap(section).require("releases").list();
    for (const YamlValue& item : items) {
        YamlMap fields(item);
        if (auto row = import_row(fields, library, sources)) rows.push_back(*std::move(row));
    }
    std::stable_sort(rows.begin(), rows.end(), is_older);
    keep_dropped(rows);
    return rows;
}

void add_citations(const Citations& added, const YamlMap& map, Citations& all) {
    for (const auto& [key, description] : added) {
        if (all.emplace(key, description).first->second != description)
            map.fail(fmt::format("the source \"{}\" is another document in another input", key));
    }
}

}  // namespace

LibraryTable import_library_table(const std::vector<CollectedFile>& files) {
    LibraryTable table;
    for (const CollectedFile& file : files) {
        YamlMap map(YamlValue::parse(file.text, file.file));
        CollectedSources sources(map);
        for (const std::string_view library : kLibraries) {
            const auto section = map.find(std::string(library));
            if (!section) continue;
            auto rows = import_library(*section, std::string(library), sources);
            for (auto each = rows.rbegin(); each != rows.rend(); ++each) {
                table.rows.push_back(std::move(each->row));
            }
        }
        add_citations(sources.cited(), map, table.citations);
    }
    std::stable_sort(
        table.rows.begin(), table.rows.end(), [](const LibraryRow& left, const LibraryRow& right) {
            return left.library < right.library;
        });
    return table;
}

}  // namespace cudaenv::catalog
