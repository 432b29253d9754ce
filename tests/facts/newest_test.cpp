// SPDX-License-Identifier: Apache-2.0
// The indexes against the newest releases upstream.
#include "facts/truth.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace cudaenv::facts {
namespace {

bool has_variant(const catalog::Release& release, const std::string& variant) {
    for (const catalog::Offer& offer : release.offers) {
        for (const auto& [platform, archives] : offer.archives) {
            for (const catalog::Archive& archive : archives) {
                if (archive.variant == variant) return true;
            }
        }
    }
    return false;
}

TEST(Releases, AreAsNewAsUpstream) {
    const Truth truth("newest.yaml");
    for (const formats::Value& row : truth.rows("products")) {
        const std::optional<Product> product = find_product(row.require("product").text());
        ASSERT_TRUE(product.has_value()) << row.require("product").text();
        const Version newest = row.require("version").version();
        const auto& summaries = shipped().summaries(*product);
        ASSERT_TRUE(std::any_of(summaries.begin(), summaries.end(), [&](const auto& each) {
            return each.version == newest;
        })) << row.require("project").text();
        if (const auto variant = row.find("variant")) {
            EXPECT_TRUE(has_variant(shipped().release(*product, newest), variant->text()))
                << row.require("project").text();
        }
    }
}

}  // namespace
}  // namespace cudaenv::facts
