// SPDX-License-Identifier: Apache-2.0
// The targets of gpus.yaml against ptxas itself.
#include "facts/truth.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace cudaenv::facts {
namespace {

/// "86", "90a" as the table has them: machine code and its variants.
std::set<std::string> targets_of(const catalog::NvccTargets& targets) {
    std::set<std::string> all(targets.variants.begin(), targets.variants.end());
    for (const unsigned target : targets.sass) all.insert(std::to_string(target));
    return all;
}

TEST(Targets, AreThoseThatPtxasAccepts) {
    const Truth truth("targets.yaml");
    const auto& table = shipped().gpus().targets;
    for (const formats::Value& row : truth.rows("nvcc")) {
        const Version toolkit = row.require("toolkit").version();
        const auto found = std::find_if(
            table.begin(), table.end(), [&](const auto& each) { return each.toolkit == toolkit; });
        ASSERT_NE(found, table.end()) << toolkit.text();
        EXPECT_EQ(found->ptx_isa, row.require("ptx_isa").version()) << toolkit.text();
        const std::vector<std::string> accepted = row.require("targets").texts();
        EXPECT_EQ(targets_of(*found), std::set<std::string>(accepted.begin(), accepted.end()))
            << toolkit.text();
    }
}

/// Whether nvcc of `toolkit` makes machine code for `capability`, as the resolver asks.
bool makes_code(const Version& toolkit, const catalog::GpuRow& row) {
    return toolkit >= row.first_toolkit && (!row.last_toolkit || toolkit <= *row.last_toolkit);
}

TEST(Targets, AreTheCapabilitiesThatAToolkitServes) {
    const Truth truth("targets.yaml");
    for (const formats::Value& row : truth.rows("nvcc")) {
        const Version toolkit = row.require("toolkit").version();
        const std::vector<std::string> accepted = row.require("targets").texts();
        for (const catalog::GpuRow& gpu : shipped().gpus().rows) {
            const std::string target =
                std::to_string(gpu.capability.at(0)) + std::to_string(gpu.capability.at(1));
            const bool is_accepted =
                std::find(accepted.begin(), accepted.end(), target) != accepted.end();
            EXPECT_EQ(makes_code(toolkit, gpu), is_accepted) << toolkit.text() << " sm_" << target;
        }
    }
}

}  // namespace
}  // namespace cudaenv::facts
