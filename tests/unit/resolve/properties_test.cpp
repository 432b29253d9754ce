// SPDX-License-Identifier: Apache-2.0
// What holds for every spec on every driver and GPU, over the catalogue that is built in.
#include "cases.hpp"
#include "shipped.hpp"
#include "world.hpp"

#include <cudaenv/base/text.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv::resolve::test {
namespace {

/// By judging every release alone.
bool native_exists(const Case& asked) {
    static std::map<std::string, std::vector<Version>> known;
    const auto key = asked.driver + join(asked.gpus, ",");
    if (!known.contains(key)) {
        auto& natives = known[key];
        const auto machine = machine_for(asked.driver, asked.gpus);
        for (const auto& row : shipped().catalog.drivers().rows) {
            const bool is_ordinary = row.min_driver && !row.prerelease;
            if (is_ordinary &&
                judge(row.toolkit, machine, shipped().catalog).verdict == Verdict::native)
                natives.push_back(row.toolkit);
        }
    }
    const auto& natives = known[key];
    return std::any_of(natives.begin(), natives.end(), [&](const Version& release) {
        return asked.spec().matches(release);
    });
}

TEST(Properties, DriversGetTheToolkitsThatEverybodyKnows) {
    const std::map<std::string, std::string> expected{{"460.80", "11.2.2"},
                                                      {"460.27.04", "11.2.2"},
                                                      {"470.57.02", "11.4.4"},
                                                      {"535.104.05", "12.2.2"},
                                                      {"580.65.06", "13.0.3"},
                                                      {"580.95.05", "13.0.3"},
                                                      {"580.159.04", "13.0.3"},
                                                      {"615.71.09", "13.4.3"}};
    for (const auto& [driver, toolkit] : expected) {
        const auto asked = ask(shipped_request("latest"), driver, {});
        ASSERT_TRUE(asked.resolution()) << driver;
        EXPECT_EQ(asked.resolution()->toolkit.text(), toolkit) << driver;
        EXPECT_EQ(asked.resolution()->judgement.verdict, Verdict::native) << driver;
    }
}

/// A release is known, and this machine keeps it from being taken.
bool is_for_the_machine(const Refusal& refusal) {
    const auto* reserved = std::get_if<OnlyReserved>(&refusal);
    return std::holds_alternative<NoneRunsHere>(refusal) ||
           (reserved != nullptr && reserved->reason == Reason::requirement_unknown);
}

TEST(Properties, WhatIsRefusedIsRefusedForTheMachine) {
    for (const auto& each : cases()) {
        if (each.refusal() == nullptr) continue;
        EXPECT_TRUE(is_for_the_machine(*each.refusal())) << each.name();
    }
}

TEST(Properties, TheChoiceSatisfiesTheSpec) {
    for (const auto& each : cases()) {
        if (each.resolution() == nullptr) continue;
        EXPECT_TRUE(each.spec().matches(each.resolution()->toolkit)) << each.name();
    }
}

TEST(Properties, TheChoiceIsNativeWheneverANativeOneExists) {
    for (const auto& each : cases()) {
        if (native_exists(each)) {
            ASSERT_TRUE(each.resolution() != nullptr) << each.name();
            EXPECT_EQ(each.resolution()->judgement.verdict, Verdict::native) << each.name();
        } else if (each.resolution() != nullptr) {
            EXPECT_EQ(each.resolution()->judgement.verdict, Verdict::minor_compat) << each.name();
            EXPECT_TRUE(each.spec().is_exact()) << each.name();
        }
    }
}

TEST(Properties, ANewerDriverNeverGetsAnOlderToolkit) {
    const Case* before = nullptr;
    for (const auto& each : cases()) {
        const bool same_question = before != nullptr &&
                                   before->spec().text() == each.spec().text() &&
                                   before->gpus == each.gpus;
        if (same_question && before->resolution() != nullptr) {
            ASSERT_TRUE(each.resolution() != nullptr) << each.name();
            EXPECT_GE(each.resolution()->toolkit, before->resolution()->toolkit) << each.name();
        }
        before = &each;
    }
}

TEST(Properties, EveryRejectedReleaseIsNewerAndExplained) {
    for (const auto& each : cases()) {
        if (each.resolution() == nullptr) continue;
        EXPECT_LE(each.resolution()->rejected.size(), 6U) << each.name();
        for (const auto& rejected : each.resolution()->rejected) {
            EXPECT_GT(rejected.release(), each.resolution()->toolkit) << each.name();
            EXPECT_TRUE(rejected.judgement.reason || !rejected.why.has_source) << each.name();
        }
    }
}

TEST(Properties, WithoutADriverNothingIsRefused) {
    for (const auto& row : shipped().catalog.drivers().rows) {
        const auto asked = ask(shipped_request(row.toolkit.text()), "none", {});
        ASSERT_TRUE(asked.resolution()) << row.toolkit.text();
        EXPECT_EQ(asked.resolution()->judgement.verdict, Verdict::compile_only)
            << row.toolkit.text();
    }
}

TEST(Properties, AnotherReleaseChangesNoExactRequest) {
    cudaenv::test::FakeCatalog more;
    more.driver_table = shipped().catalog.drivers();
    more.compiler_table = shipped().catalog.host_compilers();
    more.cudnn_table = shipped().catalog.cudnn();
    more.gpu_table = shipped().catalog.gpus();
    for (const auto product : {Product::cuda, Product::cudnn, Product::gcc})
        more.releases[product] = shipped().catalog.summaries(product);
    auto& toolkits = more.releases[Product::cuda];
    auto& rows = more.driver_table.rows;
    const std::map<std::string, const char*> updates{
        {"11.8.7", "11.8.0"}, {"12.4.9", "12.4.1"}, {"13.9.0", "13.5.0"}};
    for (const auto& [release, sibling] : updates) {
        catalog::DriverRow row;
        row.toolkit = parse_version(release);
        row.min_driver = shipped().catalog.drivers().native_driver(parse_version(sibling));
        rows.push_back(row);
        auto summary = toolkits.back();
        summary.version = row.toolkit;
        toolkits.push_back(summary);
    }
    std::sort(rows.begin(), rows.end(), [](const auto& left, const auto& right) {
        return left.toolkit < right.toolkit;
    });
    for (const auto* driver : {"none", "460.80", "550.54.15", "615.71.09"}) {
        const auto machine = machine_with(driver, {"8.6"});
        for (const auto& row : shipped().catalog.drivers().rows) {
            auto request = shipped_request(row.toolkit.text());
            request.compat = Compat::any;
            const auto before = resolution_of(request, machine, shipped().catalog);
            const auto now = resolution_of(request, machine, more);
            ASSERT_EQ(now.toolkit, before.toolkit) << row.toolkit.text();
            EXPECT_EQ(now.judgement, before.judgement) << row.toolkit.text();
            EXPECT_EQ(now.grounds, before.grounds) << row.toolkit.text();
            EXPECT_EQ(now.notes, before.notes) << row.toolkit.text();
        }
    }
}

}  // namespace
}  // namespace cudaenv::resolve::test
