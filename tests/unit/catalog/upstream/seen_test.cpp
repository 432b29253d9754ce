// SPDX-License-Identifier: Apache-2.0
// What an update remembers.
#include "support/expect_error.hpp"

#include <cudaenv/catalog/upstream/seen.hpp>

#include <gtest/gtest.h>

namespace cudaenv::catalog {
namespace {

TEST(SeenManifests, AreReadAsTheyAreWritten) {
    const SeenManifests seen{
        {"cuda/redistrib_13.6.0.json", *find_sha256(std::string(64, 'a'))},
        {"nccl/redistrib_2.33.1-cuda13.4.json", *find_sha256(std::string(64, 'b'))}};
    EXPECT_EQ(parse_seen(render_seen(seen), "seen.json"), seen);
    EXPECT_EQ(parse_seen(render_seen({}), "seen.json"), SeenManifests{});
}

TEST(SeenManifests, ThatAreMalformedAreAnError) {
    for (const char* text : {"", "[]", "{}", R"({"schema":1,"manifests":{"x":"abc"}})"}) {
        EXPECT_THROW(parse_seen(text, "seen.json"), Error) << text;
    }
}

TEST(SeenManifests, ThatAreNestedTooDeepAreAnError) {
    test::expect_error(ErrorKind::integrity, "seen.json: it is nested deeper than 64 levels", [] {
        parse_seen(R"({"schema":1,"manifests":)" + std::string(100'000, '['), "seen.json");
    });
}

}  // namespace
}  // namespace cudaenv::catalog
