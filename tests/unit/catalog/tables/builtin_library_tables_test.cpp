// SPDX-License-Identifier: Apache-2.0
// The built-in facts about cuDNN, the other libraries and the frameworks.
#include "unit/catalog/tables/builtin_tables.hpp"

#include <cudaenv/base/spec.hpp>

#include <algorithm>
#include <set>

namespace cudaenv::catalog {
namespace {

/// "cuda11" of "cuda11" and of "cuda11.2".
Version variant_version(const std::string& variant) {
    return parse_version(variant.substr(4));
}

class BuiltinCudnnTable : public test::BuiltinTables {
 protected:
    [[nodiscard]] const CudnnTable& table() const { return catalog().cudnn(); }

    /// A toolkit of an archive: 9.x runs with any minor of the major it is built for.
    static bool covers(const CudnnRow& row, const Version& minor) {
        return std::any_of(
            row.variants.begin(), row.variants.end(), [&](const CudnnVariant& variant) {
                const bool is_listed =
                    std::count(variant.toolkits.begin(), variant.toolkits.end(), minor) > 0;
                return is_listed || (row.version.major_number() >= 9 &&
                                     variant_version(variant.name) == minor.truncated(1));
            });
    }
};

TEST_F(BuiltinCudnnTable, HasARowForEveryReleaseOfTheCatalogue) {
    for (const Summary& release : catalog().summaries(Product::cudnn)) {
        const CudnnRow* row = table().find_row(release.version);
        ASSERT_NE(row, nullptr) << release.version.text();
        for (const Summary::Offered& offer : release.offers) {
            for (const std::string& variant : offer.variants) {
                const bool is_known = std::any_of(
                    row->variants.begin(), row->variants.end(), [&](const CudnnVariant& each) {
                        return variant_version(each.name).major_number() ==
                               variant_version(variant).major_number();
                    });
                EXPECT_TRUE(is_known) << release.version.text() << ' ' << variant;
            }
        }
    }
}

TEST_F(BuiltinCudnnTable, NamesToolkitsOfTheVariant) {
    for (const CudnnRow& row : table().rows) {
        for (const CudnnVariant& variant : row.variants) {
            const Version built_for = variant_version(variant.name);
            ASSERT_FALSE(variant.toolkits.empty()) << row.version.text();
            for (const Version& toolkit : variant.toolkits) {
                EXPECT_TRUE(is_toolkit_minor(toolkit)) << toolkit.text();
                EXPECT_EQ(toolkit.major_number(), built_for.major_number())
                    << row.version.text() << ' ' << variant.name;
            }
            EXPECT_TRUE(
                std::is_sorted(variant.toolkits.begin(), variant.toolkits.end(), std::less<>()));
        }
    }
}

TEST_F(BuiltinCudnnTable, AsksForTheFloorOfTheMajor) {
    for (const CudnnRow& row : table().rows) {
        if (row.version < parse_version("8.8")) continue;
        for (const CudnnVariant& variant : row.variants) {
            const auto floor =
                catalog().drivers().find_floor(variant_version(variant.name).major_number());
            // The preview 9.25.0 needed driver 615 and was withdrawn (field reports).
            if (row.version == parse_version("9.25.0") && variant.name == "cuda13") continue;
            EXPECT_EQ(variant.min_driver, floor) << row.version.text() << ' ' << variant.name;
        }
    }
}

TEST_F(BuiltinCudnnTable, DocumentsMoreThanItNeedsSince926) {
    for (const CudnnRow& row : table().rows) {
        for (const CudnnVariant& variant : row.variants) {
            const bool is_documented =
                row.version >= parse_version("9.26") && variant.name == "cuda13";
            EXPECT_EQ(variant.documented_driver.has_value(), is_documented)
                << row.version.text() << ' ' << variant.name;
        }
    }
    EXPECT_EQ(table().find_row(parse_version("9.27.0.42"))->variants.back().documented_driver,
              parse_version("615.71.09"));
}

TEST_F(BuiltinCudnnTable, NeverTakesBackADroppedGpu) {
    std::optional<Version> least;
    for (const CudnnRow& row : table().rows) {
        if (!row.min_cc) continue;
        EXPECT_FALSE(least && *row.min_cc < *least) << row.version.text();
        if (row.max_cc) {
            EXPECT_LE(*row.min_cc, *row.max_cc) << row.version.text();
        }
        least = row.min_cc;
    }
}

struct Pick {
    const char* capability;
    const char* newest;
};

TEST_F(BuiltinCudnnTable, AgreesWithTheNewestForOldGpus) {
    const Pick picks[] = {{"3.0", "8.7.0"},
                          {"3.5", "8.7.0"},
                          {"5.0", "9.10.2"},
                          {"6.1", "9.10.2"},
                          {"7.0", "9.10.2"},
                          {"7.5", "9.28.1"}};
    for (const Pick& pick : picks) {
        std::string newest;
        for (const CudnnRow& row : table().rows) {
            if (row.min_cc && *row.min_cc <= parse_version(pick.capability))
                newest = row.version.text();
        }
        EXPECT_EQ(newest, pick.newest) << pick.capability;
    }
}

TEST_F(BuiltinCudnnTable, DropsVariantsForGood) {
    const auto first_and_last = [&](const std::string& major) {
        std::vector<std::string> versions;
        for (const CudnnRow& row : table().rows) {
            for (const CudnnVariant& variant : row.variants) {
                if (variant_version(variant.name).truncated(1).text() == major)
                    versions.push_back(row.version.text());
            }
        }
        return versions.front() + " - " + versions.back();
    };
    EXPECT_EQ(first_and_last("10"), "7.4.2 - 8.7.0");
    EXPECT_EQ(first_and_last("11"), "8.0.0 - 9.10.2");
    EXPECT_EQ(first_and_last("12"), "8.8.0 - 9.28.0");
    EXPECT_EQ(first_and_last("13"), "9.12.0 - 9.28.1");
}

TEST_F(BuiltinCudnnTable, HasADefaultForEveryToolkit) {
    for (const Version& minor : toolkit_minors()) {
        const auto major = table().default_major(minor);
        ASSERT_TRUE(major.has_value()) << minor.text();
        const bool is_built =
            std::any_of(table().rows.begin(), table().rows.end(), [&](const CudnnRow& row) {
                return row.version.major_number() == *major && covers(row, minor);
            });
        // No matrix of an 8.x lists 12.3, whose time it was: 8.9.7 "works with newer 12.x in
        // practice", and TensorFlow 2.16 was built with both.
        const bool is_practice = minor == parse_version("12.3");
        EXPECT_EQ(is_built, !is_practice) << minor.text() << " with cuDNN " << *major;
    }
}

TEST_F(BuiltinCudnnTable, CitesNothingInVain) {
    test::Cited cited;
    cited.add(table().rows);
    cited.add(table().defaults);
    cited.expect_all_of(table().citations);
}

class BuiltinLibraryTable : public test::BuiltinTables {
 protected:
    [[nodiscard]] const LibraryTable& table() const { return catalog().libraries(); }
};

TEST_F(BuiltinLibraryTable, AdmitsToolkitsThatExist) {
    for (const LibraryRow& row : table().rows) {
        for (const std::string& variant : row.variants) {
            EXPECT_TRUE(variant.starts_with("cuda")) << product_text(row.library) << ' ' << variant;
        }
        if (!row.toolkits) continue;
        EXPECT_TRUE(row.variants.empty()) << product_text(row.library);
        const auto minors = toolkit_minors();
        EXPECT_TRUE(std::any_of(minors.begin(),
                                minors.end(),
                                [&](const Version& minor) { return row.toolkits->matches(minor); }))
            << product_text(row.library) << ' ' << row.toolkits->text();
    }
}

TEST_F(BuiltinLibraryTable, HasOneRowForAVersion) {
    for (const LibraryRow& row : table().rows) {
        const std::string& versions = row.versions.text();
        if (!versions.starts_with(">=")) continue;
        const Version first = parse_version(versions.substr(2, versions.find(',') - 2));
        EXPECT_EQ(table().find_row(row.library, first), &row)
            << product_text(row.library) << versions;
        for (const LibraryRow& other : table().rows) {
            if (&other == &row || other.library != row.library) continue;
            EXPECT_FALSE(other.versions.matches(first))
                << product_text(row.library) << ' ' << other.versions.text();
        }
    }
}

TEST_F(BuiltinLibraryTable, AgreesWithTheBuildsThatAreOffered) {
    std::size_t compared = 0;
    for (const Product product : catalog().products()) {
        for (const Summary& release : catalog().summaries(product)) {
            const LibraryRow* row = table().find_row(product, release.version);
            if (row == nullptr) continue;
            for (const Summary::Offered& offer : release.offers) {
                for (const std::string& variant : offer.variants) {
                    const bool is_listed =
                        row->toolkits
                            ? row->toolkits->matches(variant_version(variant))
                            : std::count(row->variants.begin(), row->variants.end(), variant) > 0;
                    EXPECT_TRUE(is_listed)
                        << product_text(product) << ' ' << release.version.text() << ' ' << variant;
                    ++compared;
                }
            }
        }
    }
    EXPECT_GT(compared, 50U);
}

TEST_F(BuiltinLibraryTable, KnowsTheLibrariesOfTheCollection) {
    const auto toolkits = [&](Product library, const char* version) {
        const LibraryRow* row = table().find_row(library, parse_version(version));
        if (row == nullptr) return std::string("unknown");
        std::string text = row->toolkits ? row->toolkits->text() : std::string();
        for (const std::string& variant : row->variants) text += variant + ' ';
        return text;
    };
    // The archives' own names say what they were built with (EasyBuild).
    EXPECT_EQ(toolkits(Product::nccl, "2.4.8"), ">=9,<12");
    EXPECT_EQ(toolkits(Product::nccl, "2.8.4"), ">=10,<12");
    EXPECT_EQ(toolkits(Product::nccl, "2.16.2"), ">=11,<13");
    EXPECT_EQ(toolkits(Product::nccl, "2.32.3"), ">=12,<14");
    EXPECT_EQ(toolkits(Product::cutensor, "2.3.1.0"), "cuda12 cuda13 ");
    EXPECT_EQ(toolkits(Product::cusparselt, "0.7.1"), "unknown");
    EXPECT_EQ(toolkits(Product::nvshmem, "3.8.0"), ">=11");
    EXPECT_EQ(toolkits(Product::tensorrt, "10.13.2.6"), "cuda12 cuda13 ");
}

TEST_F(BuiltinLibraryTable, CitesNothingInVain) {
    test::Cited cited;
    cited.add(table().rows);
    cited.expect_all_of(table().citations);
}

class BuiltinFrameworkTable : public test::BuiltinTables {
 protected:
    [[nodiscard]] const FrameworkTable& table() const { return catalog().frameworks(); }

    [[nodiscard]] bool is_toolkit(const Version& cuda) const {
        const auto& rows = catalog().drivers().rows;
        return std::any_of(rows.begin(), rows.end(), [&](const DriverRow& row) {
            return cuda.is_prefix_of(row.toolkit);
        });
    }
    [[nodiscard]] bool is_cudnn(const Version& cudnn) const {
        const auto& rows = catalog().cudnn().rows;
        return std::any_of(rows.begin(), rows.end(), [&](const CudnnRow& row) {
            return cudnn.truncated(3).is_prefix_of(row.version);
        });
    }
};

TEST_F(BuiltinFrameworkTable, NamesReleasesThatExist) {
    for (const FrameworkRow& row : table().rows) {
        for (const FrameworkBuild& build : row.builds) {
            EXPECT_TRUE(is_toolkit(build.cuda)) << row.framework << ' ' << row.from.text();
            if (build.min_cuda) {
                EXPECT_LE(*build.min_cuda, build.cuda) << row.from.text();
            }
            if (build.cudnn) {
                EXPECT_TRUE(is_cudnn(*build.cudnn)) << row.framework << ' ' << row.from.text();
            }
            if (build.nccl) {
                EXPECT_NE(catalog().libraries().find_row(Product::nccl, *build.nccl), nullptr);
            }
        }
    }
}

TEST_F(BuiltinFrameworkTable, TakesTheDefaultFromTheBuilds) {
    for (const FrameworkRow& row : table().rows) {
        if (!row.default_cuda) continue;
        EXPECT_TRUE(std::any_of(row.builds.begin(),
                                row.builds.end(),
                                [&](const FrameworkBuild& build) {
                                    return row.default_cuda->is_prefix_of(build.cuda);
                                }))
            << row.framework << ' ' << row.from.text();
    }
}

TEST_F(BuiltinFrameworkTable, HasOneRowForARelease) {
    for (const FrameworkRow& row : table().rows) {
        EXPECT_EQ(table().find_row(row.framework, row.from), &row)
            << row.framework << ' ' << row.from.text();
        if (row.to) {
            EXPECT_EQ(table().find_row(row.framework, *row.to), &row) << row.to->text();
        }
    }
    EXPECT_EQ(table().find_row("torch", parse_version("99.0")), nullptr);
    EXPECT_EQ(table().find_row("caffe", parse_version("1.0")), nullptr);
}

TEST_F(BuiltinFrameworkTable, AnswersForTorch26) {
    const FrameworkRow* row = table().find_row("torch", parse_version("2.6.0"));
    ASSERT_NE(row, nullptr);
    EXPECT_EQ(row->default_cuda->text(), "12.4");
    ASSERT_EQ(row->builds.size(), 3U);
    EXPECT_EQ(row->builds[1].cudnn->text(), "9.1.0.70");
    EXPECT_TRUE(row->bundles_runtime);
}

TEST_F(BuiltinFrameworkTable, NeverGoesBackToAnOlderDefault) {
    const FrameworkRow* earlier = nullptr;
    for (const FrameworkRow& row : table().rows) {
        const bool is_next = earlier != nullptr && earlier->framework == row.framework &&
                             earlier->default_cuda && row.default_cuda;
        if (is_next) {
            EXPECT_GE(*row.default_cuda, *earlier->default_cuda)
                << row.framework << ' ' << row.from.text();
        }
        earlier = &row;
    }
}

TEST_F(BuiltinFrameworkTable, CitesNothingInVain) {
    test::Cited cited;
    cited.add(table().rows);
    cited.add(table().code);
    cited.add(table().pip_ways);
    cited.expect_all_of(table().citations);
}

TEST_F(BuiltinFrameworkTable, DefinesNoCodeAndNoWayInVain) {
    std::set<std::string> used;
    for (const FrameworkRow& row : table().rows) {
        if (row.pip) used.insert(row.pip->name);
        for (const FrameworkBuild& build : row.builds) {
            if (build.pip) used.insert(build.pip->name);
            for (const PlatformBuild& there : build.platforms) {
                if (there.code) used.insert(there.code->name);
            }
        }
    }
    for (const CodeSet& code : table().code) EXPECT_TRUE(used.contains(code.name)) << code.name;
    for (const PipWay& way : table().pip_ways) EXPECT_TRUE(used.contains(way.name)) << way.name;
}

}  // namespace
}  // namespace cudaenv::catalog
