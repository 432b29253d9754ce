// SPDX-License-Identifier: Apache-2.0
// The products of gpus.yaml against the lists of NVIDIA's open kernel modules.
#include "facts/truth.hpp"

#include <gtest/gtest.h>

#include <map>

namespace cudaenv::facts {
namespace {

using Branches = std::map<unsigned, Version>;  ///< by their number, a driver of each

Branches branches_of(const std::vector<formats::Value>& drivers) {
    Branches branches;
    for (const formats::Value& driver : drivers)
        branches[driver.version().major_number()] = driver.version();
    return branches;
}

/// A driver lists `product` from `listed` on, and in no branch before the last of these else.
void expect_listed_from(const catalog::GpuProduct& product,
                        const Branches& listed,
                        const Branches& branches) {
    for (const auto& [branch, tag] : branches) {
        if (branch > listed.rbegin()->first) continue;  // dropped, or not added yet
        const auto first = listed.find(branch);
        if (first == listed.end() || tag < first->second) {
            EXPECT_TRUE(product.next_driver(tag).has_value())
                << product.names.front() << ' ' << tag.text();
        }
        if (first != listed.end()) {
            EXPECT_FALSE(product.next_driver(first->second).has_value())
                << product.names.front() << ' ' << first->second.text();
        }
    }
}

TEST(GpuDrivers, AreTheFirstOfEachBranchThatListsTheProduct) {
    const Truth truth("gpu-drivers.yaml");
    const Branches branches = branches_of(truth.rows("branches"));
    for (const formats::Value& row : truth.rows("products")) {
        const std::string& name = row.require("name").text();
        const catalog::GpuProduct* product = shipped().gpus().find_product(name);
        ASSERT_NE(product, nullptr) << name;
        const Branches listed = branches_of(row.require("first").list());
        // Older than the modules: what listed it before them is not known.
        const bool is_older = listed.begin()->second == branches.begin()->second;
        ASSERT_EQ(product->first_drivers.empty(), is_older) << name;
        if (!is_older) {
            EXPECT_EQ(product->first_drivers.front(), listed.begin()->second) << name;
            expect_listed_from(*product, listed, branches);
        }
    }
}

}  // namespace
}  // namespace cudaenv::facts
