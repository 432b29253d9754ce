// SPDX-License-Identifier: Apache-2.0
// The catalogue as one block of bytes, and what keeps manifests out of it.
#include "support/expect_error.hpp"
#include "support/temp_dir.hpp"

#include <cudaenv/catalog/pack.hpp>
#include <cudaenv/catalog/upstream/import_files.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace cudaenv::catalog {
namespace {

using testing::ElementsAre;

Release release(Product product, const std::string& version) {
    Archive archive;
    archive.component = product_text(product);
    archive.version = version;
    archive.path = archive.component + ".tar.xz";
    archive.sha256 = *find_sha256(std::string(64, 'a'));
    Release release;
    release.product = product;
    release.version = parse_version(version);
    release.offers = {
        {SourceName::redist, Provides::toolkit, {{Platform::linux_x86_64, {archive}}}}};
    return release;
}

/// A small catalogue with the tables of the tree.
class Pack : public testing::Test {
 protected:
    Pack() {
        import_releases(directory_.path(),
                        {release(Product::cuda, "11.2.2"), release(Product::cuda, "12.4.1")});
        std::filesystem::copy(std::filesystem::path(CUDAENV_MANIFESTS) / "tables",
                              directory_ / "tables");
    }

    void replace(const std::string& path, std::string_view from, std::string_view to) {
        std::string text = read_file_text(directory_ / path);
        ASSERT_NE(text.find(from), std::string::npos);
        text.replace(text.find(from), from.size(), to);
        replace_file(directory_ / path, text);
    }
    void expect_refused(const std::string& words) const {
        test::expect_error(ErrorKind::integrity, words, [this] { check_manifests(*manifests()); });
    }
    [[nodiscard]] std::unique_ptr<ManifestSet> manifests() const {
        return directory_manifests(directory_.path());
    }

    test::TempDir directory_;
};

TEST_F(Pack, HoldsEveryDocument) {
    check_manifests(*manifests());
    const std::string bytes = pack_manifests(*manifests());
    const auto packed = packed_manifests(bytes, "test");
    EXPECT_EQ(packed->paths(), manifests()->paths());
    EXPECT_EQ(packed->origin(), "test");
    EXPECT_EQ(packed->label("index.yaml"), "manifests (test)/index.yaml");
    for (const char* const absent : {"", "a", "cuda/11.2.2", "cuda/11.2.2.yaml2", "zzz"})
        EXPECT_FALSE(packed->find(absent)) << absent;
    const Catalog catalog(packed_manifests(bytes, "test"));
    EXPECT_THAT(catalog.products(), ElementsAre(Product::cuda));
    EXPECT_EQ(catalog.release(Product::cuda, parse_version("12.4.1")).offers.at(0).source,
              SourceName::redist);
    EXPECT_EQ(catalog.drivers().rows.size(), Catalog(manifests()).drivers().rows.size());
}

TEST_F(Pack, IsTheSameEachTime) {
    EXPECT_EQ(pack_manifests(*manifests()), pack_manifests(*manifests()));
}

TEST_F(Pack, IsRefusedWhenItIsDamaged) {
    const std::string bytes = pack_manifests(*manifests());
    const auto read_all = [](std::string_view damaged) {
        const auto packed = packed_manifests(damaged, "test");
        for (const std::string& path : packed->paths()) static_cast<void>(packed->find(path));
    };
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{3}, std::size_t{40}, bytes.size() / 2})
        EXPECT_THROW(read_all(std::string_view(bytes).substr(0, size)), Error) << size;
    std::string claiming = bytes;
    claiming[3] = '\x7f';
    EXPECT_THROW(read_all(claiming), Error);
}

TEST_F(Pack, TakesNoMalformedManifest) {
    replace(
        "tables/tools.yaml", "component: cuda_nvdisasm, tools", "component: cuda_nvdisasm, tool");
    const std::string file = (directory_ / "tables/tools.yaml").string();
    expect_refused(file + ":");
    expect_refused("the key \"tools\" is missing");
}

TEST_F(Pack, TakesNoFileOfAnotherRelease) {
    std::filesystem::rename(directory_ / "cuda/11.2.2.yaml", directory_ / "cuda/11.2.3.yaml");
    expect_refused("cuda/11.2.3.yaml:1: describes cuda 11.2.2");
}

TEST_F(Pack, TakesNoIndexThatDoesNotSumUpItsReleases) {
    replace("index/cuda.yaml", "11.2.2", "11.2.1");
    expect_refused("index/cuda.yaml:1: does not sum up the releases in cuda/");
}

TEST_F(Pack, TakesNoIndexOfOtherProducts) {
    replace("index.yaml", "[cuda]", "[cuda, nccl]");
    expect_refused("index.yaml:1: does not name the products that there are");
}

TEST_F(Pack, TakesNoTableOfAnUnknownName) {
    replace_file(directory_ / "tables/colours.yaml", "schema: 1\n");
    expect_refused("tables/colours.yaml:1: no table has this name");
}

TEST_F(Pack, NeedsEveryTable) {
    std::filesystem::remove(directory_ / "tables/gpus.yaml");
    expect_refused("tables/gpus.yaml is missing");
}

}  // namespace
}  // namespace cudaenv::catalog
