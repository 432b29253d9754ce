// SPDX-License-Identifier: Apache-2.0
// The ranges that collected tables write.
#include "catalog/version_ranges.hpp"

#include <gtest/gtest.h>

namespace cudaenv::catalog {
namespace {

struct WrittenRange {
    const char* text;
    const char* range;  ///< nullptr: none
};

TEST(VersionSpan, ReadsWhatTablesWrite) {
    const WrittenRange cases[] = {
        {"2.22 - 2.26", ">=2.22,<2.27"},
        {"23.06 - 25.06", ">=23.06,<25.07"},
        {"10.10 - 10.13.0", ">=10.10,<10.13.1"},
        {">=2.27", ">=2.27"},
        {"<=2.6", "<2.7"},
        {"25.09+", ">=25.09"},
        {"5.0.0.6", ">=5.0.0.6,<5.0.0.7"},
        {"12.x", ">=12,<13"},
        {"12 - 13", ">=12,<14"},
        {"13.0u2", ">=13.0,<13.1"},
        {"10.2 (default)", ">=10.2,<10.3"},
        {"0.21.0 and main (2026)", ">=0.21.0,<0.21.1"},
        {"newest seen 2.7.0.5", nullptr},
        {"", nullptr},
        {"1.0 - later", nullptr},
    };
    for (const WrittenRange& each : cases) {
        const auto span = find_version_span(each.text);
        ASSERT_EQ(span.has_value(), each.range != nullptr) << each.text;
        if (span) {
            EXPECT_EQ(span->range(), each.range) << each.text;
        }
    }
    EXPECT_EQ(VersionSpan().range(), ">=0");
}

TEST(VersionSpan, NamesTheNeighboursOfAVersion) {
    EXPECT_EQ(version_before(parse_version("0.7.1")).text(), "0.7.0");
    EXPECT_EQ(version_before(parse_version("0.6.0")).text(), "0.5");
    EXPECT_EQ(version_before(parse_version("0.11")).text(), "0.10");
    EXPECT_EQ(version_after(parse_version("2.9")).text(), "2.10");
}

}  // namespace
}  // namespace cudaenv::catalog
