// SPDX-License-Identifier: Apache-2.0
// What holds for every spec on every driver and GPU.
#include "world.hpp"

#include <cudaenv/resolve/resolve.hpp>

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace cudaenv::resolve::test {
namespace {

const char* const kSpecs[] = {
    "latest", "10", "11", "12", "13", "11.4", "12.2", ">=11.5,<12.5", "11.8.0", "12.4.1"};
const char* const kDrivers[] = {"384.81",    "418.87",     "440.33",     "450.51.06", "450.80.02",
                                "460.80",    "465.19.01",  "470.57.02",  "495.44",    "520.61.05",
                                "525.60.13", "535.104.05", "550.54.15",  "565.57.01", "570.26",
                                "575.57.08", "580.65.06",  "580.159.04", "590.48.01", "610.43.02",
                                "615.71.09", "620.10"};
const std::vector<std::vector<std::string>> kGpus{{}, {"3.7"}, {"9.0", "7.0"}, {"12.0"}};

/// What one question was answered: a resolution or an error.
struct Case {
    std::string spec;
    std::string driver;
    std::vector<std::string> gpus;
    std::optional<Resolution> resolution;
    std::optional<Error> error;

    [[nodiscard]] std::string name() const {
        return spec + " on " + driver + (gpus.empty() ? "" : " with " + gpus.front());
    }
};

class Properties : public ::testing::Test {
 protected:
    static Case ask(const std::string& spec,
                    const std::string& driver,
                    const std::vector<std::string>& gpus) {
        Case asked{spec, driver, gpus, {}, {}};
        try {
            asked.resolution = resolve(request_for(spec), machine_with(driver, gpus), world().view);
        } catch (const Error& error) {
            asked.error = error;
        }
        return asked;
    }
    /// Every spec for every GPU, drivers ascending; asked once for all tests.
    static const std::vector<Case>& cases() {
        static const auto all = [] {
            std::vector<Case> made;
            for (const auto* spec : kSpecs) {
                for (const auto& gpus : kGpus) {
                    for (const auto* driver : kDrivers) made.push_back(ask(spec, driver, gpus));
                }
            }
            return made;
        }();
        return all;
    }
    static bool native_exists(const Case& asked) {
        const auto machine = machine_with(asked.driver, asked.gpus);
        const auto spec = parse_spec(asked.spec);
        for (const auto& row : world().drivers.rows) {
            const bool is_ordinary = row.min_driver && !row.prerelease && spec.matches(row.toolkit);
            if (is_ordinary && judge(row.toolkit, machine, world().view).verdict == Verdict::native)
                return true;
        }
        return false;
    }
    static const World& world() {
        static const World one;
        return one;
    }
};

TEST_F(Properties, OnlyRefusalsAreErrors) {
    for (const auto& each : cases()) {
        if (!each.error) continue;
        EXPECT_EQ(each.error->kind(), ErrorKind::refused) << each.name();
    }
}

TEST_F(Properties, TheChoiceSatisfiesTheSpec) {
    for (const auto& each : cases()) {
        if (!each.resolution) continue;
        EXPECT_TRUE(parse_spec(each.spec).matches(each.resolution->toolkit)) << each.name();
    }
}

TEST_F(Properties, TheChoiceIsNativeWheneverANativeOneExists) {
    for (const auto& each : cases()) {
        if (native_exists(each)) {
            ASSERT_TRUE(each.resolution) << each.name();
            EXPECT_EQ(each.resolution->verdict, Verdict::native) << each.name();
        } else if (each.resolution) {
            EXPECT_EQ(each.resolution->verdict, Verdict::minor_compat) << each.name();
            EXPECT_TRUE(parse_spec(each.spec).is_exact()) << each.name();
        }
    }
}

TEST_F(Properties, ANewerDriverNeverGetsAnOlderToolkit) {
    const Case* before = nullptr;
    for (const auto& each : cases()) {
        const bool same_question =
            before != nullptr && before->spec == each.spec && before->gpus == each.gpus;
        if (same_question && before->resolution) {
            ASSERT_TRUE(each.resolution) << each.name();
            EXPECT_GE(each.resolution->toolkit, before->resolution->toolkit) << each.name();
        }
        before = &each;
    }
}

TEST_F(Properties, ARefusalNamesADriverThatCuresIt) {
    const std::string label = " needs driver ";
    for (const auto& each : cases()) {
        if (!each.error) continue;
        ASSERT_FALSE(each.error->details().empty()) << each.name();
        const auto& detail = each.error->details().front();
        if (detail.find("has no code for") != std::string::npos)
            continue;  // no driver helps such a GPU
        const auto at = detail.find(label);
        ASSERT_NE(at, std::string::npos) << each.name() << ": " << detail;
        const auto rest = detail.substr(at + label.size());
        const auto cure = rest.substr(0, rest.find_first_not_of("0123456789."));
        EXPECT_TRUE(ask(each.spec, cure, each.gpus).resolution) << each.name() << ": " << cure;
    }
}

TEST_F(Properties, EveryRejectedReleaseIsNewerAndExplained) {
    for (const auto& each : cases()) {
        if (!each.resolution) continue;
        EXPECT_LE(each.resolution->rejected.size(), 6U) << each.name();
        for (const auto& rejected : each.resolution->rejected) {
            EXPECT_GT(rejected.release, each.resolution->toolkit) << each.name();
            EXPECT_FALSE(rejected.reason.empty()) << each.name();
            EXPECT_FALSE(rejected.words.empty()) << each.name();
        }
    }
}

}  // namespace
}  // namespace cudaenv::resolve::test
