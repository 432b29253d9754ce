// SPDX-License-Identifier: Apache-2.0
// The built-in facts about drivers: complete, consistent with each other and with other people's.
#include "unit/catalog/tables/builtin_tables.hpp"

#include <algorithm>
#include <map>

namespace cudaenv::catalog {
namespace {

struct Pair {
    const char* toolkit;
    const char* driver;
};

class BuiltinDriverTable : public test::BuiltinTables {
 protected:
    [[nodiscard]] const DriverTable& table() const { return catalog().drivers(); }

    /// The oldest driver that is stated for any release of X.Y.
    [[nodiscard]] std::optional<Version> least_driver(const Version& minor) const {
        std::optional<Version> least;
        for (const DriverRow& row : table().rows) {
            if (!minor.is_prefix_of(row.toolkit) || !row.min_driver) continue;
            if (!least || *row.min_driver < *least) least = row.min_driver;
        }
        return least;
    }
};

TEST_F(BuiltinDriverTable, HasARowForEveryReleaseOfTheCatalogue) {
    for (const Summary& release : catalog().summaries(Product::cuda)) {
        EXPECT_NE(table().find_row(release.version), nullptr) << release.version.text();
    }
}

TEST_F(BuiltinDriverTable, MarksWhatIsUnknown) {
    std::vector<std::string> unknown;
    for (const DriverRow& row : table().rows) {
        if (row.min_driver) continue;
        unknown.push_back(row.toolkit.text());
    }
    // 13.4.0 was a preview outside the table (archive page); of 13.5 only its use is documented
    // (TensorRT 11.5, cuda-python).
    EXPECT_EQ(unknown, (std::vector<std::string>{"13.4.0", "13.5.0"}));
    EXPECT_TRUE(table().find_row(parse_version("13.4.0rc1"))->prerelease);
    EXPECT_EQ(table().find_row(parse_version("13.4.1rc1")), nullptr);
}

TEST_F(BuiltinDriverTable, NeverAsksANewerToolkitForAnOlderDriver) {
    std::optional<Version> linux_driver;
    std::optional<Version> windows_driver;
    for (const DriverRow& row : table().rows) {
        if (row.min_driver) {
            EXPECT_FALSE(linux_driver && *row.min_driver < *linux_driver) << row.toolkit.text();
            linux_driver = row.min_driver;
        }
        if (row.min_driver_windows) {
            EXPECT_FALSE(windows_driver && *row.min_driver_windows < *windows_driver)
                << row.toolkit.text();
            windows_driver = row.min_driver_windows;
        }
    }
}

TEST_F(BuiltinDriverTable, PutsNoFloorAboveANativeMinimum) {
    // CUDA 11.0 came with drivers older than the floor that the compatibility page states (note of
    // the collected row: "11.0 itself was released with the older 450.36.06/450.51").
    const std::vector<std::string> older_than_floor = {"11.0.1", "11.0.2", "11.0.3"};
    for (const DriverRow& row : table().rows) {
        const auto floor = table().find_floor(row.toolkit.major_number());
        if (!row.min_driver || !floor) continue;
        const bool is_exception =
            std::count(older_than_floor.begin(), older_than_floor.end(), row.toolkit.text()) > 0;
        EXPECT_EQ(*row.min_driver < *floor, is_exception) << row.toolkit.text();
    }
    EXPECT_FALSE(table().find_floor(10).has_value());
}

TEST_F(BuiltinDriverTable, LetsNewerBranchesReportNoOlderCuda) {
    for (std::size_t i = 1; i < table().branches.size(); ++i) {
        EXPECT_GE(table().branches[i].cuda, table().branches[i - 1].cuda)
            << table().branches[i].branch;
    }
    EXPECT_EQ(table().driver_cuda(parse_version("565.57.01"))->text(), "12.7");
}

TEST_F(BuiltinDriverTable, LetsTheMinimumOfAToolkitReportThatToolkit) {
    for (const DriverRow& row : table().rows) {
        if (!row.min_driver) continue;
        EXPECT_EQ(table().driver_cuda(*row.min_driver), row.toolkit.truncated(2))
            << row.toolkit.text();
    }
}

TEST_F(BuiltinDriverTable, LetsTheWindowsMinimumOfAToolkitReportThatToolkit) {
    for (const DriverRow& row : table().rows) {
        if (!row.min_driver_windows) continue;
        EXPECT_EQ(table().windows_driver_cuda(*row.min_driver_windows), row.toolkit.truncated(2))
            << row.toolkit.text();
    }
}

TEST_F(BuiltinDriverTable, KnowsTheCudaOfWindowsDriversThatPeopleShow) {
    constexpr Pair shown[] = {{"12.7", "566.36"},
                              {"12.5", "555.99"},
                              {"11.7", "517.48"},
                              {"13.0", "581.57"},
                              {"13.0", "581.95"},
                              {"13.4", "616.92"},
                              {"13.4", "617.14"}};
    for (const Pair& each : shown) {
        EXPECT_EQ(table().windows_driver_cuda(parse_version(each.driver)),
                  parse_version(each.toolkit))
            << each.driver;
    }
}

TEST_F(BuiltinDriverTable, NamesTheLeastDriverOfAMinor) {
    constexpr Pair least[] = {{"11.2.2", "460.27.03"},
                              {"11.4.4", "470.42.01"},
                              {"12.4.1", "550.54.14"},
                              {"12.8.2", "570.26"},
                              {"13.0.3", "580.65.06"},
                              {"13.4.3", "615"}};
    for (const Pair& each : least) {
        EXPECT_EQ(table().native_driver(parse_version(each.toolkit)), parse_version(each.driver))
            << each.toolkit;
    }
    EXPECT_FALSE(table().native_driver(parse_version("13.4.0")));
    EXPECT_FALSE(table().native_driver(parse_version("13.5.0")));
}

TEST_F(BuiltinDriverTable, KnowsEarlyDriversThatShowTheCudaOfTheirBranch) {
    constexpr Pair shown[] = {{"9.1", "387.26"}, {"11.8", "520.56.06"}, {"12.4", "550.40.07"}};
    for (const Pair& each : shown) {
        EXPECT_EQ(table().driver_cuda(parse_version(each.driver)), parse_version(each.toolkit))
            << each.driver;
        EXPECT_LT(parse_version(each.driver), *least_driver(parse_version(each.toolkit)));
    }
}

TEST_F(BuiltinDriverTable, KnowsNoReleaseOfWhatWasNeverReleased) {
    for (const Version& never : table().never_released) {
        for (const DriverRow& row : table().rows) {
            EXPECT_FALSE(never.is_prefix_of(row.toolkit)) << row.toolkit.text();
        }
    }
    EXPECT_EQ(table().never_released.size(), 1U);
}

/// The driver in the name of each Linux runfile: an independent number.
constexpr Pair kBundled[] = {
    {"8.0.61", "375.26"},     {"9.0.176", "384.81"},    {"9.1.85", "387.26"},
    {"9.2.88", "396.26"},     {"9.2.148", "396.37"},    {"10.0.130", "410.48"},
    {"10.1.105", "418.39"},   {"10.1.168", "418.67"},   {"10.1.243", "418.87.00"},
    {"10.2.89", "440.33.01"}, {"11.0.1", "450.36.06"},  {"11.0.2", "450.51.05"},
    {"11.0.3", "450.51.06"},  {"11.1.0", "455.23.05"},  {"11.1.1", "455.32.00"},
    {"11.2.0", "460.27.04"},  {"11.2.1", "460.32.03"},  {"11.2.2", "460.32.03"},
    {"11.3.0", "465.19.01"},  {"11.3.1", "465.19.01"},  {"11.4.0", "470.42.01"},
    {"11.4.1", "470.57.02"},  {"11.4.2", "470.57.02"},  {"11.4.3", "470.82.01"},
    {"11.4.4", "470.82.01"},  {"11.5.0", "495.29.05"},  {"11.5.1", "495.29.05"},
    {"11.5.2", "495.29.05"},  {"11.6.0", "510.39.01"},  {"11.6.1", "510.47.03"},
    {"11.6.2", "510.47.03"},  {"11.7.0", "515.43.04"},  {"11.7.1", "515.65.01"},
    {"11.8.0", "520.61.05"},  {"12.0.0", "525.60.13"},  {"12.0.1", "525.85.12"},
    {"12.1.0", "530.30.02"},  {"12.1.1", "530.30.02"},  {"12.2.0", "535.54.03"},
    {"12.2.1", "535.86.10"},  {"12.2.2", "535.104.05"}, {"12.3.0", "545.23.06"},
    {"12.3.1", "545.23.08"},  {"12.3.2", "545.23.08"},  {"12.4.0", "550.54.14"},
    {"12.4.1", "550.54.15"},  {"12.5.0", "555.42.02"},  {"12.5.1", "555.42.06"},
    {"12.6.0", "560.28.03"},  {"12.6.1", "560.35.03"},  {"12.6.2", "560.35.03"},
    {"12.6.3", "560.35.05"},  {"12.8.0", "570.86.10"},  {"12.8.1", "570.124.06"},
    {"12.8.2", "570.211.01"}, {"12.9.0", "575.51.03"},  {"12.9.1", "575.57.08"},
    {"12.9.2", "575.57.08"},  {"13.0.0", "580.65.06"},  {"13.0.1", "580.82.07"},
    {"13.0.2", "580.95.05"},  {"13.0.3", "580.126.20"}, {"13.1.0", "590.44.01"},
    {"13.1.1", "590.48.01"},  {"13.1.2", "590.48.01"},  {"13.2.0", "595.45.04"},
    {"13.2.1", "595.58.03"},  {"13.2.2", "595.71.05"},  {"13.3.0", "610.43.02"},
    {"13.3.1", "610.43.02"},
};

TEST_F(BuiltinDriverTable, AsksForNoMoreThanTheDriverThatARunfileBrings) {
    for (const Pair& each : kBundled) {
        const DriverRow* row = table().find_row(parse_version(each.toolkit));
        ASSERT_NE(row, nullptr) << each.toolkit;
        // The runfile of 9.1.85 brings 387.26; NVIDIA raised its minimum to 390.46 later (older
        // copies of the release notes say 387.26).
        if (std::string_view(each.toolkit) == "9.1.85") continue;
        EXPECT_LE(*row->min_driver, parse_version(each.driver)) << each.toolkit;
        EXPECT_EQ(row->min_driver->major_number(), parse_version(each.driver).major_number())
            << each.toolkit;
    }
}

/// What uv asks for before it takes a build of PyTorch (crates/uv-torch/src/backend.rs).
constexpr Pair kUv[] = {
    {"8.0", "375.26"},     {"9.0", "384.81"},     {"9.1", "390.46"},     {"9.2", "396.26"},
    {"10.0", "410.48"},    {"10.1", "418.39"},    {"10.2", "440.33"},    {"11.0", "450.36.06"},
    {"11.1", "450.80.02"}, {"11.2", "450.80.02"}, {"11.3", "450.80.02"}, {"11.4", "450.80.02"},
    {"11.5", "450.80.02"}, {"11.6", "450.80.02"}, {"11.7", "450.80.02"}, {"11.8", "450.80.02"},
    {"12.0", "525.60.13"}, {"12.1", "525.60.13"}, {"12.2", "525.60.13"}, {"12.3", "525.60.13"},
    {"12.4", "525.60.13"}, {"12.5", "525.60.13"}, {"12.6", "525.60.13"}, {"12.8", "525.60.13"},
    {"12.9", "525.60.13"}, {"13.0", "580"},       {"13.2", "580"},
};

TEST_F(BuiltinDriverTable, AgreesWithTheFloorsOfUv) {
    for (const Pair& each : kUv) {
        const Version minor = parse_version(each.toolkit);
        const auto floor = table().find_floor(minor.major_number());
        Version expected = floor ? *floor : *least_driver(minor);
        // uv names the preview's driver for 11.0, a bare branch for 13.x, and for 8.0 the minimum
        // of its second release.
        if (minor == parse_version("11.0")) expected = *least_driver(minor);
        if (minor.major_number() == 13) expected = expected.truncated(1);
        if (minor == parse_version("8.0"))
            expected = *table().find_row(parse_version("8.0.61"))->min_driver;
        EXPECT_EQ(expected, parse_version(each.driver)) << each.toolkit;
    }
}

TEST_F(BuiltinDriverTable, AgreesWithTheBranchesOfTheNewestReleaseNotes) {
    constexpr Pair branches[] = {
        {"13.0", "580"}, {"13.1", "590"}, {"13.2", "595"}, {"13.3", "610"}, {"13.4", "615"}};
    for (const Pair& each : branches) {
        EXPECT_EQ(least_driver(parse_version(each.toolkit))->truncated(1),
                  parse_version(each.driver));
    }
}

TEST_F(BuiltinDriverTable, ListsCompatibilityPackagesOnlyWhereTheyHelp) {
    for (const ForwardCompatRow& row : table().forward_compat) {
        EXPECT_TRUE(is_toolkit_minor(row.cuda)) << row.cuda.text();
        EXPECT_FALSE(row.branches.empty()) << row.cuda.text();
        EXPECT_TRUE(std::is_sorted(row.branches.begin(), row.branches.end())) << row.cuda.text();
        for (const unsigned branch : row.branches) {
            const Version driver = parse_version(std::to_string(branch));
            EXPECT_LT(*table().driver_cuda(driver), row.cuda) << row.cuda.text() << ' ' << branch;
            if (row.driver) {
                EXPECT_GT(*row.driver, driver) << row.cuda.text() << ' ' << branch;
            }
        }
        if (row.driver) {
            EXPECT_EQ(table().driver_cuda(*row.driver), row.cuda);
        }
        for (const Version& driver : row.min_drivers) {
            EXPECT_EQ(std::count(row.branches.begin(), row.branches.end(), driver.major_number()),
                      1);
        }
    }
    // Every package since 12.3 works on the long-term branch 535.
    for (const ForwardCompatRow& row : table().forward_compat) {
        if (row.cuda >= parse_version("12.3")) {
            EXPECT_EQ(std::count(row.branches.begin(), row.branches.end(), 535U), 1)
                << row.cuda.text();
        }
    }
    EXPECT_EQ(table().find_forward_compat(parse_version("12.9.1"))->driver->text(), "575.57.08");
    EXPECT_EQ(table().find_forward_compat(parse_version("12.2.2"))->min_drivers.back().text(),
              "525.60.04");
    EXPECT_EQ(table().find_forward_compat(parse_version("12.1")), nullptr);
    EXPECT_EQ(table().find_forward_compat(parse_version("12.0")), nullptr);
    const auto branches = [&](const char* cuda) {
        return table().find_forward_compat(parse_version(cuda))->branches;
    };
    using Branches = std::vector<unsigned>;
    EXPECT_EQ(branches("11.8"), (Branches{450, 470}));
    EXPECT_EQ(branches("12.2"), (Branches{450, 470, 525}));
    EXPECT_EQ(branches("12.6"), (Branches{470, 535, 550}));
}

TEST_F(BuiltinDriverTable, KnowsWhatAJetpackRuns) {
    for (const JetpackRow& row : table().jetpacks) {
        EXPECT_TRUE(is_toolkit_minor(row.cuda)) << row.jetpack.text();
        for (const Version& compat : row.compat) {
            EXPECT_TRUE(is_toolkit_minor(compat)) << row.jetpack.text();
            EXPECT_GT(compat, row.cuda) << row.jetpack.text();
        }
    }
    constexpr Pair releases[] = {{"10.0", "32.1.0"},
                                 {"10.0", "32.3.1"},
                                 {"10.2", "32.4.2"},
                                 {"10.2", "32.7.6"},
                                 {"11.4", "34.1.1"},
                                 {"11.4", "35.1.0"},
                                 {"11.4", "35.6.2"},
                                 {"12.2", "36"},
                                 {"12.2", "36.2.0"},
                                 {"12.2", "36.3.0"},
                                 {"12.6", "36.4.0"},
                                 {"12.6", "36.4.7"},
                                 {"12.6", "36.5.0"},
                                 {"13.0", "38.2.0"},
                                 {"13.0", "38.4.0"},
                                 {"13.2", "39.2.0"}};
    for (const Pair& each : releases) {
        EXPECT_EQ(table().find_jetpack(parse_version(each.driver))->cuda,
                  parse_version(each.toolkit))
            << each.driver;
    }
    EXPECT_EQ(table().find_jetpack(parse_version("36.4.7"))->jetpack.text(), "6.1");
    EXPECT_EQ(table().find_jetpack(parse_version("39.2.0"))->compat.back().text(), "13.4");
    EXPECT_EQ(table().find_jetpack(parse_version("28.2.1")), nullptr);
}

TEST_F(BuiltinDriverTable, CitesNothingInVain) {
    test::Cited cited;
    cited.add(table().rows);
    cited.add(table().floors);
    cited.add(table().branches);
    cited.add(table().forward_compat);
    cited.add(table().jetpacks);
    cited.expect_all_of(table().citations);
}

}  // namespace
}  // namespace cudaenv::catalog
