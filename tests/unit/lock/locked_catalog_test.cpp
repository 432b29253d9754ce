// SPDX-License-Identifier: Apache-2.0
// What a lock leaves to decide.
#include "support/fake_catalog.hpp"

#include <cudaenv/lock/locked_catalog.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::lock {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

catalog::Release release(Product product, const std::string& version, Platform platform) {
    catalog::Archive archive;
    archive.component = product_text(product);
    archive.version = version;
    archive.path = archive.component + "/x-" + version + ".tar.xz";
    archive.sha256 = *find_sha256(std::string(64, 'a'));
    catalog::Release release;
    release.product = product;
    release.version = parse_version(version);
    release.offers = {{SourceName::redist, catalog::Provides::toolkit, {{platform, {archive}}}}};
    return release;
}

std::vector<std::string> versions(const std::vector<catalog::Summary>& summaries) {
    std::vector<std::string> texts;
    texts.reserve(summaries.size());
    for (const auto& summary : summaries) texts.push_back(summary.version.text());
    return texts;
}

TEST(LockedCatalog, HasTheReleasesOfItsPlatformAlone) {
    Lock lock;
    lock.releases = {release(Product::cuda, "12.4.1", Platform::linux_x86_64),
                     release(Product::nccl, "2.21.5", Platform::linux_sbsa),
                     release(Product::nccl, "2.26.2", Platform::linux_x86_64)};
    cudaenv::test::FakeCatalog tables;
    tables.releases[Product::cuda] = {{}, {}};
    const LockedCatalog locked(lock, Platform::linux_x86_64, tables);
    EXPECT_THAT(versions(locked.summaries(Product::cuda)), ElementsAre("12.4.1"));
    EXPECT_THAT(versions(locked.summaries(Product::nccl)), ElementsAre("2.26.2"));
    EXPECT_THAT(locked.summaries(Product::gcc), IsEmpty());
    EXPECT_THAT(locked.products(), ElementsAre(Product::cuda, Product::nccl));
    EXPECT_THAT(locked.releases(), ElementsAre(&lock.releases[0], &lock.releases[2]));
}

TEST(LockedCatalog, JudgesByTheTablesOfTheCatalogue) {
    const cudaenv::test::FakeCatalog tables;
    const LockedCatalog locked({}, Platform::linux_x86_64, tables);
    EXPECT_EQ(&locked.drivers(), &tables.driver_table);
    EXPECT_EQ(&locked.host_compilers(), &tables.compiler_table);
    EXPECT_EQ(&locked.cudnn(), &tables.cudnn_table);
    EXPECT_EQ(&locked.gpus(), &tables.gpu_table);
    EXPECT_EQ(&locked.libraries(), &tables.library_table);
    EXPECT_EQ(&locked.frameworks(), &tables.framework_table);
}

}  // namespace
}  // namespace cudaenv::lock
