// SPDX-License-Identifier: Apache-2.0
// The collected facts about drivers, into ours.
#include "catalog/collected_table.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/catalog/import.hpp>

#include <array>
#include <filesystem>

namespace cudaenv::catalog {

namespace {

DriverRow import_row(YamlMap& fields, CollectedSources& sources) {
    DriverRow row;
    row.toolkit = fields.require("version").version();
    row.min_driver = find_known_version(fields, "min_driver_linux");
    if (!row.min_driver) row.min_driver = find_known_version(fields, "min_branch");
    row.min_driver_windows = find_known_version(fields, "min_driver_windows");
    row.date = find_known_text(fields, "released");
    if (const auto prerelease = find_known(fields, "prerelease"))
        row.prerelease = prerelease->flag();
    row.sources = sources.cite(fields);
    row.confidence = find_known_text(fields, "confidence");
    row.note = find_known_text(fields, "note");
    return row;
}

void import_floor(YamlMap& fields, CollectedSources& sources, DriverTable& table) {
    const std::optional<Version> driver = find_known_version(fields, "min_driver_linux");
    if (!driver) return;
    table.floors.push_back({fields.require("major").number(),
                            *driver,
                            sources.cite(fields),
                            find_known_version(fields, "min_driver_windows")});
}

/// Jetson's driver numbers are no branches: the same number reports several CUDA versions.
constexpr unsigned kJetsonBranch = 540;

void import_branch(YamlMap& fields, CollectedSources& sources, DriverTable& table) {
    const unsigned branch = fields.require("branch").number();
    if (branch == kJetsonBranch) return;
    table.branches.push_back({branch,
                              leading_version(fields.require("cuda")),
                              sources.cite(fields),
                              find_known_text(fields, "note")});
}

/// The packages of one collection, by the CUDA version that they bring.
class ForwardCompatImport {
 public:
    explicit ForwardCompatImport(CollectedSources& sources) : sources_(sources) {}

    /// "cuda-compat-13-4": {"535": C, …, "615": native}; C: works on that branch.
    void add_table(const YamlValue& table, const std::vector<std::string>& sources) {
        YamlMap packages(table);
        for (const auto& [package, branches] : packages.take_rest()) {
            ForwardCompatRow& row = row_of(package_version(package), sources);
            YamlMap cells(branches);
            for (const auto& [branch, cell] : cells.take_rest()) {
                if (cell.text() == "C") add_branch(row, find_version(branch), cell);
            }
        }
    }

    /// An older edition of NVIDIA's table: {package: "cuda-compat-11-6 (510.85.02)", base_min:
    /// […]}.
    void add_edition(YamlMap& fields) {
        const std::string package = fields.require("package").text();
        const std::string document = fields.require("source").text();
        const std::string key = std::filesystem::path(document).stem().string();
        ForwardCompatRow& row = row_of(package_version(split_words(package).front()),
                                       {sources_.cite_document(key, document)});
        row.driver = versions_in(package).back();
        for (const YamlValue& item : fields.require("base_min").list()) {
            row.min_drivers.push_back(item.version());
            add_branch(row, item.version(), item);
        }
    }

    /// What a package says about itself, {"CUDA Version": "12.9", Driver: […]}: also branches that
    /// NVIDIA's table no longer lists. Its own branch needs no package.
    void add_note(YamlMap& fields, const std::string& source, const DriverTable& drivers) {
        ForwardCompatRow& row = row_of(fields.require("CUDA Version").version(), {source});
        for (const YamlValue& item : fields.require("Driver").list()) {
            const Version branch = item.version();
            const std::optional<Version> native = drivers.driver_cuda(branch);
            if (native && *native < row.cuda) add_branch(row, branch, item);
        }
    }

    /// {"12-9": "575.57.08", "13-1": "590.48.01 (redist 13.1.2)"}.
    void add_drivers(const YamlValue& versions) {
        YamlMap packages(versions);
        for (const auto& [package, driver] : packages.take_rest()) {
            row_of(package_version(package), {}).driver = leading_version(driver);
        }
    }

    [[nodiscard]] std::vector<ForwardCompatRow> rows() {
        std::vector<ForwardCompatRow> rows;
        for (auto& [cuda, row] : rows_) {
            std::sort(row.branches.begin(), row.branches.end());
            rows.push_back(std::move(row));
        }
        std::erase_if(rows, [](const ForwardCompatRow& row) { return row.branches.empty(); });
        return rows;
    }

 private:
    static void add_branch(ForwardCompatRow& row,
                           const std::optional<Version>& driver,
                           const YamlValue& value) {
        if (!driver) value.fail("expected a driver branch");
        const unsigned branch = driver->major_number();
        const auto known = std::find(row.branches.begin(), row.branches.end(), branch);
        if (known == row.branches.end()) row.branches.push_back(branch);
    }

    /// "12.9" of "cuda-compat-12-9" and of "12-9".
    static Version package_version(std::string_view package) {
        const std::size_t digits = package.find_first_of("0123456789");
        return parse_version(
            replace_all(std::string(package.substr(std::min(digits, package.size()))), "-", "."));
    }

    ForwardCompatRow& row_of(const Version& cuda, const std::vector<std::string>& sources) {
        ForwardCompatRow& row = rows_[cuda];
        row.cuda = cuda;
        row.sources.insert(row.sources.end(), sources.begin(), sources.end());
        return row;
    }

    CollectedSources& sources_;
    std::map<Version, ForwardCompatRow> rows_;
};

void import_forward_compat(YamlMap& fields, CollectedSources& sources, DriverTable& table) {
    ForwardCompatImport packages(sources);
    packages.add_table(fields.require("table"), sources.cite(fields));
    for (const YamlValue& item : fields.require("older_editions").list()) {
        YamlMap edition(item);
        packages.add_edition(edition);
    }
    YamlMap notes(fields.require("machine_readable_rule"));
    const std::string source = notes.require("source").text();
    for (const char* const example : {"example_12_9", "example_13_1"}) {
        const std::optional<YamlValue> note = find_known(notes, example);
        if (!note) continue;
        YamlMap payload(*note);
        packages.add_note(payload, sources.cite_document("elfnote", source), table);
    }
    if (const auto drivers = find_known(fields, "package_driver_versions"))
        packages.add_drivers(*drivers);
    table.forward_compat = packages.rows();
}

/// Which Linux for Tegra a JetPack is: the first line of /etc/nv_tegra_release tells that number
/// only.
struct JetpackLinux {
    const char* key;
    const char* jetpack;
    unsigned l4t;
};
constexpr auto kJetpacks = std::to_array<JetpackLinux>({
    {"jetpack5", "5.0", 34},
    {"jetpack5", "5", 35},
    {"jetpack6", "6", 36},
    {"jetpack7.0", "7.0", 38},
    {"jetpack7.2", "7.2", 39},
});

void import_jetpacks(YamlMap& fields, CollectedSources& sources, DriverTable& table) {
    const std::vector<std::string> cited = {
        sources.cite(fields, "jetson").front(),
        sources.cite_document("l4t",
                              "developer.nvidia.com/embedded/jetson-linux-archive; "
                              "/etc/nv_tegra_release of boards in public issues")};
    for (const JetpackLinux& each : kJetpacks) {
        YamlMap jetpack(fields.require(each.key));
        table.jetpacks.push_back({each.jetpack,
                                  each.l4t,
                                  jetpack.require("default").version(),
                                  find_versions(jetpack, "compat"),
                                  cited,
                                  find_known_text(jetpack, "note")});
    }
}

}  // namespace

DriverTable import_driver_table(std::string_view yaml, const std::string& file) {
    YamlMap map(YamlValue::parse(yaml, file));
    CollectedSources sources(map);
    DriverTable table;
    const auto for_each_row = [&](const char* list, auto read) {
        for (const YamlValue& item : map.require(list).list()) {
            YamlMap fields(item);
            read(fields, sources, table);
        }
    };
    for_each_row("toolkits", [](YamlMap& fields, CollectedSources& cited, DriverTable& into) {
        into.rows.push_back(import_row(fields, cited));
    });
    for_each_row("minor_version_compat", import_floor);
    for_each_row("driver_api_version", import_branch);
    for (const YamlValue& item : map.require("never_released").list()) {
        table.never_released.push_back(item.version());
    }
    sort_rows(table.rows, &DriverRow::toolkit, map, "toolkits");
    sort_rows(table.floors, &MinorFloor::major, map, "minor-compatibility floors");
    sort_rows(table.branches, &DriverBranch::branch, map, "driver branches");
    YamlMap compat(map.require("forward_compat"));
    import_forward_compat(compat, sources, table);
    YamlMap jetson(compat.require("jetson"));
    import_jetpacks(jetson, sources, table);
    table.citations = sources.cited();
    return table;
}

}  // namespace cudaenv::catalog
