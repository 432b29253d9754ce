// SPDX-License-Identifier: Apache-2.0
// Release files and the index: strict reading, the same bytes each time.
#include "support/expect_error.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/catalog/manifest_text.hpp>
#include <cudaenv/formats/yaml.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cudaenv::catalog {
namespace {

Release release_of(std::string_view text, const std::string& file) {
    return read_release(formats::parse_yaml(text, file));
}
Index index_of(std::string_view text, const std::string& file) {
    return read_index(formats::parse_yaml(text, file));
}
ProductIndex product_index_of(std::string_view text, const std::string& file) {
    return read_product_index(formats::parse_yaml(text, file));
}

const std::string kDigestA(64, 'a');
const std::string kDigestB(64, 'b');

/// A release with two sources; every line is written as the renderer writes it.
std::string sample_text() {
    return "schema: 1\n"
           "revision: 3\n"
           "product: cuda\n"
           "version: \"12.4.1\"\n"
           "date: \"2024-04-03\"\n"
           "min_glibc: \"2.17\"\n"
           "sources:\n"
           "  debian:\n"
           "    provides: toolkit\n"
           "    linux-sbsa:\n"
           "      - {component: cuda_cccl, version: \"2.3.2\", path: "
           "pool/libcu++-dev_2.3.2-2_all.deb, sha256: \"" +
           kDigestA +
           "\", size: 7}\n"
           "  redist:\n"
           "    provides: library\n"
           "    linux-x86_64:\n"
           "      - {component: a, variant: cuda11, version: \"1.0\", path: a.tar.xz, sha256: \"" +
           kDigestA +
           "\"}\n"
           "      - {component: b, version: \"1.10\", path: b.tar.xz, sha256: \"" +
           kDigestB + "\", size: 5000000000, yanked: true}\n";
}

TEST(ReleaseText, ReadsEveryField) {
    const Release release = release_of(sample_text(), "r.yaml");
    EXPECT_EQ(release.revision, 3U);
    EXPECT_EQ(release.product, Product::cuda);
    EXPECT_EQ(release.version.text(), "12.4.1");
    EXPECT_EQ(release.date, "2024-04-03");
    EXPECT_FALSE(release.prerelease);
    EXPECT_EQ(release.min_glibc->text(), "2.17");
    ASSERT_EQ(release.offers.size(), 2U);
    const Offer* redist = release.find_offer(SourceName::redist);
    ASSERT_NE(redist, nullptr);
    EXPECT_EQ(redist->provides, Provides::library);
    const std::vector<Archive>& archives = redist->archives.at(Platform::linux_x86_64);
    ASSERT_EQ(archives.size(), 2U);
    EXPECT_EQ(archives[0].variant, "cuda11");
    EXPECT_FALSE(archives[0].size.has_value());
    EXPECT_FALSE(archives[0].yanked);
    EXPECT_EQ(archives[1].version, "1.10");
    EXPECT_EQ(archives[1].sha256.hex(), kDigestB);
    EXPECT_EQ(archives[1].size->value, 5000000000U);
    EXPECT_TRUE(archives[1].yanked);
    EXPECT_EQ(release.find_offer(SourceName::wheels), nullptr);
}

TEST(ReleaseText, RendersTheSameBytesAgain) {
    EXPECT_EQ(render_release(release_of(sample_text(), "r.yaml")), sample_text());
}

TEST(ReleaseText, SortsArchivesByPath) {
    Release release = release_of(sample_text(), "r.yaml");
    std::vector<Archive>& archives = release.offers[1].archives.at(Platform::linux_x86_64);
    std::swap(archives[0], archives[1]);
    EXPECT_EQ(render_release(release), sample_text());
}

TEST(ReleaseText, GivesTheFileNameOfAPath) {
    Archive archive;
    archive.path = "cuda_nvcc/linux-x86_64/nvcc.tar.xz";
    EXPECT_EQ(archive.file_name(), "nvcc.tar.xz");
    archive.path = "nvcc.tar.xz";
    EXPECT_EQ(archive.file_name(), "nvcc.tar.xz");
}

struct Damage {
    const char* name;
    std::string from;
    std::string to;
    std::string message;
};

class DamagedRelease : public testing::TestWithParam<Damage> {};

TEST_P(DamagedRelease, IsRefusedWithFileAndLine) {
    const Damage& damage = GetParam();
    const std::string text = replace_all(sample_text(), damage.from, damage.to);
    ASSERT_NE(text, sample_text());
    test::expect_error(ErrorKind::integrity, damage.message, [&] {
        static_cast<void>(release_of(text, "r.yaml"));
    });
}

INSTANTIATE_TEST_SUITE_P(
    ReleaseText,
    DamagedRelease,
    testing::Values(
        Damage{"NoYaml", "product: cuda", "product: [", "r.yaml:"},
        Damage{"OtherSchema",
               "schema: 1",
               "schema: 2",
               "r.yaml:1: schema 2 is not known to this program (it reads 1)"},
        Damage{"NoSchema", "schema: 1\n", "", "the key \"schema\" is missing"},
        Damage{"NoRevision", "revision: 3\n", "", "the key \"revision\" is missing"},
        Damage{"UnknownKey",
               "product: cuda",
               "product: cuda\nlicence: free",
               "r.yaml:4: unknown key \"licence\""},
        Damage{"KeyTwice",
               "product: cuda",
               "product: cuda\nproduct: cuda",
               "r.yaml:4: the key \"product\" stands here twice"},
        Damage{"NoVersion", "\"12.4.1\"", "twelve", "r.yaml:4: \"twelve\" is no version"},
        Damage{"EmptyProduct", "product: cuda", "product: \"\"", "r.yaml:3: expected a text"},
        Damage{"UnknownProduct",
               "product: cuda",
               "product: cudart",
               "r.yaml:3: \"cudart\" is no product that cudaenv knows"},
        Damage{"UnknownSource",
               "  debian:",
               "  elsewhere:",
               "r.yaml:9: \"elsewhere\" is no source that cudaenv knows"},
        Damage{"SourceOfOtherCase",
               "  redist:",
               "  Redist:",
               "r.yaml:13: \"Redist\" is no source that cudaenv knows"},
        Damage{"UnknownPlatform", "linux-sbsa", "windows", "unknown key or platform \"windows\""},
        Damage{"UnknownProvides",
               "provides: library",
               "provides: luck",
               "r.yaml:13: \"luck\" is none of"},
        Damage{"NoDigest",
               ", sha256: \"" + kDigestA + "\", size: 7",
               "",
               "r.yaml:11: the key \"sha256\" is missing"},
        Damage{"ShortDigest", kDigestB, "bbbb", "r.yaml:16: \"bbbb\" is no SHA-256 digest"},
        Damage{"SameDigest",
               kDigestB,
               kDigestA,
               "r.yaml:16: the digest " + kDigestA + " stands here twice"},
        Damage{"SamePath",
               "version: \"1.10\", path: b.tar.xz",
               "variant: cuda11, version: \"1.10\", path: a.tar.xz",
               "r.yaml:16: the path \"a.tar.xz\" stands here twice"},
        Damage{"AbsolutePath",
               "path: a.tar.xz",
               "path: /a.tar.xz",
               "r.yaml:15: \"/a.tar.xz\" must be relative"},
        Damage{"Url", "path: a.tar.xz", "path: \"https://x/a\"", "must be relative to the source"},
        Damage{"BlankInPath", "path: a.tar.xz", "path: \"a b\"", "holds a character"},
        Damage{"NegativeSize", "size: 7", "size: -7", "\"-7\" is no size in bytes"},
        Damage{"YankedMaybe", "yanked: true", "yanked: maybe", "expected true or false"},
        Damage{"UnknownArchiveKey", "size: 7", "size: 7, md5: x", "r.yaml:11: unknown key \"md5\""},
        Damage{
            "TwoDocuments", "product: cuda", "---\nproduct: cuda", "expected one YAML document"}),
    [](const testing::TestParamInfo<Damage>& row) { return std::string(row.param.name); });

TEST(ReleaseText, RefusesAReleaseWithoutSources) {
    const std::string text =
        "schema: 1\nrevision: 1\nproduct: cuda\nversion: \"1.0\"\nsources: {}\n";
    test::expect_error(ErrorKind::integrity, "a release without sources", [&] {
        static_cast<void>(release_of(text, "r.yaml"));
    });
}

TEST(Summary, SumsUpARelease) {
    const Summary summary = summarize(release_of(sample_text(), "r.yaml"));
    EXPECT_EQ(summary.product, Product::cuda);
    EXPECT_EQ(summary.version.text(), "12.4.1");
    EXPECT_FALSE(summary.yanked);
    ASSERT_EQ(summary.offers.size(), 2U);
    EXPECT_EQ(summary.offers[1].source, SourceName::redist);
    EXPECT_EQ(summary.offers[1].provides, Provides::library);
    EXPECT_EQ(summary.offers[1].platforms, std::vector<Platform>{Platform::linux_x86_64});
    EXPECT_EQ(summary.offers[1].variants, std::vector<std::string>{"cuda11"});
}

TEST(Summary, LeavesOutWhatIsYanked) {
    Release release = release_of(sample_text(), "r.yaml");
    for (Archive& archive : release.offers[1].archives.at(Platform::linux_x86_64))
        archive.yanked = true;
    Summary summary = summarize(release);
    EXPECT_FALSE(summary.yanked);
    ASSERT_EQ(summary.offers.size(), 1U);
    EXPECT_EQ(summary.offers[0].source, SourceName::debian);

    release.offers[0].archives.at(Platform::linux_sbsa)[0].yanked = true;
    summary = summarize(release);
    EXPECT_TRUE(summary.yanked);
    EXPECT_EQ(summary.offers.size(), 2U);
}

TEST(ProductIndexText, SortsAndReadsBackWhatItRenders) {
    ProductIndex index;
    index.revision = 7;
    index.product = Product::cuda;
    for (const char* const version : {"12.10.0", "12.9.1", "13.4.0rc1"}) {
        Release release = release_of(sample_text(), "r.yaml");
        release.version = parse_version(version);
        release.prerelease = release.version.is_prerelease();
        index.releases.push_back(summarize(release));
    }
    const std::string text = render_product_index(index);
    const ProductIndex read = product_index_of(text, "i.yaml");
    EXPECT_EQ(read.revision, 7U);
    EXPECT_EQ(read.product, Product::cuda);
    ASSERT_EQ(read.releases.size(), 3U);
    EXPECT_EQ(read.releases[0].product, Product::cuda);
    EXPECT_EQ(read.releases[0].version.text(), "12.9.1");
    EXPECT_EQ(read.releases[1].version.text(), "12.10.0");
    EXPECT_TRUE(read.releases[2].prerelease);
    EXPECT_EQ(read.releases[0].min_glibc->text(), "2.17");
    EXPECT_EQ(render_product_index(read), text);
}

TEST(ProductIndexText, RefusesRowsOutOfOrder) {
    const std::string text =
        "schema: 1\nrevision: 1\nproduct: cuda\nreleases:\n"
        "  - {version: \"12.10\", sources: {}}\n"
        "  - {version: \"12.9\", sources: {}}\n";
    test::expect_error(ErrorKind::integrity, "i.yaml:6: cuda 12.9 stands after 12.10", [&] {
        static_cast<void>(product_index_of(text, "i.yaml"));
    });
}

TEST(ProductIndexText, RefusesNamesThatTheProgramDoesNotKnow) {
    const auto read = [](const std::string& product, const std::string& source) {
        const std::string text = "schema: 1\nrevision: 1\nproduct: " + product +
                                 "\nreleases:\n  - {version: \"12.9\", sources: {" + source +
                                 ": {provides: toolkit, platforms: [linux-x86_64]}}}\n";
        return [text] { static_cast<void>(product_index_of(text, "i.yaml")); };
    };
    EXPECT_NO_THROW(read("cuda", "redist")());
    test::expect_error(ErrorKind::integrity,
                       "i.yaml:3: \"cudart\" is no product that cudaenv knows",
                       read("cudart", "redist"));
    test::expect_error(ErrorKind::integrity,
                       "i.yaml:5: \"elsewhere\" is no source that cudaenv knows",
                       read("cuda", "elsewhere"));
}

TEST(ProductIndexText, RendersAProductWithoutReleases) {
    const std::string text = render_product_index({1, Product::cuda, {}});
    EXPECT_TRUE(product_index_of(text, "i.yaml").releases.empty());
}

TEST(IndexText, NamesTheProductsInOrder) {
    const std::string text = render_index({4, {Product::gcc, Product::cuda}});
    EXPECT_EQ(text, "schema: 1\nrevision: 4\nproducts: [cuda, gcc]\n");
    EXPECT_EQ(index_of(text, "index.yaml").revision, 4U);
    EXPECT_EQ(index_of(text, "index.yaml").products,
              (std::vector<Product>{Product::cuda, Product::gcc}));
    EXPECT_TRUE(index_of(render_index(Index{}), "i.yaml").products.empty());
}

TEST(IndexText, RefusesAProductThatTheProgramDoesNotKnow) {
    test::expect_error(
        ErrorKind::integrity, "index.yaml:3: \"cudart\" is no product that cudaenv knows", [] {
            static_cast<void>(
                index_of("schema: 1\nrevision: 1\nproducts: [cuda, cudart]\n", "index.yaml"));
        });
}

}  // namespace
}  // namespace cudaenv::catalog
