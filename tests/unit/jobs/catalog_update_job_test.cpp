// SPDX-License-Identifier: Apache-2.0
// What a catalogue update finds, and what it keeps.
#include "session_fixture.hpp"
#include "support/expect_error.hpp"
#include "support/loopback_server.hpp"

#include <cudaenv/jobs/catalog_update_job.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::jobs {
namespace {

using cudaenv::test::expect_error;
using testing::AllOf;
using testing::Contains;
using testing::Eq;
using testing::Field;
using testing::HasSubstr;
using testing::Ne;
using testing::SizeIs;

constexpr const char* kListing = "/cuda/redist/";
constexpr const char* kManifest = "/cuda/redist/redistrib_12.4.7.json";

/// A toolkit of one archive, whose digest begins with `digit`.
std::string manifest(char digit) {
    return R"({"release_date": "2026-01-02", "release_label": "12.4.7", "cuda_nvcc": {
        "name": "CUDA NVCC", "license": "CUDA Toolkit", "version": "12.4.200", "linux-x86_64": {
        "relative_path": "cuda_nvcc/linux-x86_64/cuda_nvcc-linux-x86_64-12.4.200-archive.tar.xz",
        "sha256": ")" +
           std::string(64, digit) + R"(", "md5": "x", "size": "36465132"}}})";
}

class CatalogUpdateJob : public testing::Test, protected test::SessionFixture {
 protected:
    CatalogUpdateJob() {
        write("config/config.yaml", "redist_url: " + server_.url() + "\n");
        server_.serve(kListing, "<a href='redistrib_12.4.7.json'>x</a>");
        server_.serve(kManifest, manifest('a'));
    }
    std::variant<CatalogUpdate, NothingListed> try_update(Keeping keeping) const {
        Session session(surroundings());
        return update_catalog(
            keeping, [] {}, session);
    }
    CatalogUpdate update(Keeping keeping) const {
        return std::get<CatalogUpdate>(try_update(keeping));
    }
    [[nodiscard]] std::vector<std::string> toolkits() const {
        Session session(surroundings());
        std::vector<std::string> versions;
        for (const auto& summary : session.catalog().summaries(Product::cuda))
            versions.push_back(summary.version.text());
        return versions;
    }
    cudaenv::test::LoopbackServer server_;
};

TEST_F(CatalogUpdateJob, FindsAReleaseAndKeepsIt) {
    const CatalogUpdate found = update(Keeping::what_is_found);
    ASSERT_THAT(found.fresh, SizeIs(1));
    EXPECT_EQ(found.fresh[0].product, Product::cuda);
    EXPECT_EQ(found.fresh[0].version.text(), "12.4.7");
    EXPECT_THAT(found.unlisted, Contains(Field(&UnlistedProduct::product, Product::cudnn)));
    EXPECT_THAT(toolkits(), Contains("12.4.7"));
    EXPECT_THAT(update(Keeping::what_is_found).fresh, SizeIs(0));
}

TEST_F(CatalogUpdateJob, KeepsNothingThatIsNotToBeKept) {
    EXPECT_THAT(update(Keeping::nothing).fresh, SizeIs(1));
    EXPECT_FALSE(std::filesystem::exists(layout.root));
}

TEST_F(CatalogUpdateJob, TellsAMissingListFromAnEmptyOne) {
    server_.serve("/cudnn/redist/", "<p>nothing here</p>");
    const CatalogUpdate found = update(Keeping::nothing);
    EXPECT_THAT(found.unlisted,
                Contains(AllOf(Field(&UnlistedProduct::product, Product::cudnn),
                               Field(&UnlistedProduct::why, Eq(std::nullopt)))));
    EXPECT_THAT(found.unlisted,
                Contains(AllOf(Field(&UnlistedProduct::product, Product::nccl),
                               Field(&UnlistedProduct::why, Ne(std::nullopt)))));
}

TEST_F(CatalogUpdateJob, NamesTheServerThatListsNothing) {
    server_.serve(kListing, "<p>nothing here</p>");
    const auto answer = try_update(Keeping::what_is_found);
    const auto* nothing = std::get_if<NothingListed>(&answer);
    ASSERT_NE(nothing, nullptr);
    EXPECT_THAT(nothing->server.shown(), HasSubstr(server_.url()));
    EXPECT_THAT(nothing->unlisted, Contains(Field(&UnlistedProduct::product, Product::cuda)));
}

TEST_F(CatalogUpdateJob, RefusesAManifestThatHasChanged) {
    update(Keeping::what_is_found);
    server_.serve(kManifest, manifest('b'));
    expect_error(ErrorKind::integrity, "has changed since it was first read", [&] {
        update(Keeping::what_is_found);
    });
}

}  // namespace
}  // namespace cudaenv::jobs
