// SPDX-License-Identifier: Apache-2.0
// Names of sources.
#include <cudaenv/base/source_name.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace cudaenv {
namespace {

using testing::ElementsAre;

TEST(SourceName, ReadsBack) {
    for (const SourceName source : {SourceName::debian, SourceName::redist, SourceName::wheels})
        EXPECT_EQ(find_source_name(source_text(source)), source) << source_text(source);
    EXPECT_EQ(source_text(SourceName::debian), "debian");
    EXPECT_EQ(find_source_name("conda"), std::nullopt);
    EXPECT_EQ(find_source_name("Debian"), std::nullopt);
    EXPECT_EQ(find_source_name(""), std::nullopt);
}

TEST(SourceNames, AreAllInTheOrderOfPreference) {
    EXPECT_THAT(source_names(),
                ElementsAre(SourceName::redist, SourceName::debian, SourceName::wheels));
}

TEST(SourceNames, CompareAsTheirTexts) {
    std::vector<SourceName> sources = source_names();
    std::sort(sources.begin(), sources.end());
    EXPECT_THAT(source_texts(sources), ElementsAre("debian", "redist", "wheels"));
}

TEST(SourceTexts, AreInTheOrderOfTheSources) {
    EXPECT_THAT(source_texts({SourceName::wheels, SourceName::debian}),
                ElementsAre("wheels", "debian"));
}

}  // namespace
}  // namespace cudaenv
