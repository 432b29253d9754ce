// SPDX-License-Identifier: Apache-2.0
// Making sources by name.
#include <cudaenv/source/sources.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::source {
namespace {

TEST(Sources, AreMadeByTheirNames) {
    EXPECT_THAT(known_sources(), testing::ElementsAre("redist", "debian", "wheels"));
    for (const std::string& name : known_sources()) {
        const std::unique_ptr<Source> source = make_source(name, {});
        ASSERT_NE(source, nullptr) << name;
        EXPECT_EQ(source->name(), name);
        EXPECT_GE(source->mapping_revision(), 1);
    }
}

TEST(Sources, AreNothingForUnknownNames) {
    EXPECT_EQ(make_source("runfile", {}), nullptr);
    EXPECT_EQ(make_source("", {}), nullptr);
}

}  // namespace
}  // namespace cudaenv::source
