// SPDX-License-Identifier: Apache-2.0
// GPUs that a driver does not know, with the numbers of the built-in table.
#include "resolve/gpu_driver_notes.hpp"

#include <cudaenv/catalog/catalog.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::resolve {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class GpuDriverNotes : public testing::Test {
 protected:
    [[nodiscard]] std::vector<std::string> notes(const char* driver,
                                                 const machine::Gpu& gpu) const {
        machine::Machine machine;
        machine.driver = machine::Driver{parse_version(driver), "--driver"};
        machine.gpus = {gpu};
        return gpu_driver_notes(machine, std::nullopt, catalog_.gpus());
    }

    catalog::Catalog catalog_{catalog::shipped_manifests()};
};

machine::Gpu of(const char* capability) {
    return {.capability = parse_version(capability)};
}

TEST_F(GpuDriverNotes, TellOfAGpuThatTheDriverNoLongerKnows) {
    EXPECT_THAT(notes("535.104.05", of("3.7")),
                ElementsAre("driver 535.104.05 no longer works with this GPU: 470 is the last "
                            "driver branch for compute capability 3.7 (Kepler)"));
    EXPECT_THAT(notes("470.223.02", of("3.7")), IsEmpty());
    EXPECT_THAT(notes("590.48.01", of("7.0")),
                ElementsAre(testing::HasSubstr("580 is the last driver branch")));
}

TEST_F(GpuDriverNotes, TellOfAGpuThatTheDriverDoesNotKnowYet) {
    const machine::Gpu named{.name = "NVIDIA GeForce RTX 5090",
                             .capability = parse_version("12.0")};
    EXPECT_THAT(notes("535.104.05", named),
                ElementsAre("driver 535.104.05 does not know NVIDIA GeForce RTX 5090 yet: NVIDIA's "
                            "drivers list it from 570.86.16 on"));
    EXPECT_THAT(notes("570.86.16", named), IsEmpty());
    EXPECT_THAT(notes("535.104.05", of("10.0")),
                ElementsAre(testing::HasSubstr("does not know compute capability 10.0 yet")));
}

TEST_F(GpuDriverNotes, AreSilentWhereNoFirstDriverIsKnown) {
    EXPECT_THAT(notes("450.80.02", of("8.6")), IsEmpty());
    EXPECT_THAT(notes("560.35.03", of("8.9")), IsEmpty());
}

TEST_F(GpuDriverNotes, WithoutADriverTellThatNoneSuits) {
    machine::Machine machine;
    machine.gpus = {of("3.7")};
    EXPECT_THAT(gpu_driver_notes(machine, parse_version("520.61.05"), catalog_.gpus()),
                ElementsAre("no driver runs it natively on this GPU: 470 is the last driver branch "
                            "for compute capability 3.7 (Kepler)"));
    EXPECT_THAT(gpu_driver_notes(machine, parse_version("470.82.01"), catalog_.gpus()), IsEmpty());
}

TEST_F(GpuDriverNotes, NeverCompareTheNumberOfAnotherKindOfDriver) {
    machine::Machine machine;
    machine.driver = machine::Driver{
        parse_version("36.4.7"), "/etc/nv_tegra_release", machine::DriverKind::tegra};
    machine.gpus = {of("10.0")};
    EXPECT_THAT(gpu_driver_notes(machine, std::nullopt, catalog_.gpus()), IsEmpty());
}

}  // namespace
}  // namespace cudaenv::resolve
