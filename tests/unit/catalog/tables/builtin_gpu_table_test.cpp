// SPDX-License-Identifier: Apache-2.0
// The built-in facts about GPUs and host compilers: complete, and consistent with each other.
#include "unit/catalog/tables/builtin_tables.hpp"

#include <cudaenv/base/spec.hpp>

#include <algorithm>

namespace cudaenv::catalog {
namespace {

class BuiltinGpuTable : public test::BuiltinTables {
 protected:
    [[nodiscard]] const GpuTable& table() const { return catalog().gpus(); }

    [[nodiscard]] const NvccTargets* find_targets(const Version& minor) const {
        const auto found = std::find_if(table().targets.begin(),
                                        table().targets.end(),
                                        [&](const auto& each) { return each.toolkit == minor; });
        return found == table().targets.end() ? nullptr : &*found;
    }
};

bool holds(const std::vector<unsigned>& targets, unsigned target) {
    return std::binary_search(targets.begin(), targets.end(), target);
}

TEST_F(BuiltinGpuTable, HasTheTargetsOfEveryToolkit) {
    for (const Version& minor : toolkit_minors()) {
        EXPECT_NE(find_targets(minor), nullptr) << minor.text();
    }
}

TEST_F(BuiltinGpuTable, HasARowForEveryTarget) {
    for (const NvccTargets& targets : table().targets) {
        for (const unsigned target : targets.sass) {
            // sm_101 of 12.8 and 12.9 is Thor, renamed to sm_110 in 13.0 (CUDA.jl, spack).
            if (target == 101) continue;
            const Version capability =
                parse_version(std::to_string(target / 10) + "." + std::to_string(target % 10));
            EXPECT_NE(table().find_row(capability), nullptr) << "sm_" << target;
        }
        for (const unsigned target : targets.deprecated) {
            EXPECT_TRUE(holds(targets.sass, target)) << "sm_" << target;
        }
        for (const std::string& variant : targets.variants) {
            const auto target = static_cast<unsigned>(std::stoul(variant));
            EXPECT_TRUE(holds(targets.sass, target)) << variant;
        }
    }
}

TEST_F(BuiltinGpuTable, NeverTakesPtxBack) {
    for (std::size_t i = 1; i < table().targets.size(); ++i) {
        EXPECT_GE(table().targets[i].ptx_isa, table().targets[i - 1].ptx_isa)
            << table().targets[i].toolkit.text();
    }
    EXPECT_EQ(find_targets(parse_version("11.2"))->ptx_isa.text(), "7.2");
}

struct Removal {
    std::vector<const char*> capabilities;
    const char* last_toolkit;
    unsigned last_branch;
};

TEST_F(BuiltinGpuTable, EndsWindowsWhereNvidiaEndedThem) {
    const Removal removals[] = {{{"2.0", "2.1"}, "8.0", 390},
                                {{"3.0", "3.2"}, "10.2", 470},
                                {{"3.5", "3.7"}, "11.8", 470},
                                {{"5.0", "5.2", "5.3", "6.0", "6.1", "6.2"}, "12.9", 580},
                                {{"7.0", "7.2"}, "12.9", 580}};
    std::size_t ended = 0;
    for (const Removal& removal : removals) {
        for (const char* const capability : removal.capabilities) {
            const GpuRow* row = table().find_row(parse_version(capability));
            ASSERT_NE(row, nullptr) << capability;
            EXPECT_EQ(row->last_toolkit->text(), removal.last_toolkit) << capability;
            EXPECT_EQ(row->last_driver_branch, removal.last_branch) << capability;
            ++ended;
        }
    }
    EXPECT_EQ(static_cast<std::size_t>(std::count_if(
                  table().rows.begin(),
                  table().rows.end(),
                  [](const GpuRow& row) { return row.last_toolkit || row.last_driver_branch; })),
              ended);
}

TEST_F(BuiltinGpuTable, ListsProductsThatTheirDriversKnow) {
    for (const GpuProduct& product : table().products) {
        const GpuRow* row = table().find_row(product.capability);
        ASSERT_NE(row, nullptr) << product.names.front();
        if (product.first_drivers.empty()) continue;
        const auto cuda = catalog().drivers().driver_cuda(product.first_drivers.front());
        EXPECT_GE(*cuda, row->first_toolkit) << product.names.front();
    }
}

TEST_F(BuiltinGpuTable, HasAProductForEachCapabilityThatIsSold) {
    for (const GpuRow& row : table().rows) {
        // No product of these is on NVIDIA's pages: 2.1 and 3.2 are gone, 8.8 never had a name.
        const bool is_nameless = row.capability == parse_version("2.1") ||
                                 row.capability == parse_version("3.2") ||
                                 row.capability == parse_version("8.8");
        const bool has_one = std::any_of(
            table().products.begin(), table().products.end(), [&](const GpuProduct& product) {
                return product.capability == row.capability;
            });
        EXPECT_EQ(has_one, !is_nameless) << row.capability.text();
    }
}

TEST_F(BuiltinGpuTable, TellsTheDataCentreLine) {
    std::size_t names = 0;
    for (const GpuProduct& product : table().products) {
        for (const std::string& name : product.names) {
            ++names;
            for (const std::string_view line :
                 {"GeForce", "Quadro", "TITAN", "RTX A", "Ada", "Jetson", "Orin", "GB10"}) {
                if (name.find(line) != std::string::npos) {
                    EXPECT_FALSE(product.data_center) << name;
                }
            }
            if (name.starts_with("Tesla ")) {
                EXPECT_TRUE(product.data_center) << name;
            }
        }
    }
    EXPECT_GT(names, 120U);
}

TEST_F(BuiltinGpuTable, CitesNothingInVain) {
    test::Cited cited;
    cited.add(table().rows);
    cited.add(table().targets);
    cited.add(table().products);
    cited.expect_all_of(table().citations);
}

class BuiltinHostCompilerTable : public test::BuiltinTables {
 protected:
    [[nodiscard]] const HostCompilerTable& table() const { return catalog().host_compilers(); }
};

TEST_F(BuiltinHostCompilerTable, HasARowForEveryToolkit) {
    for (const Version& minor : toolkit_minors()) {
        const HostCompilerRow* row = table().find_row(minor);
        ASSERT_NE(row, nullptr) << minor.text();
        EXPECT_EQ(row->toolkit, minor) << minor.text();
    }
}

TEST_F(BuiltinHostCompilerTable, NeverShrinksALimit) {
    for (std::size_t i = 0; i < table().rows.size(); ++i) {
        const HostCompilerRow& row = table().rows[i];
        if (row.min_gcc) {
            EXPECT_LE(*row.min_gcc, row.max_gcc) << row.toolkit.text();
        }
        EXPECT_LE(*row.min_clang, *row.max_clang) << row.toolkit.text();
        if (i == 0) continue;
        const HostCompilerRow& earlier = table().rows[i - 1];
        EXPECT_GE(row.max_gcc, earlier.max_gcc) << row.toolkit.text();
        EXPECT_GE(*row.max_clang, *earlier.max_clang) << row.toolkit.text();
        if (row.min_gcc && earlier.min_gcc) {
            EXPECT_GE(*row.min_gcc, *earlier.min_gcc) << row.toolkit.text();
        }
    }
}

TEST_F(BuiltinHostCompilerTable, SaysWhatHostConfigSays) {
    // "#error -- unsupported GNU version! gcc versions later than N are not supported!" in logs.
    EXPECT_EQ(table().find_row(parse_version("11.2.2"))->max_gcc, 10U);
    EXPECT_EQ(table().find_row(parse_version("12.4.1"))->max_gcc, 13U);
    EXPECT_EQ(table().find_row(parse_version("13.3.0"))->max_gcc, 15U);
    EXPECT_EQ(table().find_row(parse_version("13.4.1"))->max_clang->text(), "22");
}

const GlibcRule& rule_about(const HostCompilerTable& table, GlibcSubject subject) {
    const auto rule = std::find_if(table.glibc.begin(), table.glibc.end(), [&](const auto& each) {
        return each.subject == subject;
    });
    if (rule == table.glibc.end()) throw std::out_of_range("no rule of this subject");
    return *rule;
}

TEST_F(BuiltinHostCompilerTable, KnowsTheLimitsOfGlibc) {
    const GlibcRule& cusolver = rule_about(table(), GlibcSubject::library);
    EXPECT_EQ(cusolver.library, "libcusolver");
    EXPECT_EQ(cusolver.min_glibc->text(), "2.27");
    EXPECT_TRUE(cusolver.toolkits.matches(parse_version("12.8.0")));
    EXPECT_FALSE(cusolver.toolkits.matches(parse_version("12.6.3")));
    const GlibcRule& assertion = rule_about(table(), GlibcSubject::assertions);
    EXPECT_TRUE(assertion.toolkits.matches(parse_version("11.8.0")));
    EXPECT_FALSE(assertion.toolkits.matches(parse_version("12.0.0")));
}

TEST_F(BuiltinHostCompilerTable, CitesNothingInVain) {
    test::Cited cited;
    cited.add(table().rows);
    cited.add(table().broken);
    cited.add(table().glibc);
    cited.expect_all_of(table().citations);
}

}  // namespace
}  // namespace cudaenv::catalog
