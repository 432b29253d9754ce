// SPDX-License-Identifier: Apache-2.0
// Listings of NVIDIA's redistributables, as their server and others write them.
#include "support/expect_error.hpp"
#include "support/loopback_server.hpp"
#include "support/temp_dir.hpp"
#include "unit/source/open_source.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/source/redist_index.hpp>
#include <cudaenv/source/sources.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::source {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(RedistListing, HoldsTheNamesOfManifestsOnly) {
    EXPECT_THAT(parse_redist_listing(R"(<!DOCTYPE html><html><body><div id='main'>
<a href='../'>..</a>
<span class='dir'><a href='cuda_cccl'>cuda_cccl</a></span>
<a href='redistrib_12.4.1.json'>redistrib_12.4.1.json</a>
<a href='redistrib_12.4.1.json'>again</a>
<a href="/compute/nccl/redist/redistrib_2.29.2-cuda12.9.json">nccl</a>
<a href='redistrib_.json'>none</a><a href='redistrib_features.txt'>none</a>
<a href='redistrib_1..2.json'>none</a><a href='redistrib_%2e%2e%2f1.json'>none</a>
<a href='index.html?redistrib_9.json.bak'>none</a>)",
                                     CancelFlag()),
                ElementsAre("redistrib_12.4.1.json", "redistrib_2.29.2-cuda12.9.json"));
    EXPECT_THAT(parse_redist_listing("403 no listing for you", CancelFlag()), IsEmpty());
}

TEST(RedistListing, HoldsAFewThousandNamesAtMost) {
    std::string page;
    for (int i = 0; i < 3000; ++i)
        page += "<a href='redistrib_" + std::to_string(i) + ".0.0.json'>x</a>";
    test::expect_error(
        ErrorKind::network, "more than 2000 manifests", Advice::check_redist_address, [&] {
            parse_redist_listing(page, CancelFlag());
        });
}

class RedistIndex : public testing::Test {
 protected:
    RedistIndex() : source_(make_source(SourceName::redist, Settings{})), connection_(*source_) {}

    std::unique_ptr<Source> source_;
    TestConnection connection_;
    CancelFlag cancel_;
};

TEST_F(RedistIndex, IsReadFromAServer) {
    test::LoopbackServer server;
    server.serve("/compute/cuda/redist/", "<a href='redistrib_13.6.0.json'>x</a>");
    server.serve("/compute/cuda/redist/redistrib_13.6.0.json", "{}");
    const Url base = parse_url(server.url("/compute"), "a test");
    EXPECT_THAT(list_redist_manifests(base, Product::cuda, connection_, cancel_),
                ElementsAre("redistrib_13.6.0.json"));
    EXPECT_EQ(
        fetch_redist_manifest(base, Product::cuda, "redistrib_13.6.0.json", connection_, cancel_),
        "{}");
    try {
        list_redist_manifests(base, Product::nccl, connection_, cancel_);
        FAIL() << "listed";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::not_found);
    }
}

TEST_F(RedistIndex, IsReadFromADirectory) {
    const test::TempDir directory;
    replace_file(directory / "cuda/redist/redistrib_13.6.0.json", "{}");
    replace_file(directory / "cuda/redist/other.json", "{}");
    const Url base = Url::of_path(directory.path().string());
    EXPECT_THAT(list_redist_manifests(base, Product::cuda, connection_, cancel_),
                ElementsAre("redistrib_13.6.0.json"));
    EXPECT_EQ(
        fetch_redist_manifest(base, Product::cuda, "redistrib_13.6.0.json", connection_, cancel_),
        "{}");
    EXPECT_THROW(list_redist_manifests(base, Product::nccl, connection_, cancel_), Error);
}

}  // namespace
}  // namespace cudaenv::source
