// SPDX-License-Identifier: Apache-2.0
// What holds for every spec on every driver and GPU, over the catalogue that is built in.
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

const char* const kSpecs[] = {"latest",
                              "9",
                              "10",
                              "11",
                              "12",
                              "13",
                              "11.4",
                              "12.8",
                              "13.5",
                              ">=11.5,<12.5",
                              "11.8.0",
                              "12.4.1",
                              "13.5.0"};
const std::vector<std::vector<std::string>> kGpus{
    {}, {"3.7"}, {"8.6"}, {"12.0"}, {"9.0", "7.0"}, {"12.0", "3.7"}, {"NVIDIA A100"}};
/// Which drivers are asked about, for the time that it takes: without GPUs one of five.
constexpr std::size_t kStride = 5;
constexpr std::size_t kStrideWithGpus = 19;

machine::Machine machine_for(const std::string& driver, const std::vector<std::string>& gpus) {
    auto machine = machine_with(driver);
    for (const auto& gpu : gpus) {
        const auto capability = find_version(gpu);
        machine.gpus.push_back(capability ? machine::Gpu{.capability = capability}
                                          : machine::Gpu{.name = gpu});
    }
    return machine;
}

/// What one question was answered: a resolution or an error.
struct Case {
    Request request;
    std::string driver;
    std::vector<std::string> gpus;
    std::optional<Resolution> resolution;
    std::optional<Error> error;

    [[nodiscard]] const Spec& spec() const { return request.cuda; }
    [[nodiscard]] std::string name() const {
        return spec().text() + " on " + driver + " with " + join(gpus, ", ");
    }
};

Case ask(Request request, const std::string& driver, const std::vector<std::string>& gpus) {
    request.profile = catalog::Profile::minimal;  // cuDNN has tests of its own
    Case asked{std::move(request), driver, gpus, {}, {}};
    try {
        asked.resolution = resolve(asked.request, machine_for(driver, gpus), shipped().view);
    } catch (const Error& error) {
        asked.error = error;
    }
    return asked;
}

/// Every spec for every GPU, drivers ascending; asked once for all tests.
const std::vector<Case>& cases() {
    static const auto all = [] {
        const auto drivers = interesting_drivers();
        std::vector<Case> made;
        for (const auto* spec : kSpecs) {
            for (const auto& gpus : kGpus) {
                const std::size_t stride = gpus.empty() ? kStride : kStrideWithGpus;
                for (std::size_t i = 0; i < drivers.size(); i += stride)
                    made.push_back(ask(shipped_request(spec), drivers[i].text(), gpus));
            }
        }
        return made;
    }();
    return all;
}

/// By judging every release alone.
bool native_exists(const Case& asked) {
    static std::map<std::string, std::vector<Version>> known;
    const auto key = asked.driver + join(asked.gpus, ",");
    if (!known.contains(key)) {
        auto& natives = known[key];
        const auto machine = machine_for(asked.driver, asked.gpus);
        for (const auto& row : shipped().view.drivers->rows) {
            const bool is_ordinary = row.min_driver && !row.prerelease;
            if (is_ordinary &&
                judge(row.toolkit, machine, shipped().view).verdict == Verdict::native)
                natives.push_back(row.toolkit);
        }
    }
    const auto& natives = known[key];
    return std::any_of(natives.begin(), natives.end(), [&](const Version& release) {
        return asked.spec().matches(release);
    });
}

/// "580.65.06" of "… needs driver 580.65.06; …"; the last one that the details name, since what is
/// native is named first and what suffices after it.
std::string named_driver(const Error& error) {
    static const std::string label = "needs driver ";
    std::string driver;
    for (const auto& detail : error.details()) {
        const auto at = detail.find(label);
        if (at == std::string::npos) continue;
        const auto rest = detail.substr(at + label.size());
        driver = rest.substr(0, rest.find_first_not_of("0123456789."));
    }
    while (driver.ends_with('.')) driver.pop_back();
    return driver;
}

/// Whether the question is answered after doing what one step of a hint says.
bool is_cured(const std::string& step, const Case& before) {
    static std::map<std::string, bool> known;  // most cures are those of other drivers, too
    static const std::string install = "cudaenv install ";
    static const std::string compat = "--compat ";
    auto request = before.request;
    auto driver = before.driver;
    if (step.starts_with("update the driver")) driver = named_driver(*before.error);
    const auto command = step.substr(0, step.find(", to "));
    if (command.starts_with(install)) {
        const auto words = replace_all(command.substr(install.size()), "\"", "");
        request.cuda = parse_spec(words.substr(0, words.find(' ')));
    }
    const auto at = command.find(compat);
    if (at != std::string::npos) request.compat = find_compat(command.substr(at + compat.size()));
    const auto key = request.cuda.text() + driver + join(before.gpus, ",") +
                     std::to_string(request.compat ? static_cast<int>(*request.compat) : -1);
    if (!known.contains(key)) known[key] = ask(request, driver, before.gpus).resolution.has_value();
    return known[key];
}

std::vector<std::string> steps_of(const Error& error) {
    static const std::string between = "      or: ";
    std::vector<std::string> steps;
    std::string rest = error.hint();
    for (auto at = rest.find(between); at != std::string::npos; at = rest.find(between)) {
        steps.push_back(rest.substr(0, at));
        rest.erase(0, at + between.size());
    }
    steps.push_back(rest);
    return steps;
}

TEST(Properties, DriversGetTheToolkitsThatEverybodyKnows) {
    const std::map<std::string, std::string> expected{{"460.80", "11.2.2"},
                                                      {"470.57.02", "11.4.2"},
                                                      {"535.104.05", "12.2.2"},
                                                      {"580.159.04", "13.0.3"},
                                                      {"615.71.09", "13.4.3"}};
    for (const auto& [driver, toolkit] : expected) {
        const auto asked = ask(shipped_request("latest"), driver, {});
        ASSERT_TRUE(asked.resolution) << driver;
        EXPECT_EQ(asked.resolution->toolkit.text(), toolkit) << driver;
        EXPECT_EQ(asked.resolution->verdict, Verdict::native) << driver;
    }
}

TEST(Properties, OnlyRefusalsAreErrors) {
    for (const auto& each : cases()) {
        if (!each.error) continue;
        EXPECT_EQ(each.error->kind(), ErrorKind::refused) << each.name();
    }
}

TEST(Properties, TheChoiceSatisfiesTheSpec) {
    for (const auto& each : cases()) {
        if (!each.resolution) continue;
        EXPECT_TRUE(each.spec().matches(each.resolution->toolkit)) << each.name();
    }
}

TEST(Properties, TheChoiceIsNativeWheneverANativeOneExists) {
    for (const auto& each : cases()) {
        if (native_exists(each)) {
            ASSERT_TRUE(each.resolution) << each.name();
            EXPECT_EQ(each.resolution->verdict, Verdict::native) << each.name();
        } else if (each.resolution) {
            EXPECT_EQ(each.resolution->verdict, Verdict::minor_compat) << each.name();
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
        if (same_question && before->resolution) {
            ASSERT_TRUE(each.resolution) << each.name();
            EXPECT_GE(each.resolution->toolkit, before->resolution->toolkit) << each.name();
        }
        before = &each;
    }
}

TEST(Properties, EveryStepThatARefusalNamesCuresIt) {
    for (const auto& each : cases()) {
        if (!each.error) continue;
        for (const auto& step : steps_of(*each.error)) {
            EXPECT_TRUE(is_cured(step, each)) << each.name() << ": " << step << "\n"
                                              << each.error->message() << "\n"
                                              << join(each.error->details(), "\n");
        }
    }
}

TEST(Properties, EveryRejectedReleaseIsNewerAndExplained) {
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

TEST(Properties, WithoutADriverNothingIsRefused) {
    for (const auto& row : shipped().view.drivers->rows) {
        const auto asked = ask(shipped_request(row.toolkit.text()), "none", {});
        ASSERT_TRUE(asked.resolution) << row.toolkit.text();
        EXPECT_EQ(asked.resolution->verdict, Verdict::compile_only) << row.toolkit.text();
    }
}

TEST(Properties, AnotherReleaseChangesNoExactRequest) {
    auto drivers = *shipped().view.drivers;
    auto view = shipped().view;
    for (const auto* release : {"11.8.7", "12.4.9", "13.9.0"}) {
        catalog::DriverRow row;
        row.toolkit = parse_version(release);
        row.min_driver = parse_version("450.80.02");
        drivers.rows.push_back(row);
        auto summary = view.toolkits.back();
        summary.version = row.toolkit;
        view.toolkits.push_back(summary);
    }
    std::sort(drivers.rows.begin(), drivers.rows.end(), [](const auto& left, const auto& right) {
        return left.toolkit < right.toolkit;
    });
    view.drivers = &drivers;
    for (const auto* driver : {"none", "460.80", "550.54.15", "615.71.09"}) {
        const auto machine = machine_with(driver, {"8.6"});
        for (const auto& row : shipped().view.drivers->rows) {
            auto request = shipped_request(row.toolkit.text());
            request.compat = Compat::any;
            const auto before = resolve(request, machine, shipped().view);
            const auto now = resolve(request, machine, view);
            ASSERT_EQ(now.toolkit, before.toolkit) << row.toolkit.text();
            EXPECT_EQ(now.verdict, before.verdict) << row.toolkit.text();
            EXPECT_EQ(now.reason, before.reason) << row.toolkit.text();
            EXPECT_EQ(now.notes, before.notes) << row.toolkit.text();
        }
    }
}

}  // namespace
}  // namespace cudaenv::resolve::test
