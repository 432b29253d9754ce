// SPDX-License-Identifier: Apache-2.0
// Sizes as people read them.
#include <cudaenv/base/byte_count.hpp>

#include <gtest/gtest.h>

namespace cudaenv {
namespace {

TEST(RenderBytes, KeepsThreeSignificantDigitsInDecimalUnits) {
    struct Row {
        std::uint64_t bytes;
        const char* text;
    };
    constexpr Row rows[] = {
        {0, "0 B"},
        {999, "999 B"},
        {1000, "1.00 kB"},
        {9'994, "9.99 kB"},
        {9'995, "10.0 kB"},
        {99'949, "99.9 kB"},
        {99'950, "100 kB"},
        {157'000, "157 kB"},
        {999'499, "999 kB"},
        {999'500, "1.00 MB"},
        {1'310'000'000, "1.31 GB"},
        {15'700'000'000, "15.7 GB"},
        {18'446'744'073'709'551'615U, "18.4 EB"},
    };
    for (const Row& row : rows) EXPECT_EQ(render_bytes({row.bytes}), row.text) << row.bytes;
}

TEST(ByteCount, AddsAndCompares) {
    ByteCount sum{2};
    sum += ByteCount{3};
    EXPECT_EQ(sum, ByteCount{5});
    EXPECT_LT(ByteCount{1} + ByteCount{2}, sum);
}

}  // namespace
}  // namespace cudaenv
