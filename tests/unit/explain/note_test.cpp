// SPDX-License-Identifier: Apache-2.0
// What there is to know about a decision, in words.
#include "unit/resolve/world.hpp"

#include <cudaenv/explain/note.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::explain {
namespace {

using resolve::KnownDriver;
using resolve::test::machine_with;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class NoteWords : public testing::Test {
 protected:
    std::vector<std::string> notes(const std::string& spec, const machine::Machine& machine) {
        return words(
            resolve::test::resolution_of(resolve::test::request_for(spec), machine, world_.catalog)
                .notes);
    }
    static KnownDriver driver(const char* version) {
        return {machine::DriverKind::linux_module, parse_version(version)};
    }

    const resolve::DriverCap kepler_{470, parse_version("3.7"), "Kepler"};
    resolve::test::World world_;
};

TEST_F(NoteWords, TellOfAModuleAndALibraryThatDiffer) {
    auto machine = machine_with("595.71.05");
    machine.driver->module = parse_version("595.71.05");
    machine.driver->library = parse_version("595.80");
    machine.driver->mismatched = true;
    EXPECT_THAT(notes("12", machine),
                Contains("the loaded kernel module is 595.71.05 but the user library is 595.80: "
                         "CUDA programs fail until they match, which a restart brings about; "
                         "595.71.05 is what counts here"));
    machine.driver->library_origin = "/usr/lib64/libcuda.so.595.80";
    EXPECT_THAT(notes("12", machine),
                Contains(HasSubstr("library is 595.80 (/usr/lib64/libcuda.so.595.80): ")));
    machine.driver->library.reset();
    EXPECT_THAT(notes("12", machine), Contains(HasSubstr("NVML says so")));
}

TEST_F(NoteWords, TellThatNothingRunsWithoutLibcudaAndWhatToDo) {
    auto machine = machine_with("470.57.02");
    machine.lacks_libcuda = true;
    EXPECT_THAT(notes("11.4", machine),
                Contains("libcuda, the part of driver 470.57.02 that CUDA programs load, is not "
                         "here (nvidia-smi shows \"CUDA Version: N/A\"): no CUDA program runs; "
                         "install it with the driver (Debian: libcuda1, Ubuntu: "
                         "libnvidia-compute)"));
    machine.is_container = true;
    EXPECT_THAT(notes("11.4", machine),
                Contains(HasSubstr("start the container with the driver's libraries (docker run "
                                   "--gpus all -e NVIDIA_DRIVER_CAPABILITIES=compute,utility)")));
}

TEST_F(NoteWords, TellThatAWindowsDriverDoesNotSayItsCuda) {
    auto machine = machine_with("552.22");
    machine.driver->kind = machine::DriverKind::windows;
    EXPECT_THAT(notes("12", machine),
                Contains("Windows driver 552.22 does not say which CUDA it runs (nvidia-smi shows "
                         "\"CUDA Version: ERR!\" then): by its number it is 12.4, but programs "
                         "may fail until it answers (on Windows: wsl --shutdown, or a newer "
                         "driver)"));
    machine.driver->cuda = parse_version("12.4");
    EXPECT_THAT(notes("12", machine), Not(Contains(HasSubstr("does not say"))));
}

TEST_F(NoteWords, TellHowABranchIsJudged) {
    EXPECT_THAT(notes("13", machine_with("580")),
                Contains("580 is a branch, and which driver of it is not said: judged by the CUDA "
                         "of the branch, 13.0"));
    EXPECT_THAT(notes("13", machine_with("580.65.06")), Not(Contains(HasSubstr("branch"))));
}

TEST_F(NoteWords, TellOfAContainerWithoutAGpu) {
    auto machine = machine_with("595.71.05");
    machine.lacks_devices = true;
    EXPECT_THAT(notes("12", machine),
                Contains("driver 595.71.05 is the host's; no GPU was given to this container: "
                         "start it with one to run programs (docker run --gpus all)"));
}

TEST_F(NoteWords, TellOfGpusThatTheDriverDoesNotKnow) {
    EXPECT_EQ(words(resolve::GpuOutlived{driver("535.104.05"), kepler_}),
              "driver 535.104.05 no longer works with this GPU: 470 is the last driver branch for "
              "compute capability 3.7 (Kepler)");
    const machine::Gpu named{.name = "NVIDIA GeForce RTX 5090",
                             .capability = parse_version("12.0")};
    EXPECT_EQ(
        words(resolve::GpuNotKnownYet{driver("535.104.05"), named, parse_version("570.86.16")}),
        "driver 535.104.05 does not know NVIDIA GeForce RTX 5090 yet: NVIDIA's drivers list it "
        "from 570.86.16 on");
    EXPECT_THAT(words(resolve::GpuNotKnownYet{driver("535.104.05"),
                                              {.capability = parse_version("10.0")},
                                              parse_version("570.86.16")}),
                HasSubstr("does not know compute capability 10.0 yet"));
    EXPECT_EQ(words(resolve::NoNativeDriver{kepler_}),
              "no driver runs it natively on this GPU: 470 is the last driver branch for compute "
              "capability 3.7 (Kepler)");
}

TEST_F(NoteWords, SayWhatMinorVersionCompatibilityTakesAwayAndWhatLiftsIt) {
    EXPECT_THAT(notes("11.8.0", machine_with("460.80")),
                ElementsAre("11.8.0 runs on driver 460.80 in minor-version compatibility: the "
                            "driver does not compile its PTX (build for your GPU, nvcc "
                            "-arch=sm_XX), and newer driver calls fail; driver 520.61.05 lifts "
                            "this"));
    EXPECT_THAT(notes("11.8.0", machine_with("470.57.02", {"3.7"})),
                Contains(HasSubstr("no driver lifts this: 470 is the last driver branch")));
    EXPECT_THAT(notes("13.5.0", machine_with("615.71.09")),
                Contains(AllOf(HasSubstr("newer driver calls fail"), Not(HasSubstr("lifts")))));
}

TEST_F(NoteWords, SayThatACompatPackageDoesNotComeAlong) {
    auto machine = machine_with("535.104.05");
    machine.gpus = {{.name = "NVIDIA A100"}};
    auto request = resolve::test::request_for("13.1.1");
    request.compat = Compat::forward;
    EXPECT_THAT(
        words(resolve::test::resolution_of(request, machine, world_.catalog).notes),
        Contains("13.1.1 needs driver 590.44.01; runs on 535.104.05 with NVIDIA's cuda-compat-13-1 "
                 "package in front of LD_LIBRARY_PATH; cudaenv does not bring that package, and "
                 "OpenGL and Vulkan do not work together with it"));
}

TEST_F(NoteWords, SayWhatLimitsAChosenRelease) {
    EXPECT_THAT(notes("13.5.0", machine_with("615.71.09")),
                Contains(HasSubstr("13.5.0: the driver that it needs is not known")));
    EXPECT_THAT(notes("13.0.2", machine_with("615.71.09", {"9.0", "7.0"})),
                Contains(HasSubstr("no code for compute capability 7.0 (Volta), whose last "
                                   "CUDA is 12.9: runs on the other GPUs of this machine")));
    EXPECT_THAT(
        notes("11.2", machine_with("615.71.09", {"9.0"})),
        Contains(AllOf(HasSubstr("9.0 (Hopper), whose first CUDA is 11.8"), HasSubstr("PTX"))));
}

TEST_F(NoteWords, SayWhoseCodeRunsOnAGpuThatTheToolkitHasNoneFor) {
    EXPECT_THAT(notes("11.2", machine_with("615.71.09", {"8.9"})),
                Contains("CUDA 11.2 has no code of its own for compute capability 8.9 (Ada "
                         "Lovelace): what it makes for 8.6 runs there (nvcc -arch=sm_86)"));
}

TEST_F(NoteWords, SayWhatNoSourceHas) {
    world_.leave_toolkits({"11.2.2", "11.8.0", "12.4.1"});
    EXPECT_THAT(notes("12", machine_with("535.104.05")),
                Contains("no source in use has the whole toolkit of CUDA 12.2.2"));
}

TEST_F(NoteWords, SayWhereThisLibcIsTooOldTooNewOrMissing) {
    auto machine = machine_with("615.71.09");
    machine.glibc = parse_version("2.17");
    EXPECT_THAT(notes("12.9", machine),
                Contains(AllOf(HasSubstr(" of CUDA 12.9.2 needs glibc 2.27"),
                               HasSubstr("; this machine has 2.17"))));
    EXPECT_THAT(notes("12.4", machine), Not(Contains(HasSubstr("glibc"))));
    machine.glibc = parse_version("2.41");
    EXPECT_THAT(
        notes("11.2", machine),
        Contains(AllOf(HasSubstr("assert()"), HasSubstr("with CUDA 11.2.2 and glibc 2.41"))));
    EXPECT_THAT(notes("12.4", machine), Not(Contains(HasSubstr("assert()"))));
    machine.glibc.reset();
    EXPECT_THAT(notes("12.4", machine),
                Contains("this machine has no glibc, which NVIDIA's programs need to run"));
}

}  // namespace
}  // namespace cudaenv::explain
