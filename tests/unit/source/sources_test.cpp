// SPDX-License-Identifier: Apache-2.0
// Making sources by name.
#include <cudaenv/base/source_name.hpp>
#include <cudaenv/source/sources.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::source {
namespace {

TEST(Sources, AreMadeByTheirNames) {
    EXPECT_THAT(source_names(),
                testing::ElementsAre(SourceName::redist, SourceName::debian, SourceName::wheels));
    for (const SourceName name : source_names()) {
        SCOPED_TRACE(source_text(name));
        const std::unique_ptr<Source> source = make_source(name, {});
        ASSERT_NE(source, nullptr);
        EXPECT_EQ(source->name(), name);
        EXPECT_GE(source->mapping_revision(), 1);
    }
}

TEST(Sources, AreNoneForUnknownNames) {
    for (const SourceName name : source_names())
        EXPECT_EQ(find_source_name(source_text(name)), name) << source_text(name);
    EXPECT_EQ(find_source_name("runfile"), std::nullopt);
    EXPECT_EQ(find_source_name(""), std::nullopt);
}

}  // namespace
}  // namespace cudaenv::source
