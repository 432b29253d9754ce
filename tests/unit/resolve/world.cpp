// SPDX-License-Identifier: Apache-2.0
// A catalogue for the resolver's tests: NVIDIA's driver table from CUDA 10 on, with a source for
// every release.
#include "world.hpp"

#include <algorithm>
#include <array>

namespace cudaenv::resolve::test {

namespace {

using catalog::Provides;

struct DriverLine {
    const char* toolkit;
    const char* min_driver;  ///< empty: unknown
    bool prerelease = false;
};
constexpr DriverLine kDriverLines[] = {
    {"10.0.130", "410.48"},   {"10.1.105", "418.39"},   {"10.1.168", "418.39"},
    {"10.1.243", "418.39"},   {"10.2.89", "440.33"},    {"11.0.1", "450.36.06", true},
    {"11.0.2", "450.51.05"},  {"11.0.3", "450.51.06"},  {"11.1.0", "455.23"},
    {"11.1.1", "455.32"},     {"11.2.0", "460.27.03"},  {"11.2.1", "460.32.03"},
    {"11.2.2", "460.32.03"},  {"11.3.0", "465.19.01"},  {"11.3.1", "465.19.01"},
    {"11.4.0", "470.42.01"},  {"11.4.1", "470.57.02"},  {"11.4.2", "470.57.02"},
    {"11.4.3", "470.82.01"},  {"11.4.4", "470.82.01"},  {"11.5.0", "495.29.05"},
    {"11.5.1", "495.29.05"},  {"11.5.2", "495.29.05"},  {"11.6.0", "510.39.01"},
    {"11.6.1", "510.47.03"},  {"11.6.2", "510.47.03"},  {"11.7.0", "515.43.04"},
    {"11.7.1", "515.48.07"},  {"11.8.0", "520.61.05"},  {"12.0.0", "525.60.13"},
    {"12.0.1", "525.85.12"},  {"12.1.0", "530.30.02"},  {"12.1.1", "530.30.02"},
    {"12.2.0", "535.54.03"},  {"12.2.1", "535.86.09"},  {"12.2.2", "535.104.05"},
    {"12.3.0", "545.23.06"},  {"12.3.1", "545.23.08"},  {"12.3.2", "545.23.08"},
    {"12.4.0", "550.54.14"},  {"12.4.1", "550.54.15"},  {"12.5.0", "555.42.02"},
    {"12.5.1", "555.42.06"},  {"12.6.0", "560.28.03"},  {"12.6.1", "560.35.03"},
    {"12.6.2", "560.35.03"},  {"12.6.3", "560.35.05"},  {"12.8.0", "570.26"},
    {"12.8.1", "570.124.06"}, {"12.8.2", "570.211.01"}, {"12.9.0", "575.51.03"},
    {"12.9.1", "575.57.08"},  {"12.9.2", "575.57.08"},  {"13.0.0", "580.65.06"},
    {"13.0.1", "580.82.07"},  {"13.0.2", "580.95.05"},  {"13.0.3", "580.126.20"},
    {"13.1.0", "590.44.01"},  {"13.1.1", "590.48.01"},  {"13.1.2", "590.48.01"},
    {"13.2.0", "595.45.04"},  {"13.2.1", "595.58.03"},  {"13.2.2", "595.71.05"},
    {"13.3.0", "610.43.02"},  {"13.3.1", "610.43.02"},  {"13.4.0", "", true},
    {"13.4.1", "615"},        {"13.4.2", "615"},        {"13.4.3", "615"},
    {"13.5.0", ""},
};

struct CompilerLine {
    const char* toolkit;
    unsigned max_gcc;
    unsigned min_gcc;  ///< 0: unknown
    const char* min_clang;
    const char* max_clang;
};
constexpr CompilerLine kCompilerLines[] = {
    {"10.0", 7, 0, "3.8", "6"}, {"10.1", 8, 0, "3.8", "8"}, {"10.2", 8, 0, "3.3", "8"},
    {"11.0", 9, 5, "6", "9"},   {"11.1", 10, 5, "6", "10"}, {"11.2", 10, 5, "6", "11"},
    {"11.3", 10, 5, "6", "11"}, {"11.4", 11, 6, "6", "12"}, {"11.5", 11, 6, "6", "12"},
    {"11.6", 11, 6, "6", "13"}, {"11.7", 11, 6, "6", "13"}, {"11.8", 11, 6, "6", "14"},
    {"12.0", 12, 6, "6", "14"}, {"12.1", 12, 6, "6", "15"}, {"12.2", 12, 6, "7", "16"},
    {"12.3", 12, 6, "7", "16"}, {"12.4", 13, 6, "7", "17"}, {"12.5", 13, 6, "7", "17"},
    {"12.6", 13, 6, "7", "18"}, {"12.8", 14, 6, "7", "19"}, {"12.9", 14, 6, "7", "19"},
    {"13.0", 15, 6, "7", "20"}, {"13.1", 15, 6, "7", "21"}, {"13.2", 15, 6, "7", "21"},
    {"13.3", 15, 6, "7", "21"}, {"13.4", 16, 6, "7", "22"},
};

struct GpuLine {
    const char* capability;
    const char* architecture;
    const char* first_toolkit;
    const char* last_toolkit;         ///< empty: still supported
    unsigned last_driver_branch = 0;  ///< 0: still supported
};
constexpr GpuLine kGpuLines[] = {
    {"3.7", "Kepler", "6.5", "11.8", 470},
    {"6.1", "Pascal", "8.0", "12.9", 580},
    {"7.0", "Volta", "9.0", "12.9", 580},
    {"7.5", "Turing", "10.0", ""},
    {"8.0", "Ampere", "11.0", ""},
    {"8.6", "Ampere", "11.1", ""},
    {"8.9", "Ada Lovelace", "11.8", ""},
    {"9.0", "Hopper", "11.8", ""},
    {"10.0", "Blackwell", "12.8", ""},
    {"12.0", "Blackwell", "12.8", ""},
};

struct ProductLine {
    const char* capability;
    const char* name;
    bool data_center;
};
constexpr ProductLine kProductLines[] = {
    {"3.7", "Tesla K80", true},
    {"7.0", "Tesla V100", true},
    {"8.0", "NVIDIA A100", true},
    {"8.6", "GeForce RTX 3090", false},
    {"8.9", "GeForce RTX 4090", false},
    {"8.9", "NVIDIA L4", true},
    {"9.0", "NVIDIA H100", true},
};

struct ForwardLine {
    const char* cuda;
    std::vector<unsigned> branches;
};
const ForwardLine kForwardLines[] = {
    {"12.9", {535, 570}},
    {"13.0", {535, 570}},
    {"13.1", {535, 570, 580}},
    {"13.4", {535, 570, 580, 590, 595, 610}},
};

struct JetpackLine {
    const char* jetpack;
    const char* l4t;
    const char* cuda;
    std::vector<std::string> compat;
};
const JetpackLine kJetpackLines[] = {
    {"5.0.2", "35", "11.4", {"11.8", "12.0", "12.1", "12.2"}},
    {"6.0", "36", "12.2", {"12.4", "12.5", "12.6", "12.8", "12.9"}},
    {"6.1", "36.4", "12.6", {"12.8", "12.9"}},
    {"7.0", "38", "13.0", {}},
    {"7.2", "39", "13.2", {"13.3", "13.4"}},
};

struct BranchLine {
    unsigned branch;
    const char* cuda;
};
constexpr BranchLine kBranchLines[] = {
    {410, "10.0"}, {418, "10.1"}, {440, "10.2"}, {450, "11.0"}, {455, "11.1"}, {460, "11.2"},
    {465, "11.3"}, {470, "11.4"}, {495, "11.5"}, {510, "11.6"}, {515, "11.7"}, {520, "11.8"},
    {525, "12.0"}, {530, "12.1"}, {535, "12.2"}, {545, "12.3"}, {550, "12.4"}, {555, "12.5"},
    {560, "12.6"}, {565, "12.7"}, {570, "12.8"}, {575, "12.9"}, {580, "13.0"}, {590, "13.1"},
    {595, "13.2"}, {610, "13.3"}, {615, "13.4"},
};

struct CudnnLine {
    const char* version;
    const char* variant;
    const char* min_driver;
    const char* min_cc;
    const char* max_cc;  ///< empty: unknown
    const char* documented_driver = "";
};
constexpr CudnnLine kCudnnLines[] = {
    {"8.7.0.84", "cuda10.2", "440.33", "3.0", ""},
    {"8.7.0.84", "cuda11", "450.80.02", "3.0", ""},
    {"8.9.7.29", "cuda11", "450.80.02", "5.0", "9.0"},
    {"8.9.7.29", "cuda12", "525.60.13", "5.0", "9.0"},
    {"9.10.2.21", "cuda11", "450.80.02", "5.0", "12.0"},
    {"9.10.2.21", "cuda12", "525.60.13", "5.0", "12.0"},
    {"9.25.1.1", "cuda12", "525.60.13", "7.5", "12.0"},
    {"9.25.1.1", "cuda13", "580.65.06", "7.5", "12.0"},
    {"9.27.0.42", "cuda12", "525.60.13", "7.5", ""},
    {"9.27.0.42", "cuda13", "580.65.06", "7.5", "", "615.71.09"},
};

std::optional<Version> optional_version(const char* text) {
    return find_version(text);
}

catalog::Summary summary(Product product, const std::string& version, Provides provides) {
    catalog::Summary made;
    made.product = product;
    made.version = parse_version(version);
    const auto source = provides == Provides::compiler ? SourceName::debian : SourceName::redist;
    made.offers = {{source, provides, {Platform::linux_x86_64}, {}}};
    return made;
}

catalog::DriverTable driver_table() {
    catalog::DriverTable table;
    table.citations = {{"rn", "CUDA release notes, table 3 (September 2026)"},
                       {"compat", "CUDA compatibility guide"}};
    for (const auto& line : kDriverLines) {
        catalog::DriverRow row;
        row.toolkit = parse_version(line.toolkit);
        row.min_driver = optional_version(line.min_driver);
        row.prerelease = line.prerelease;
        row.sources = {"rn"};
        table.rows.push_back(row);
    }
    const auto floor = [](unsigned major, const char* driver) {
        catalog::MinorFloor made;
        made.major = major;
        made.min_driver = parse_version(driver);
        made.sources = {"compat"};
        return made;
    };
    table.floors = {floor(11, "450.80.02"), floor(12, "525.60.13"), floor(13, "580.65.06")};
    table.never_released = {parse_version("12.7")};
    for (const auto& line : kBranchLines) {
        catalog::DriverBranch branch;
        branch.branch = line.branch;
        branch.cuda = parse_version(line.cuda);
        table.branches.push_back(branch);
    }
    for (const auto& line : kForwardLines) {
        catalog::ForwardCompatRow row;
        row.cuda = parse_version(line.cuda);
        row.branches = line.branches;
        row.sources = {"compat"};
        table.forward_compat.push_back(row);
    }
    for (const auto& line : kJetpackLines) {
        catalog::JetpackRow row;
        row.jetpack = parse_version(line.jetpack);
        row.l4t = parse_version(line.l4t);
        row.cuda = parse_version(line.cuda);
        for (const auto& cuda : line.compat) row.compat.push_back(parse_version(cuda));
        table.jetpacks.push_back(row);
    }
    return table;
}

std::vector<catalog::GlibcRule> glibc_rules() {
    catalog::GlibcRule cusolver{catalog::GlibcSubject::library, "libcusolver"};
    cusolver.toolkits = parse_spec(">=12.8");
    cusolver.min_glibc = parse_version("2.27");
    catalog::GlibcRule assertions{catalog::GlibcSubject::assertions};
    assertions.toolkits = parse_spec(">=11,<12");
    assertions.max_glibc = parse_version("2.40");
    assertions.reason = "assert() in device code does not compile: use -DNDEBUG";
    catalog::GlibcRule headers{catalog::GlibcSubject::headers};
    headers.toolkits = parse_spec("<13.2");
    headers.max_glibc = parse_version("2.40");
    return {assertions, headers, cusolver};
}

std::vector<catalog::BrokenGcc> broken_gccs() {
    return {{parse_version("11"), parse_spec(">=11.4,<11.6"), {}, "functional", {"ig"}},
            {parse_version("13.2.0"),
             parse_spec("<12.5"),
             {Platform::linux_x86_64},
             "arm_neon.h",
             {"ig"}}};
}

catalog::HostCompilerTable compiler_table() {
    catalog::HostCompilerTable table;
    table.citations = {{"ig", "CUDA installation guide, host compilers"}};
    table.glibc = glibc_rules();
    table.broken = broken_gccs();
    for (const auto& line : kCompilerLines) {
        catalog::HostCompilerRow row;
        row.toolkit = parse_version(line.toolkit);
        row.max_gcc = line.max_gcc;
        if (line.min_gcc != 0) row.min_gcc = line.min_gcc;
        row.min_clang = optional_version(line.min_clang);
        row.max_clang = optional_version(line.max_clang);
        row.sources = {"ig"};
        table.rows.push_back(row);
    }
    return table;
}

catalog::GpuTable gpu_table() {
    catalog::GpuTable table;
    for (const auto& line : kGpuLines) {
        catalog::GpuRow row;
        row.capability = parse_version(line.capability);
        row.architecture = line.architecture;
        row.first_toolkit = parse_version(line.first_toolkit);
        row.last_toolkit = optional_version(line.last_toolkit);
        if (line.last_driver_branch != 0) row.last_driver_branch = line.last_driver_branch;
        table.rows.push_back(row);
    }
    for (const auto& line : kProductLines) {
        catalog::GpuProduct product;
        product.capability = parse_version(line.capability);
        product.names = {line.name};
        product.data_center = line.data_center;
        table.products.push_back(product);
    }
    return table;
}

catalog::CudnnTable cudnn_table() {
    catalog::CudnnTable table;
    table.citations = {{"sm", "cuDNN support matrix"}};
    table.defaults = {{.from = parse_version("11.0"), .to = parse_version("12.3"), .major = 8},
                      {.from = parse_version("12.4"), .to = Version(), .major = 9}};
    for (const auto& line : kCudnnLines) {
        const auto version = parse_version(line.version).truncated(3);
        if (table.rows.empty() || !(table.rows.back().version == version)) {
            catalog::CudnnRow row;
            row.version = version;
            row.min_cc = optional_version(line.min_cc);
            row.max_cc = optional_version(line.max_cc);
            row.sources = {"sm"};
            table.rows.push_back(row);
        }
        table.rows.back().variants.push_back({line.variant,
                                              {},
                                              optional_version(line.min_driver),
                                              optional_version(line.documented_driver)});
    }
    return table;
}

std::vector<catalog::Summary> toolkit_summaries() {
    std::vector<catalog::Summary> summaries;
    for (const auto& line : kDriverLines)
        summaries.push_back(summary(Product::cuda, line.toolkit, Provides::toolkit));
    return summaries;
}

std::vector<catalog::Summary> cudnn_summaries() {
    std::vector<catalog::Summary> summaries;
    for (const auto& line : kCudnnLines) {
        if (summaries.empty() || summaries.back().version.text() != line.version) {
            summaries.push_back(summary(Product::cudnn, line.version, Provides::library));
        }
        summaries.back().offers.front().variants.emplace_back(line.variant);
    }
    return summaries;
}

std::vector<catalog::Summary> compiler_summaries() {
    struct Line {
        const char* version;
        const char* min_glibc;
    };
    std::vector<catalog::Summary> summaries;
    for (const auto& line : {Line{"9.3.0", "2.14"},
                             Line{"10.2.1", "2.14"},
                             Line{"11.3.0", "2.34"},
                             Line{"13.3.0", "2.38"}}) {
        summaries.push_back(summary(Product::gcc, line.version, Provides::compiler));
        summaries.back().min_glibc = parse_version(line.min_glibc);
    }
    return summaries;
}

catalog::Summary& find_summary(std::vector<catalog::Summary>& summaries,
                               const std::string& version) {
    return *std::find_if(summaries.begin(), summaries.end(), [&](const auto& summary) {
        return summary.version.text() == version;
    });
}

}  // namespace

World::World() {
    catalog.releases = {{Product::cuda, toolkit_summaries()},
                        {Product::cudnn, cudnn_summaries()},
                        {Product::gcc, compiler_summaries()}};
    catalog.driver_table = driver_table();
    catalog.compiler_table = compiler_table();
    catalog.cudnn_table = cudnn_table();
    catalog.gpu_table = gpu_table();
}

void World::leave_toolkits(const std::vector<std::string>& versions) {
    std::erase_if(catalog.releases[Product::cuda], [&](const catalog::Summary& summary) {
        return std::find(versions.begin(), versions.end(), summary.version.text()) ==
               versions.end();
    });
}

catalog::Summary& World::toolkit(const std::string& version) {
    return find_summary(catalog.releases[Product::cuda], version);
}

catalog::Summary& World::cudnn(const std::string& version) {
    return find_summary(catalog.releases[Product::cudnn], version);
}

machine::Machine machine_with(const std::string& driver, const std::vector<std::string>& gpus) {
    machine::Machine machine;
    if (driver != "none") machine.driver = machine::Driver{parse_version(driver), "test"};
    for (const auto& gpu : gpus) machine.gpus.push_back({.capability = parse_version(gpu)});
    machine.compilers = {{CompilerKind::gcc, parse_version("12.2.0"), "/usr/bin/g++", true}};
    machine.glibc = parse_version("2.36");
    machine.has_binutils = true;
    machine.has_libc_headers = true;
    return machine;
}

Request request_for(const std::string& spec) {
    Request request;
    request.cuda = parse_spec(spec);
    request.sources = {SourceName::redist, SourceName::debian};
    request.reachable = {SourceName::redist, SourceName::debian};
    return request;
}

Resolution resolution_of(const Request& request,
                         const machine::Machine& machine,
                         const catalog::Facts& catalog) {
    return std::get<Resolution>(resolve(request, machine, catalog));
}

Refusal refusal_of(const Request& request,
                   const machine::Machine& machine,
                   const catalog::Facts& catalog) {
    return std::get<Refusal>(resolve(request, machine, catalog));
}

}  // namespace cudaenv::resolve::test
