// SPDX-License-Identifier: Apache-2.0
// What holds for every spec on every driver and GPU.
#include "world.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/resolve/resolve.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv::resolve::test {
namespace {

const std::vector<std::string> kSpecs{"latest", "10",     "11",    "12",   "13",           "10.2",
                                      "11.0",   "11.2",   "11.4",  "11.8", "12.0",         "12.2",
                                      "12.4",   "12.9",   "13.0",  "13.4", ">=12.1,<12.5", ">=11.5",
                                      "11.8.0", "12.4.1", "13.0.2"};
const std::vector<std::vector<std::string>> kGpus{
    {}, {"3.7"}, {"7.0"}, {"8.6"}, {"9.0"}, {"12.0"}, {"9.0", "7.0"}};

class Properties : public ::testing::Test {
 protected:
    /// Every driver that the table names and one just below each, ascending.
    std::vector<Version> drivers() const {
        std::vector<Version> all{parse_version("384.81")};
        for (const auto& row : world_.drivers.rows) {
            if (!row.min_driver) continue;
            all.push_back(*row.min_driver);
            all.push_back(
                parse_version(std::to_string(row.min_driver->major_number() - 1) + ".999"));
        }
        std::sort(all.begin(), all.end());
        return all;
    }
    std::optional<Resolution> answer(const std::string& spec,
                                     const Version& driver,
                                     const std::vector<std::string>& gpus) {
        try {
            return resolve(request_for(spec), machine_with(driver.text(), gpus), world_.view);
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::refused) << error.message();
            return std::nullopt;
        }
    }
    template <typename Check>
    void for_every_case(Check check) {
        for (const auto& spec : kSpecs) {
            for (const auto& gpus : kGpus) {
                for (const auto& driver : drivers()) {
                    SCOPED_TRACE(spec + " on " + driver.text() +
                                 (gpus.empty() ? "" : " with " + gpus.front()));
                    check(spec, driver, gpus);
                }
            }
        }
    }
    bool is_ordinary(const Version& toolkit) const {
        const auto* row = world_.drivers.find_row(toolkit);
        return row != nullptr && row->min_driver && !row->prerelease;
    }
    const World world_;
};

TEST_F(Properties, TheChoiceSatisfiesTheSpec) {
    for_every_case([&](const auto& spec, const auto& driver, const auto& gpus) {
        const auto resolution = answer(spec, driver, gpus);
        if (!resolution) return;
        EXPECT_TRUE(parse_spec(spec).matches(resolution->toolkit)) << resolution->toolkit.text();
    });
}

TEST_F(Properties, TheChoiceIsNativeWheneverANativeOneExists) {
    for_every_case([&](const auto& spec, const auto& driver, const auto& gpus) {
        const auto machine = machine_with(driver.text(), gpus);
        bool native_exists = false;
        for (const auto& row : world_.drivers.rows) {
            const bool matches = is_ordinary(row.toolkit) && parse_spec(spec).matches(row.toolkit);
            if (matches && judge(row.toolkit, machine, world_.view).verdict == Verdict::native)
                native_exists = true;
        }
        const auto resolution = answer(spec, driver, gpus);
        if (native_exists) {
            ASSERT_TRUE(resolution);
            EXPECT_EQ(resolution->verdict, Verdict::native);
        } else if (resolution) {
            EXPECT_EQ(resolution->verdict, Verdict::minor_compat);
            EXPECT_TRUE(parse_spec(spec).is_exact());
        }
    });
}

TEST_F(Properties, ANewerDriverNeverGetsAnOlderToolkit) {
    for (const auto& spec : kSpecs) {
        for (const auto& gpus : kGpus) {
            std::optional<Version> before;
            for (const auto& driver : drivers()) {
                const auto resolution = answer(spec, driver, gpus);
                if (before) {
                    ASSERT_TRUE(resolution) << spec << " on " << driver.text();
                }
                if (!resolution) continue;
                if (before) {
                    EXPECT_GE(resolution->toolkit, *before) << spec << " on " << driver.text();
                }
                before = resolution->toolkit;
            }
        }
    }
}

TEST_F(Properties, ARefusalNamesADriverThatCuresIt) {
    for_every_case([&](const auto& spec, const auto& driver, const auto& gpus) {
        const auto error =
            failure_of(request_for(spec), machine_with(driver.text(), gpus), world_.view);
        if (error.kind() != ErrorKind::refused || error.details().empty()) return;
        const std::string label = " needs driver ";
        const auto at = error.details().front().find(label);
        if (at == std::string::npos) {
            // Only a GPU that the toolkit dropped has no cure.
            EXPECT_NE(error.details().front().find("no code for"), std::string::npos)
                << error.details().front();
            return;
        }
        const auto rest = error.details().front().substr(at + label.size());
        const auto cure = rest.substr(0, rest.find_first_not_of("0123456789."));
        EXPECT_TRUE(answer(spec, parse_version(cure), gpus)) << cure;
    });
}

TEST_F(Properties, EveryRejectedReleaseIsNewerAndExplained) {
    for_every_case([&](const auto& spec, const auto& driver, const auto& gpus) {
        const auto resolution = answer(spec, driver, gpus);
        if (!resolution) return;
        EXPECT_LE(resolution->rejected.size(), 6U);
        for (const auto& rejected : resolution->rejected) {
            EXPECT_GT(rejected.release, resolution->toolkit);
            EXPECT_FALSE(rejected.reason.empty());
            EXPECT_FALSE(rejected.words.empty());
        }
    });
}

}  // namespace
}  // namespace cudaenv::resolve::test
