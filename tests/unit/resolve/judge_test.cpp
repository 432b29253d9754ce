// SPDX-License-Identifier: Apache-2.0
// How one release runs on a machine, as `list --available` shows it.
#include "world.hpp"

#include <cudaenv/resolve/resolve.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cudaenv::resolve::test {
namespace {

TEST(Judge, NamesVerdictReasonAndWords) {
    struct Row {
        std::string toolkit;
        std::string driver;
        std::vector<std::string> gpus;
        std::string verdict;
        std::string reason;
        std::string words;
    };
    const std::vector<Row> rows{
        {"12.4.1", "550.144.03", {}, "native", "", "native on driver 550.144.03"},
        {"13.4.3", "615.71.09", {"12.0"}, "native", "", "native on driver 615.71.09"},
        {"12.9.2",
         "550.144.03",
         {},
         "minor-compat",
         "driver-too-old",
         "needs driver 575.57.08; runs on 550.144.03 in minor-version compatibility (no PTX JIT)"},
        {"13.0.2",
         "550.144.03",
         {},
         "unsupported",
         "driver-too-old",
         "needs driver 580.95.05: compiles here, runs elsewhere"},
        {"12.4.1",
         "none",
         {},
         "compile-only",
         "no-driver",
         "no driver here: compiles here, runs where the driver is 550.54.15 or newer"},
        {"13.5.0", "none", {}, "compile-only", "no-driver", "no driver here: compiles here"},
        {"13.5.0",
         "615.71.09",
         {},
         "minor-compat",
         "driver-requirement-unknown",
         "the driver that it needs is not known; driver 615.71.09 runs CUDA 13 in minor-version "
         "compatibility (no PTX JIT)"},
        {"13.5.0",
         "550.144.03",
         {},
         "unsupported",
         "driver-requirement-unknown",
         "the driver that it needs is not known; minor-version compatibility needs driver "
         "580.65.06"},
        {"14.0.0",
         "615.71.09",
         {},
         "unsupported",
         "driver-requirement-unknown",
         "the driver that it needs is not known"},
        {"13.0.2",
         "580.159.04",
         {"8.6", "7.0"},
         "unsupported",
         "gpu-dropped",
         "no code for compute capability 7.0 (Volta), whose last CUDA is 12.9"},
        {"11.2.2",
         "550.144.03",
         {"8.6", "8.9"},
         "native",
         "gpu-too-new",
         "native on driver 550.144.03; no machine code for compute capability 8.9 (Ada Lovelace), "
         "whose first CUDA is "
         "11.8, only PTX that the driver compiles"},
        {"11.4.4",
         "450.80.02",
         {"9.0"},
         "unsupported",
         "driver-too-old",
         "no machine code for compute capability 9.0 (Hopper), whose first CUDA is 11.8, and this "
         "driver is too old to "
         "compile its PTX (needs 470.82.01)"},
    };
    const World world;
    for (const auto& row : rows) {
        const auto judgement =
            judge(parse_version(row.toolkit), machine_with(row.driver, row.gpus), world.view);
        const auto name = row.toolkit + " on " + row.driver;
        EXPECT_EQ(verdict_text(judgement.verdict), row.verdict) << name;
        EXPECT_EQ(judgement.reason, row.reason) << name;
        EXPECT_EQ(judgement.words, row.words) << name;
    }
}

TEST(Judge, ComparesDriversAsNumbers) {
    const World world;
    const auto verdict = [&](const std::string& driver) {
        return verdict_text(
            judge(parse_version("13.0.2"), machine_with(driver), world.view).verdict);
    };
    EXPECT_EQ(verdict("580.142"), "native");
    EXPECT_EQ(verdict("580.95.05"), "native");
    EXPECT_EQ(verdict("580.82.07"), "minor-compat");
}

}  // namespace
}  // namespace cudaenv::resolve::test
