// SPDX-License-Identifier: Apache-2.0
// The catalogue over manifests of the test's own.
#include "support/expect_error.hpp"
#include "support/temp_dir.hpp"

#include <cudaenv/catalog/catalog.hpp>
#include <cudaenv/catalog/manifest_text.hpp>
#include <cudaenv/formats/yaml.hpp>

#include <gtest/gtest.h>

#include <fstream>
#include <map>

namespace cudaenv::catalog {
namespace {

/// Manifests in memory that count how often each is asked for.
class MemoryManifests : public ManifestSet {
 public:
    explicit MemoryManifests(std::map<std::string, std::string> texts,
                             std::map<std::string, int>* asked = nullptr)
        : texts_(std::move(texts)), asked_(asked) {}

    [[nodiscard]] std::optional<formats::Document> find(const std::string& path) const override {
        if (asked_ != nullptr) ++(*asked_)[path];
        const auto text = texts_.find(path);
        if (text == texts_.end()) return std::nullopt;
        return formats::parse_yaml(text->second, label(path));
    }
    [[nodiscard]] std::vector<std::string> paths() const override { return {}; }
    [[nodiscard]] std::string origin() const override { return "memory"; }

 private:
    std::map<std::string, std::string> texts_;
    std::map<std::string, int>* asked_;
};

Release sample(Product product, const char* version) {
    Release release;
    release.product = product;
    release.version = parse_version(version);
    Archive archive;
    archive.component = "cuda_nvcc";
    archive.version = "1.0";
    archive.path = "nvcc.tar.xz";
    release.offers.push_back(
        {SourceName::redist, Provides::toolkit, {{Platform::linux_x86_64, {archive}}}});
    return release;
}

std::map<std::string, std::string> sample_texts() {
    const Release old = sample(Product::cuda, "11.2.2");
    const Release recent = sample(Product::cuda, "12.4.1");
    Index index;
    index.revision = 4;
    index.products = {Product::cuda};
    const ProductIndex releases{1, Product::cuda, {summarize(recent), summarize(old)}};
    return {{"index.yaml", render_index(index)},
            {"index/cuda.yaml", render_product_index(releases)},
            {"cuda/11.2.2.yaml", render_release(old)},
            {"cuda/12.4.1.yaml", render_release(recent)}};
}

TEST(Catalog, ListsReleasesInOrder) {
    const Catalog catalog(std::make_unique<MemoryManifests>(sample_texts()));
    EXPECT_EQ(catalog.revision(), 4U);
    EXPECT_EQ(catalog.products(), std::vector<Product>{Product::cuda});
    const std::vector<Summary>& summaries = catalog.summaries(Product::cuda);
    ASSERT_EQ(summaries.size(), 2U);
    EXPECT_EQ(summaries[0].version.text(), "11.2.2");
    EXPECT_TRUE(catalog.summaries(Product::nccl).empty());
    EXPECT_EQ(catalog.products(), std::vector<Product>{Product::cuda});
}

TEST(Catalog, ParsesOnlyWhatIsAskedFor) {
    std::map<std::string, int> asked;
    const Catalog catalog(std::make_unique<MemoryManifests>(sample_texts(), &asked));
    EXPECT_TRUE(asked.empty());
    EXPECT_EQ(catalog.release(Product::cuda, parse_version("11.2.2")).version.text(), "11.2.2");
    static_cast<void>(catalog.summaries(Product::cuda));
    EXPECT_EQ(asked,
              (std::map<std::string, int>{
                  {"index.yaml", 1}, {"index/cuda.yaml", 1}, {"cuda/11.2.2.yaml", 1}}));
}

TEST(Catalog, FindsAReleaseByValueNotByText) {
    const Catalog catalog(std::make_unique<MemoryManifests>(sample_texts()));
    EXPECT_EQ(catalog.release(Product::cuda, parse_version("11.2.2.0")).version.text(), "11.2.2");
}

TEST(Catalog, SaysWhichReleaseItDoesNotHave) {
    const Catalog catalog(std::make_unique<MemoryManifests>(sample_texts()));
    test::expect_error(ErrorKind::not_found, "no CUDA 9.9", Advice::list_available, [&] {
        static_cast<void>(catalog.release(Product::cuda, parse_version("9.9")));
    });
}

TEST(Catalog, SaysWhichManifestIsMissing) {
    const Catalog empty(std::make_unique<MemoryManifests>(std::map<std::string, std::string>()));
    test::expect_error(ErrorKind::integrity,
                       "manifests (memory)/index.yaml is missing",
                       Advice::complete_catalogue,
                       [&] { static_cast<void>(empty.products()); });
    test::expect_error(ErrorKind::integrity,
                       "manifests (memory)/tables/drivers.yaml is missing",
                       [&] { static_cast<void>(empty.drivers()); });
}

TEST(Catalog, RefusesAFileThatDescribesAnotherRelease) {
    auto texts = sample_texts();
    texts["cuda/11.2.2.yaml"] = texts["cuda/12.4.1.yaml"];
    const Catalog catalog(std::make_unique<MemoryManifests>(texts));
    test::expect_error(ErrorKind::integrity, "cuda/11.2.2.yaml:1: describes cuda 12.4.1", [&] {
        static_cast<void>(catalog.release(Product::cuda, parse_version("11.2.2")));
    });
}

TEST(Catalog, RefusesTheIndexOfAnotherProduct) {
    auto texts = sample_texts();
    texts["index/cuda.yaml"] = render_product_index({1, Product::gcc, {}});
    const Catalog catalog(std::make_unique<MemoryManifests>(texts));
    test::expect_error(ErrorKind::integrity, "index/cuda.yaml:1: is the index of gcc", [&] {
        static_cast<void>(catalog.summaries(Product::cuda));
    });
}

TEST(Catalog, ReadsADirectory) {
    const test::TempDir directory;
    std::filesystem::create_directories(directory / "cuda");
    std::filesystem::create_directories(directory / "index");
    for (const auto& [path, text] : sample_texts()) std::ofstream(directory / path) << text;
    std::ofstream(directory / "README.md") << "words";

    const auto manifests = directory_manifests(directory.path());
    EXPECT_EQ(manifests->paths(),
              (std::vector<std::string>{
                  "cuda/11.2.2.yaml", "cuda/12.4.1.yaml", "index.yaml", "index/cuda.yaml"}));
    EXPECT_EQ(manifests->origin(), directory.path().string());
    EXPECT_FALSE(manifests->find("cuda/1.0.yaml").has_value());
    EXPECT_EQ(manifests->label("index.yaml"), (directory / "index.yaml").string());

    const Catalog catalog(directory_manifests(directory.path()));
    EXPECT_EQ(catalog.release(Product::cuda, parse_version("12.4.1")).offers.size(), 1U);
}

TEST(Catalog, NamesADirectoryItCannotRead) {
    const test::TempDir directory;
    const auto manifests = directory_manifests(directory / "absent");
    test::expect_error(ErrorKind::io, "absent", [&] { static_cast<void>(manifests->paths()); });
}

}  // namespace
}  // namespace cudaenv::catalog
