// SPDX-License-Identifier: Apache-2.0
// The manifests that are part of the program: whole, readable and consistent.
#include <cudaenv/catalog/catalog.hpp>
#include <cudaenv/catalog/manifest_text.hpp>
#include <cudaenv/catalog/pack.hpp>
#include <cudaenv/sys/files.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

namespace cudaenv::catalog {
namespace {

class ShippedManifests : public testing::Test {
 protected:
    Catalog catalog_{shipped_manifests()};
};

formats::Node without_lines(formats::Node node) {
    node.line = 0;
    for (formats::Node& item : node.items) item = without_lines(std::move(item));
    return node;
}

/// Nobody published the sizes of these.
bool is_unsized(const Release& release, const Offer& offer) {
    const std::string& version = release.version.text();
    if (release.product == Product::tensorrt) return version == "8.6.1.6";
    return release.product == Product::cudnn && offer.source == SourceName::redist &&
           (version == "9.15.0.57" || version == "9.15.0.58" || version == "9.17.0.29" ||
            version == "9.21.0.82");
}

void expect_complete(const Release& release) {
    for (const Offer& offer : release.offers) {
        for (const auto& [platform, archives] : offer.archives) {
            for (const Archive& archive : archives) {
                EXPECT_NE(archive.sha256, Sha256())
                    << release.version.text() << ' ' << archive.path;
                EXPECT_NE(archive.size.has_value(), is_unsized(release, offer))
                    << release.version.text() << ' ' << archive.path;
            }
        }
    }
}

TEST_F(ShippedManifests, AreTheFilesOfTheSourceTree) {
    EXPECT_EQ(catalog_.origin(), "built in");
    const auto shipped = shipped_manifests();
    const auto tree = directory_manifests(CUDAENV_MANIFESTS);
    ASSERT_EQ(shipped->paths(), tree->paths());
    for (const std::string& path : tree->paths()) {
        const auto document = shipped->find(path);
        ASSERT_TRUE(document) << path;
        ASSERT_EQ(without_lines(document->tree()), without_lines(tree->find(path)->tree())) << path;
    }
    EXPECT_NO_THROW(check_manifests(*tree));
}

TEST_F(ShippedManifests, AreWrittenAsTheImporterWritesThem) {
    std::size_t count = 0;
    for (const Product product : catalog_.products()) {
        for (const Summary& summary : catalog_.summaries(product)) {
            const Release release = catalog_.release(product, summary.version);
            const std::string path = release_path(product, summary.version);
            EXPECT_EQ(render_release(release),
                      read_file_text(std::filesystem::path(CUDAENV_MANIFESTS) / path))
                << path;
            expect_complete(release);
            ++count;
        }
    }
    EXPECT_GT(count, 300U);
}

TEST_F(ShippedManifests, OfferTheToolkitsOfEachSource) {
    const auto provides = [&](const char* toolkit, SourceName source) {
        return catalog_.release(Product::cuda, parse_version(toolkit)).find_offer(source)->provides;
    };
    for (const char* const toolkit : {"11.2.2", "11.8.0", "12.4.1"}) {
        EXPECT_EQ(provides(toolkit, SourceName::debian), Provides::toolkit) << toolkit;
    }
    EXPECT_EQ(provides("12.4.1", SourceName::redist), Provides::toolkit);
    EXPECT_EQ(provides("12.4.1", SourceName::wheels), Provides::runtime);
    EXPECT_EQ(provides("13.0.0", SourceName::wheels), Provides::runtime);
    EXPECT_EQ(provides("13.5.0", SourceName::wheels), Provides::toolkit);
}

TEST_F(ShippedManifests, HaveEveryProduct) {
    EXPECT_EQ(product_texts(catalog_.products()),
              (std::vector<std::string>{"cublasmp",
                                        "cuda",
                                        "cudnn",
                                        "cudss",
                                        "cuquantum",
                                        "cusolvermp",
                                        "cusparselt",
                                        "cutensor",
                                        "gcc",
                                        "nccl",
                                        "nppplus",
                                        "nvcomp",
                                        "nvjpeg2000",
                                        "nvpl",
                                        "nvshmem",
                                        "nvtiff",
                                        "tensorrt"}));
}

TEST_F(ShippedManifests, HaveEveryRedistributableToolkit) {
    std::vector<std::string> toolkits;
    for (const Summary& summary : catalog_.summaries(Product::cuda)) {
        for (const Summary::Offered& offered : summary.offers) {
            if (offered.source != SourceName::redist) continue;
            EXPECT_EQ(offered.provides, Provides::toolkit) << summary.version.text();
            EXPECT_TRUE(offered.variants.empty()) << summary.version.text();
            toolkits.push_back(summary.version.text());
        }
    }
    EXPECT_EQ(toolkits.size(), 47U);
    EXPECT_EQ(toolkits.front(), "11.4.2");
    EXPECT_EQ(toolkits.back(), "13.4.2");
}

TEST_F(ShippedManifests, MarkWhatIsOnlyTakenWhenNamed) {
    const auto find = [&](Product product, const char* version) {
        for (const Summary& summary : catalog_.summaries(product)) {
            if (summary.version.text() == version) return summary;
        }
        return Summary();
    };
    EXPECT_TRUE(find(Product::cuda, "13.4.0rc1").prerelease);
    EXPECT_TRUE(find(Product::cudnn, "9.26.0.33.dev63203437").prerelease);
    EXPECT_TRUE(find(Product::cudnn, "9.25.0.15").yanked);
    EXPECT_FALSE(find(Product::cudnn, "9.25.1.1").yanked);
}

TEST_F(ShippedManifests, OfferForwardCompatibilityWhereNvidiaDoes) {
    const auto offers_compat = [&](const char* toolkit, Platform platform) {
        const Release release = catalog_.release(Product::cuda, parse_version(toolkit));
        const auto& archives = release.find_offer(SourceName::redist)->archives.at(platform);
        return std::any_of(archives.begin(), archives.end(), [](const Archive& each) {
            return each.component == "cuda_compat";
        });
    };
    for (const char* const toolkit : {"13.1.1", "13.1.2", "13.2.2", "13.3.0", "13.3.1"}) {
        EXPECT_TRUE(offers_compat(toolkit, Platform::linux_x86_64)) << toolkit;
        EXPECT_TRUE(offers_compat(toolkit, Platform::linux_sbsa)) << toolkit;
    }
    EXPECT_FALSE(offers_compat("13.0.2", Platform::linux_x86_64));
    EXPECT_TRUE(offers_compat("11.8.0", Platform::linux_aarch64));
    EXPECT_TRUE(offers_compat("12.9.2", Platform::linux_aarch64));
    EXPECT_FALSE(offers_compat("12.9.2", Platform::linux_x86_64));
}

TEST_F(ShippedManifests, NameTheSourcesOfEveryDriverRow) {
    const DriverTable& table = catalog_.drivers();
    EXPECT_GT(table.rows.size(), 60U);
    for (const DriverRow& row : table.rows) {
        EXPECT_FALSE(row.sources.empty()) << row.toolkit.text();
    }
}

/// Newest toolkit that a driver runs natively.
struct DriverCheck {
    const char* driver;
    const char* newest;
    const char* too_new;
    const char* cuda;
};

TEST_F(ShippedManifests, ReproduceTheDriverChecks) {
    const DriverCheck checks[] = {
        {"460.80", "11.2.2", "11.3.0", "11.2"},
        {"460.27.04", "11.2.2", "11.3.0", "11.2"},
        {"470.57.02", "11.4.4", "11.5.0", "11.4"},
        {"535.104.05", "12.2.2", "12.3.0", "12.2"},
        {"580.65.06", "13.0.3", "13.1.0", "13.0"},
        {"580.159.04", "13.0.3", "13.1.0", "13.0"},
        {"615.71.09", "13.4.3", nullptr, "13.4"},
    };
    const DriverTable& table = catalog_.drivers();
    for (const DriverCheck& check : checks) {
        const Version driver = parse_version(check.driver);
        std::string newest;
        for (const DriverRow& row : table.rows) {
            const auto native = table.native_driver(row.toolkit);
            if (!row.prerelease && native && *native <= driver) newest = row.toolkit.text();
        }
        EXPECT_EQ(newest, check.newest) << check.driver;
        EXPECT_EQ(table.driver_cuda(driver)->text(), check.cuda) << check.driver;
        if (check.too_new == nullptr) continue;
        EXPECT_GT(*table.native_driver(parse_version(check.too_new)), driver) << check.driver;
    }
    EXPECT_EQ(table.find_row(parse_version("11.2.2"))->min_driver->text(), "460.32.03");
    EXPECT_EQ(table.find_row(parse_version("11.3.0"))->min_driver->text(), "465.19.01");
    EXPECT_FALSE(table.find_row(parse_version("13.5.0"))->min_driver.has_value());
}

TEST_F(ShippedManifests, NameTheCudnnMajorOfEachToolkit) {
    const CudnnTable& table = catalog_.cudnn();
    EXPECT_EQ(table.default_major(parse_version("8.0.61")), 7U);
    EXPECT_EQ(table.default_major(parse_version("10.0.130")), 7U);
    EXPECT_EQ(table.default_major(parse_version("10.2.89")), 8U);
    EXPECT_EQ(table.default_major(parse_version("11.2.2")), 8U);
    EXPECT_EQ(table.default_major(parse_version("12.3.2")), 8U);
    EXPECT_EQ(table.default_major(parse_version("12.4.1")), 9U);
    EXPECT_EQ(table.default_major(parse_version("13.5.0")), 9U);
}

TEST_F(ShippedManifests, KnowTheGpus) {
    EXPECT_EQ(catalog_.gpus().find_row(parse_version("7.0"))->last_toolkit->text(), "12.9");
    EXPECT_EQ(catalog_.gpus().find_row(parse_version("7.2"))->first_toolkit.text(), "9.1");
    EXPECT_EQ(catalog_.gpus().find_row(parse_version("11.0"))->first_toolkit.text(), "13.0");
    EXPECT_FALSE(catalog_.gpus().find_row(parse_version("9.0"))->last_toolkit.has_value());
}

}  // namespace
}  // namespace cudaenv::catalog
