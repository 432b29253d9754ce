// SPDX-License-Identifier: Apache-2.0
// Releases that were found later, above those that are shipped.
#include "support/expect_error.hpp"
#include "support/temp_dir.hpp"

#include <cudaenv/catalog/catalog.hpp>
#include <cudaenv/catalog/upstream/import_files.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::catalog {
namespace {

using testing::ElementsAre;

Release release(Product product, const std::string& version, SourceName source, char digit) {
    Archive archive;
    archive.component = product_text(product);
    archive.version = version;
    archive.path = archive.component + ".tar.xz";
    archive.sha256 = *find_sha256(std::string(64, digit));
    Release release;
    release.product = product;
    release.version = parse_version(version);
    release.offers = {{source, Provides::toolkit, {{Platform::linux_x86_64, {archive}}}}};
    return release;
}

class Overlay : public testing::Test {
 protected:
    Overlay() {
        import_releases(base_ / "",
                        {release(Product::cuda, "13.0.0", SourceName::redist, 'a'),
                         release(Product::cuda, "13.0.1", SourceName::wheels, 'a')});
        import_releases(over_ / "",
                        {release(Product::cuda, "13.0.0", SourceName::redist, 'b'),
                         release(Product::cuda, "13.0.1", SourceName::redist, 'b'),
                         release(Product::cuda, "13.6.0", SourceName::redist, 'b'),
                         release(Product::nccl, "2.33.1", SourceName::redist, 'b')});
        replace_file(over_ / "tables/drivers.yaml", "nonsense");
    }

    test::TempDir base_;
    test::TempDir over_;

    [[nodiscard]] Catalog catalog() const {
        return Catalog(directory_manifests(base_.path()), directory_manifests(over_.path()));
    }
};

TEST_F(Overlay, AddsReleasesAndProducts) {
    std::vector<std::string> versions;
    const Catalog all = catalog();
    for (const Summary& summary : all.summaries(Product::cuda))
        versions.push_back(summary.version.text());
    EXPECT_THAT(versions, ElementsAre("13.0.0", "13.0.1", "13.6.0"));
    EXPECT_THAT(all.products(), ElementsAre(Product::cuda, Product::nccl));
    EXPECT_EQ(all.release(Product::cuda, parse_version("13.6.0")).offers.size(), 1U);
    EXPECT_EQ(all.release(Product::nccl, parse_version("2.33.1")).offers.size(), 1U);
}

TEST_F(Overlay, MayKnowAProductThatTheProgramDoesNot) {
    replace_file(over_ / "index.yaml", "schema: 1\nrevision: 9\nproducts: [cuda, cufuture]\n");
    EXPECT_THAT(catalog().products(), ElementsAre(Product::cuda));
    EXPECT_EQ(catalog().summaries(Product::cuda).size(), 3U);
}

TEST_F(Overlay, AddsASourceToAKnownRelease) {
    const Catalog all = catalog();
    EXPECT_EQ(all.summaries(Product::cuda)[1].offers.size(), 2U);
    const Release merged = all.release(Product::cuda, parse_version("13.0.1"));
    EXPECT_NE(merged.find_offer(SourceName::redist), nullptr);
    EXPECT_NE(merged.find_offer(SourceName::wheels), nullptr);
}

TEST_F(Overlay, NeverChangesWhatIsShipped) {
    const Release kept = catalog().release(Product::cuda, parse_version("13.0.0"));
    ASSERT_EQ(kept.offers.size(), 1U);
    EXPECT_EQ(kept.offers[0].archives.at(Platform::linux_x86_64)[0].sha256.hex(),
              std::string(64, 'a'));
    test::expect_error(ErrorKind::integrity, "tables/drivers.yaml is missing", [this] {
        static_cast<void>(catalog().drivers());
    });
}

}  // namespace
}  // namespace cudaenv::catalog
