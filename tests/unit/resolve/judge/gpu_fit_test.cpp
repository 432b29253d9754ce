// SPDX-License-Identifier: Apache-2.0
// Whether a toolkit has code that runs on a GPU.
#include "resolve/judge/gpu_fit.hpp"

#include "unit/resolve/shipped.hpp"
#include "unit/resolve/world.hpp"

#include <gtest/gtest.h>

namespace cudaenv::resolve::test {
namespace {

GpuFit fit_of(const char* toolkit, const char* capability) {
    return fit_gpus(parse_version(toolkit), {parse_version(capability)}, shipped().catalog.gpus())
        .front();
}

std::string code_of(const GpuFit& fit) {
    return fit.code_of ? fit.code_of->text() : "its own";
}

TEST(GpuFits, ALowerCapabilityOfTheSameMajorHasCodeThatRuns) {
    struct Row {
        const char* toolkit;
        const char* capability;
        GpuCode code;
        const char* code_of;
    };
    const Row rows[] = {
        {"11.0.3", "8.0", GpuCode::machine_code, "its own"},
        {"11.0.3", "8.6", GpuCode::machine_code, "8.0"},
        {"11.1.1", "8.9", GpuCode::machine_code, "8.6"},
        {"12.8.1", "10.3", GpuCode::machine_code, "10.0"},
        {"9.0.176", "7.5", GpuCode::machine_code, "7.0"},
        {"10.2.89", "8.0", GpuCode::ptx, "its own"},
        {"11.7.1", "9.0", GpuCode::ptx, "its own"},
        {"13.0.0", "7.0", GpuCode::none, "its own"},
        // Neither way between Jetsons and other GPUs.
        {"11.0.3", "8.7", GpuCode::ptx, "its own"},
    };
    for (const Row& row : rows) {
        const auto fit = fit_of(row.toolkit, row.capability);
        EXPECT_EQ(fit.code, row.code) << row.toolkit << " on " << row.capability;
        EXPECT_EQ(code_of(fit), row.code_of) << row.toolkit << " on " << row.capability;
    }
}

TEST(GpuFits, CodeFor80RunsOnAnA6000WithCuda1103) {
    auto machine = machine_with("550.54.15");
    machine.gpus = {{"NVIDIA RTX A6000"}};
    const auto answer = resolve(shipped_request("11.0.3"), machine, shipped().catalog);
    const auto& resolution = std::get<Resolution>(answer);
    EXPECT_EQ(resolution.judgement.verdict, Verdict::native);
    EXPECT_FALSE(resolution.judgement.reason);
    const auto notes = notes_of<RunsOlderCode>(resolution.notes);
    ASSERT_EQ(notes.size(), 1U);
    EXPECT_EQ(notes[0].fit.code_of->text(), "8.0");
}

}  // namespace
}  // namespace cudaenv::resolve::test
