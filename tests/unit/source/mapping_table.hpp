// SPDX-License-Identifier: Apache-2.0
// Tables of archive entries and their places, for the tests of mappings.
#pragma once

#include <cudaenv/archive/unpack.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::source {

struct MappingRow {
    std::string_view entry;
    std::string_view place;  ///< empty: dropped
};

inline void expect_places(const archive::Mapping& mapping, const std::vector<MappingRow>& rows) {
    for (const MappingRow& row : rows) {
        const auto placement = mapping(std::string(row.entry));
        EXPECT_EQ(placement ? placement->path : "", row.place) << row.entry;
    }
}

}  // namespace cudaenv::source
