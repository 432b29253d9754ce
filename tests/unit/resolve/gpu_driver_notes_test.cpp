// SPDX-License-Identifier: Apache-2.0
// GPUs that a driver does not know, with the numbers of the built-in table.
#include "resolve/gpu_driver_notes.hpp"

#include <cudaenv/catalog/catalog.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::resolve {
namespace {

using machine::DriverKind;
using testing::ElementsAre;
using testing::IsEmpty;

class GpuDriverNotes : public testing::Test {
 protected:
    [[nodiscard]] std::vector<Note> notes(const KnownDriver& driver,
                                          const std::vector<machine::Gpu>& gpus) const {
        machine::Machine machine;
        machine.gpus = gpus;
        Judgement judgement;
        judgement.driver = driver;
        return gpu_driver_notes(machine, judgement, catalog_.gpus());
    }
    [[nodiscard]] std::vector<Note> notes(const char* version, const machine::Gpu& gpu) const {
        return notes(linux_driver(version), {gpu});
    }
    [[nodiscard]] std::vector<Note> notes_without_driver(const char* needed,
                                                         const machine::Gpu& gpu) const {
        machine::Machine machine;
        machine.gpus = {gpu};
        Judgement judgement;
        judgement.min_driver = parse_version(needed);
        return gpu_driver_notes(machine, judgement, catalog_.gpus());
    }
    static KnownDriver linux_driver(const char* version) {
        return {DriverKind::linux_module, parse_version(version)};
    }

    catalog::Catalog catalog_{catalog::shipped_manifests()};
    const DriverCap kepler_{470, parse_version("3.7"), "Kepler"};
    const DriverCap volta_{580, parse_version("7.0"), "Volta"};
};

machine::Gpu of(const char* capability) {
    return {.capability = parse_version(capability)};
}

TEST_F(GpuDriverNotes, TellOfAGpuThatTheDriverNoLongerKnows) {
    EXPECT_THAT(notes("535.104.05", of("3.7")),
                ElementsAre(Note(GpuOutlived{linux_driver("535.104.05"), kepler_})));
    EXPECT_THAT(notes("470.223.02", of("3.7")), IsEmpty());
    EXPECT_THAT(notes("590.48.01", of("7.0")),
                ElementsAre(Note(GpuOutlived{linux_driver("590.48.01"), volta_})));
}

TEST_F(GpuDriverNotes, TellOfAGpuThatTheDriverDoesNotKnowYet) {
    const machine::Gpu named{.name = "NVIDIA GeForce RTX 5090",
                             .capability = parse_version("12.0")};
    const auto driver = linux_driver("535.104.05");
    const Note unknown = GpuNotKnownYet{driver, named, parse_version("570.86.16")};
    EXPECT_THAT(notes("535.104.05", named), ElementsAre(unknown));
    EXPECT_THAT(notes(driver, {named, named}), ElementsAre(unknown)) << "each kind once";
    EXPECT_THAT(notes("570.86.16", named), IsEmpty());
    const auto of_capability = notes("535.104.05", of("10.0"));
    ASSERT_EQ(of_capability.size(), 1U);
    EXPECT_EQ(std::get<GpuNotKnownYet>(of_capability.front()).gpu, of("10.0"));
}

TEST_F(GpuDriverNotes, AreSilentWhereNoFirstDriverIsKnown) {
    EXPECT_THAT(notes("450.80.02", of("8.6")), IsEmpty());
    EXPECT_THAT(notes("560.35.03", of("8.9")), IsEmpty());
}

TEST_F(GpuDriverNotes, WithoutADriverTellThatNoneSuits) {
    EXPECT_THAT(notes_without_driver("520.61.05", of("3.7")),
                ElementsAre(Note(NoNativeDriver{kepler_})));
    EXPECT_THAT(notes_without_driver("470.82.01", of("3.7")), IsEmpty());
}

TEST_F(GpuDriverNotes, NeverCompareTheNumberOfAnotherKindOfDriver) {
    EXPECT_THAT(notes({DriverKind::tegra, parse_version("36.4.7")}, {of("10.0")}), IsEmpty());
}

}  // namespace
}  // namespace cudaenv::resolve
