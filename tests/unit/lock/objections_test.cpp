// SPDX-License-Identifier: Apache-2.0
// A lock before the catalogue: what it may say, and what is held against it.
#include <cudaenv/catalog/manifest_text.hpp>
#include <cudaenv/explain/objection.hpp>
#include <cudaenv/formats/yaml.hpp>
#include <cudaenv/lock/objections.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <utility>

namespace cudaenv::lock {
namespace {

using explain::objection_words;
using explain::objections_words;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

catalog::Archive archive(const std::string& component, char digit) {
    catalog::Archive archive;
    archive.component = component;
    archive.version = "1.0";
    archive.path = component + "/x.tar.xz";
    archive.sha256 = *find_sha256(std::string(64, digit));
    archive.size = ByteCount{100};
    return archive;
}

catalog::Release release(Product product,
                         const std::string& version,
                         std::vector<catalog::Archive> archives) {
    catalog::Release release;
    release.product = product;
    release.version = parse_version(version);
    release.offers = {
        {SourceName::redist,
         product == Product::cuda ? catalog::Provides::toolkit : catalog::Provides::library,
         {{Platform::linux_x86_64, std::move(archives)}}}};
    return release;
}

class Manifests : public catalog::ManifestSet {
 public:
    explicit Manifests(const std::vector<catalog::Release>& releases) {
        std::map<Product, catalog::ProductIndex> products;
        for (const catalog::Release& each : releases) {
            products[each.product].product = each.product;
            products[each.product].releases.push_back(catalog::summarize(each));
            texts_[catalog::release_path(each.product, each.version)] =
                catalog::render_release(each);
        }
        catalog::Index index;
        for (const auto& [product, summaries] : products) {
            index.products.push_back(product);
            texts_[catalog::product_index_path(product)] = catalog::render_product_index(summaries);
        }
        texts_["index.yaml"] = catalog::render_index(index);
    }
    [[nodiscard]] std::optional<formats::Document> find(const std::string& path) const override {
        const auto found = texts_.find(path);
        if (found == texts_.end()) return std::nullopt;
        return formats::parse_yaml(found->second, label(path));
    }
    [[nodiscard]] std::vector<std::string> paths() const override {
        std::vector<std::string> paths;
        for (const auto& [path, text] : texts_) paths.push_back(path);
        return paths;
    }
    [[nodiscard]] std::string origin() const override { return "test"; }

 private:
    std::map<std::string, std::string> texts_;
};

class Objecting : public testing::Test {
 protected:
    /// What the catalogue has against a lock of the one release `locked`.
    [[nodiscard]] std::vector<Objection> objections(const catalog::Release& locked) const {
        Lock lock;
        lock.releases = {locked};
        return find_objections(lock, catalog_);
    }
    [[nodiscard]] std::vector<ObjectionKind> kinds(const catalog::Release& locked) const {
        std::vector<ObjectionKind> kinds;
        for (const Objection& each : objections(locked)) kinds.push_back(each.kind);
        return kinds;
    }
    static catalog::Archive& first(catalog::Release& release) {
        return release.offers.front().archives.begin()->second.front();
    }

    catalog::Release cuda_ = release(Product::cuda,
                                     "12.4.1",
                                     {archive("cuda_nvcc", '1'),
                                      archive("libcublas", '2'),
                                      archive("nvidia_driver", '3'),
                                      archive("cuda_compat", '4')});
    catalog::Release older_ =
        release(Product::cuda, "12.4.0", {archive("cuda_nvcc", '5'), archive("libcublas", '2')});
    catalog::Catalog catalog_{std::make_unique<Manifests>(
        std::vector{older_, cuda_, release(Product::cudnn, "9.1.1.17", {archive("cudnn", '6')})})};
    catalog::Release locked_ =
        release(Product::cuda, "12.4.1", {archive("cuda_nvcc", '1'), archive("libcublas", '2')});
};

TEST_F(Objecting, IsNotDoneToWhatTheCatalogueSaysItself) {
    EXPECT_THAT(objections(locked_), IsEmpty());
}

TEST_F(Objecting, IsNotDoneToASizeThatOnlyOneOfThemStates) {
    first(locked_).size = std::nullopt;
    EXPECT_THAT(objections(locked_), IsEmpty());
}

TEST_F(Objecting, NamesAnUnknownReleaseOnceAndItsUnknownFiles) {
    locked_.version = parse_version("12.4.7");
    first(locked_).sha256 = *find_sha256(std::string(64, '9'));
    const auto found = objections(locked_);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].kind, ObjectionKind::unknown_release);
    EXPECT_EQ(found[1].kind, ObjectionKind::unknown_archive);
    EXPECT_EQ(found[1].archive.component, "cuda_nvcc");
    EXPECT_TRUE(may_be_trusted(found[0]));
    EXPECT_THAT(objections_words(found), ElementsAre("the catalogue does not know CUDA 12.4.7"));
}

TEST_F(Objecting, TakesAnotherSpellingOfAReleaseForAnotherRelease) {
    locked_.version = parse_version("12.4.1.0");
    EXPECT_THAT(kinds(locked_), ElementsAre(ObjectionKind::unknown_release));
}

TEST_F(Objecting, NamesAnArchiveThatIsNowhere) {
    catalog::Archive evil = archive("cuda_evil", '9');
    locked_.offers.front().archives.begin()->second.push_back(evil);
    const auto found = objections(locked_);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, ObjectionKind::unknown_archive);
    EXPECT_EQ(found[0].platform, Platform::linux_x86_64);
    EXPECT_EQ(found[0].source, SourceName::redist);
    EXPECT_TRUE(may_be_trusted(found[0]));
    EXPECT_EQ(objection_words(found[0]),
              "cuda_evil cuda_evil/x.tar.xz of CUDA 12.4.1 for linux-x86_64 from redist is not in "
              "the catalogue");
}

TEST_F(Objecting, NamesBothDigestsOfAPath) {
    first(locked_).sha256 = *find_sha256(std::string(64, '9'));
    const auto found = objections(locked_);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, ObjectionKind::other_file);
    EXPECT_TRUE(may_be_trusted(found[0]));
    EXPECT_THAT(objection_words(found[0]),
                AllOf(HasSubstr("cuda_nvcc/x.tar.xz"),
                      HasSubstr("is another file in the catalogue"),
                      HasSubstr("sha256 999999999999… (111111111111… in the catalogue)")));
}

TEST_F(Objecting, NamesTheReleaseThatAFileBelongsTo) {
    first(locked_) = archive("cuda_nvcc", '5');
    const auto found = objections(locked_);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, ObjectionKind::moved_archive);
    EXPECT_TRUE(may_be_trusted(found[0]));
    EXPECT_THAT(objection_words(found[0]), HasSubstr("release 12.4.1 (12.4.0 in the catalogue)"));
}

struct OtherFact {
    const char* name;
    void (*change)(catalog::Release&);
    const char* words;
};

class OtherFacts : public Objecting, public testing::WithParamInterface<OtherFact> {};

TEST_P(OtherFacts, OfAKnownDigestAreNeverTrusted) {
    GetParam().change(locked_);
    const auto found = objections(locked_);
    ASSERT_FALSE(found.empty());
    for (const Objection& each : found) {
        EXPECT_EQ(each.kind, ObjectionKind::other_facts);
        EXPECT_FALSE(may_be_trusted(each));
    }
    EXPECT_THAT(objection_words(found.front()), HasSubstr(GetParam().words));
}

catalog::Archive& nvcc_of(catalog::Release& release) {
    return release.offers.front().archives.begin()->second.front();
}

INSTANTIATE_TEST_SUITE_P(
    Facts,
    OtherFacts,
    testing::Values(
        OtherFact{"Component",
                  [](catalog::Release& release) { nvcc_of(release).component = "libcublas"; },
                  "component libcublas (cuda_nvcc in the catalogue)"},
        OtherFact{"Version",
                  [](catalog::Release& release) { nvcc_of(release).version = "2.0"; },
                  "version 2.0 (1.0 in the catalogue)"},
        OtherFact{"Path",
                  [](catalog::Release& release) { nvcc_of(release).path = "elsewhere/x.tar.xz"; },
                  "path elsewhere/x.tar.xz (cuda_nvcc/x.tar.xz in the catalogue)"},
        OtherFact{"Size",
                  [](catalog::Release& release) { nvcc_of(release).size = ByteCount{1}; },
                  "size 1 (100 in the catalogue)"},
        OtherFact{"Variant",
                  [](catalog::Release& release) { nvcc_of(release).variant = "cuda12"; },
                  "variant cuda12 (none in the catalogue)"},
        OtherFact{
            "Source",
            [](catalog::Release& release) { release.offers.front().source = SourceName::wheels; },
            "source wheels (redist in the catalogue)"},
        OtherFact{"Provides",
                  [](catalog::Release& release) {
                      release.offers.front().provides = catalog::Provides::compiler;
                  },
                  "provides compiler (toolkit in the catalogue)"},
        OtherFact{"Platform",
                  [](catalog::Release& release) {
                      auto& archives = release.offers.front().archives;
                      archives[Platform::linux_sbsa] = std::move(archives.begin()->second);
                      archives.erase(Platform::linux_x86_64);
                  },
                  "platform linux-sbsa (linux-x86_64 in the catalogue)"},
        OtherFact{"Product",
                  [](catalog::Release& release) { nvcc_of(release) = archive("cudnn", '6'); },
                  "product cuda (cudnn in the catalogue)"}),
    [](const auto& each) { return each.param.name; });

TEST_F(Objecting, LooksForADigestInReleasesThatAreUnknownToo) {
    locked_.version = parse_version("12.4.7");
    first(locked_).component = "cuda_cupti";
    EXPECT_THAT(kinds(locked_),
                ElementsAre(ObjectionKind::unknown_release, ObjectionKind::other_facts));
}

TEST_F(Objecting, IsDoneToEveryPlatform) {
    auto& archives = locked_.offers.front().archives;
    archives[Platform::linux_ppc64le] = {archive("cuda_nvcc", '9')};
    const auto found = objections(locked_);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].platform, Platform::linux_ppc64le);
}

TEST_F(Objecting, IsDoneToWhatNoEnvironmentHoldsThoughTheCatalogueHasIt) {
    for (const char* component : {"nvidia_driver", "cuda_compat"}) {
        first(locked_) = archive(component, component[0] == 'n' ? '3' : '4');
        const auto found = objections(locked_);
        ASSERT_EQ(found.size(), 1U) << component;
        EXPECT_EQ(found[0].kind, ObjectionKind::unfit_component);
        EXPECT_FALSE(may_be_trusted(found[0]));
    }
}

TEST_F(Objecting, IsDoneToWhatIsLeftOutOfARelease) {
    locked_.offers.front().archives.begin()->second.pop_back();
    const auto found = objections(locked_);
    ASSERT_EQ(found.size(), 1U) << "what no environment holds may be left out";
    EXPECT_EQ(found[0].kind, ObjectionKind::left_out);
    EXPECT_EQ(found[0].platform, Platform::linux_x86_64);
    EXPECT_TRUE(may_be_trusted(found[0]));
    EXPECT_EQ(
        objection_words(found[0]),
        "libcublas libcublas/x.tar.xz of CUDA 12.4.1 for linux-x86_64 from redist is left out");
}

TEST_F(Objecting, IsNotDoneToWhatTheProfileOfTheLockLeavesOut) {
    locked_.offers.front().archives.begin()->second.pop_back();
    Lock lock;
    lock.releases = {locked_};
    lock.profile = Profile::minimal;
    EXPECT_THAT(find_objections(lock, catalog_), IsEmpty());
}

TEST_F(Objecting, IsDoneToWhatIsLeftOutOfALibraryOfTheSameVariant) {
    catalog::Release cudnn = release(Product::cudnn, "9.1.1.17", {archive("cudnn", '6')});
    catalog::Archive samples = archive("cudnn_samples", '7');
    catalog::Archive other = archive("cudnn", '8');
    other.variant = "cuda11";
    other.path = "cudnn/other.tar.xz";
    catalog::Archive frontend = archive("cudnn_frontend", '9');
    cudnn.offers.front().archives.begin()->second.insert(
        cudnn.offers.front().archives.begin()->second.end(), {samples, other, frontend});
    const catalog::Catalog catalog(std::make_unique<Manifests>(std::vector{cudnn}));
    Lock lock;
    lock.releases = {release(Product::cudnn, "9.1.1.17", {archive("cudnn", '6')})};
    const auto found = find_objections(lock, catalog);
    ASSERT_FALSE(found.empty());
    for (const Objection& each : found) {
        EXPECT_EQ(each.kind, ObjectionKind::left_out);
        EXPECT_EQ(each.archive.variant, "");
    }
}

TEST_F(Objecting, IsDoneToAnotherLeastGlibc) {
    locked_.min_glibc = parse_version("2.20");
    const auto found = objections(locked_);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, ObjectionKind::other_release);
    EXPECT_EQ(objection_words(found[0]), "CUDA 12.4.1 has min_glibc 2.20 (none in the catalogue)");
}

}  // namespace
}  // namespace cudaenv::lock
