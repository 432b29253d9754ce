// SPDX-License-Identifier: Apache-2.0
// Driver libraries that answer, lie, hang and crash, asked in a child process; and answers that are
// kept.
#include "machine/driver.hpp"
#include "unit/machine/sample_tree.hpp"

#include <cudaenv/sys/process.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <string>

namespace cudaenv::machine {
namespace {

namespace fs = std::filesystem;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string text_of(const std::optional<Version>& version) {
    return version ? version->text() : std::string();
}

class AskDriver : public ::testing::Test {
 protected:
    AskDriver() {
        tree.write_program(
            "usr/bin/probe",
            "echo run >>" + (tree / "log").string() + "\nexec " PROBE_PROGRAM " \"$@\"\n");
        tree.start();
    }
    void install(const std::string& fake, const std::string& soname) const {
        const auto target = tree / (SampleTree::multiarch() + "/" + soname);
        fs::create_directories(target.parent_path());
        fs::copy_file(std::string(FAKE_LIBRARIES) + "/lib" + fake + ".so",
                      target,
                      fs::copy_options::overwrite_existing);
    }
    void install_nvml(const std::string& behaviour) const {
        install("fake_nvml_" + behaviour, "libnvidia-ml.so.1");
    }
    void install_cuda() const { install("fake_cuda", "libcuda.so.1"); }
    DriverReport ask() const {
        auto places = tree.places();
        places.probe = {(tree / "usr/bin/probe").string()};
        places.deadline = deadline;
        return detect_driver(tree.environment(), places);
    }
    /// How often the probe was started.
    [[nodiscard]] std::size_t runs() const {
        std::ifstream log(tree / "log");
        return static_cast<std::size_t>(std::count(
            std::istreambuf_iterator<char>(log), std::istreambuf_iterator<char>(), '\n'));
    }
    [[nodiscard]] fs::path kept_file() const {
        return fs::directory_iterator(tree / "home/cache")->path();
    }

    const SampleTree tree;
    std::chrono::milliseconds deadline{10000};
};

TEST_F(AskDriver, LearnsCudaAndGpusFromNvml) {
    tree.load_module("550.144.03");
    install_nvml("healthy");
    const auto report = ask();
    ASSERT_TRUE(report.driver);
    EXPECT_EQ(report.driver->version.text(), "550.144.03");
    EXPECT_EQ(report.driver->origin, "/sys/module/nvidia/version");
    EXPECT_EQ(text_of(report.driver->cuda), "12.4");
    EXPECT_EQ(report.driver->cuda_origin, "NVML");
    ASSERT_THAT(report.gpus, SizeIs(2));
    EXPECT_EQ(report.gpus[0].name, "NVIDIA A100-SXM4-40GB");
    EXPECT_EQ(text_of(report.gpus[0].capability), "8.0");
    EXPECT_EQ(report.gpus[0].memory, ByteCount{42'949'672'960});
    EXPECT_EQ(report.gpus[0].origin, "NVML");
    EXPECT_EQ(text_of(report.gpus[1].capability), "8.6");
}

TEST_F(AskDriver, TakesTheDriverFromNvmlWhereTheKernelShowsNone) {
    install_nvml("healthy");
    const auto driver = ask().driver;
    ASSERT_TRUE(driver);
    EXPECT_EQ(driver->version.text(), "550.144.03");
    EXPECT_EQ(driver->origin, "NVML");
}

TEST_F(AskDriver, TakesTheWindowsDriverFromNvmlInWsl) {
    tree.write("proc/sys/kernel/osrelease", "5.15.167.4-microsoft-standard-WSL2\n");
    install_nvml("healthy");
    const auto driver = ask().driver;
    ASSERT_TRUE(driver);
    EXPECT_EQ(driver->kind, DriverKind::windows);
    EXPECT_EQ(text_of(driver->cuda), "12.4");
}

TEST_F(AskDriver, AsksLibcudaWhereNvmlDoesNotKnowCuda) {
    tree.load_module("550.144.03");
    install_nvml("old");
    install_cuda();
    const auto driver = ask().driver;
    ASSERT_TRUE(driver);
    EXPECT_EQ(text_of(driver->cuda), "12.6");
    EXPECT_EQ(driver->cuda_origin, "libcuda");
}

TEST_F(AskDriver, SaysThatNoLibcudaIsHere) {
    tree.load_module("550.144.03");
    install_nvml("old");
    const auto report = ask();
    ASSERT_TRUE(report.driver);
    EXPECT_FALSE(report.driver->cuda);
    EXPECT_TRUE(report.lacks_libcuda);
    EXPECT_TRUE(ask().lacks_libcuda) << "as the kept answer says";
    EXPECT_EQ(runs(), 1U);
}

TEST_F(AskDriver, MissesNoLibcudaWhereItAnswersOrNobodyDoes) {
    tree.load_module("550.144.03");
    EXPECT_FALSE(ask().lacks_libcuda) << "no NVML either: a container without GPUs";
    install_nvml("old");
    install_cuda();
    EXPECT_FALSE(ask().lacks_libcuda);
    install_nvml("healthy");
    EXPECT_FALSE(ask().lacks_libcuda);
}

TEST_F(AskDriver, GivesAJetsonTheCudaVersionOfItsLibcuda) {
    tree.write("etc/nv_tegra_release", "# R36 (release), REVISION: 4.7, GCID: 42132812\n");
    install_cuda();
    const auto driver = ask().driver;
    ASSERT_TRUE(driver);
    EXPECT_EQ(driver->kind, DriverKind::tegra);
    EXPECT_EQ(text_of(driver->cuda), "12.6");
}

TEST_F(AskDriver, RecognisesNvmlsMismatch) {
    tree.load_module("595.71.05");
    install_nvml("mismatch");
    const auto driver = ask().driver;
    ASSERT_TRUE(driver);
    EXPECT_TRUE(driver->mismatched);
    EXPECT_EQ(driver->version.text(), "595.71.05");
}

TEST_F(AskDriver, IsNotHeldUpByALibraryThatHangs) {
    deadline = std::chrono::milliseconds(500);
    tree.load_module("550.144.03");
    install_nvml("hanging");
    tree.write_program("usr/bin/nvidia-smi", "echo smi >>" + (tree / "log").string() + "\n");
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(text_of(ask().driver->module), "550.144.03");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
    EXPECT_EQ(runs(), 1U) << "nor is nvidia-smi asked, which would hang as well";
    EXPECT_TRUE(ask().driver);
    EXPECT_EQ(runs(), 1U) << "and the next command does not wait again at once";
}

TEST_F(AskDriver, KeepsWhatALibrarySaidBeforeItCrashed) {
    tree.load_module("550.144.03");
    tree.write("proc/driver/nvidia/gpus/0000:3b:00.0/information", "Model: \t\t NVIDIA T4\n");
    install_nvml("crashing");
    const auto report = ask();
    ASSERT_TRUE(report.driver);
    EXPECT_EQ(text_of(report.driver->cuda), "12.4");
    ASSERT_THAT(report.gpus, SizeIs(1));
    EXPECT_EQ(report.gpus[0].name, "NVIDIA T4");
}

TEST_F(AskDriver, BelievesNoGarbage) {
    tree.load_module("550.144.03");
    install_nvml("garbage");
    const auto report = ask();
    ASSERT_TRUE(report.driver);
    EXPECT_EQ(report.driver->version.text(), "550.144.03");
    EXPECT_FALSE(report.driver->cuda);
    for (const auto& gpu : report.gpus) {
        EXPECT_FALSE(gpu.capability);
        EXPECT_EQ(gpu.name.find('\n'), std::string::npos);
    }
    tree.write(SampleTree::multiarch() + "/libnvidia-ml.so.1", "no library at all");
    tree.start("boot-2");
    EXPECT_THAT(ask().gpus, IsEmpty());
}

TEST_F(AskDriver, StartsNothingWhereNothingOfADriverIsToBeSeen) {
    EXPECT_FALSE(ask().driver);
    EXPECT_EQ(runs(), 0U);
}

TEST_F(AskDriver, AsksOnceForEachBootAndDriver) {
    tree.load_module("550.144.03");
    install_nvml("healthy");
    for (int i = 0; i < 3; ++i) EXPECT_EQ(text_of(ask().driver->cuda), "12.4");
    EXPECT_THAT(ask().gpus, SizeIs(2));
    EXPECT_EQ(runs(), 1U);
    tree.start("boot-2");
    ask();
    EXPECT_EQ(runs(), 2U);
    tree.load_module("550.163.01");
    ask();
    EXPECT_EQ(runs(), 3U);
    tree.write("dev/nvidia0");
    ask();
    EXPECT_EQ(runs(), 4U) << "another container on the same machine";
    ask();
    EXPECT_EQ(runs(), 4U);
}

TEST_F(AskDriver, AsksAgainWhenTheKeptAnswerIsTornOrForeign) {
    tree.load_module("550.144.03");
    install_nvml("healthy");
    ask();
    const auto file = kept_file();
    std::ifstream stream(file);
    const std::string kept(std::istreambuf_iterator<char>(stream), {});
    std::size_t expected = 1;
    for (const auto& damaged : {std::string(),
                                kept.substr(0, kept.size() / 2),
                                "cudaenv-driver 0" + kept.substr(kept.find(' ', 15)),
                                std::string("end\n")}) {
        std::ofstream(file, std::ios::trunc) << damaged;
        EXPECT_EQ(text_of(ask().driver->cuda), "12.4");
        EXPECT_EQ(runs(), ++expected) << damaged;
    }
}

TEST_F(AskDriver, AsksEachTimeWhereNothingCanBeKept) {
    fs::remove(tree / "proc/sys/kernel/random/boot_id");
    tree.load_module("550.144.03");
    install_nvml("healthy");
    ask();
    ask();
    EXPECT_EQ(runs(), 2U);
}

TEST(Probe, PassesOverAStub) {
    const SampleTree tree;
    for (const std::string directory : {"stubs", "real"}) {
        const auto path = tree / (directory + "/libcuda.so.1");
        fs::create_directories(path.parent_path());
        fs::copy_file(FAKE_LIBRARIES "/libfake_cuda.so", path);
        const auto result = run_process(
            {PROBE_PROGRAM, "-", path.string()}, Environment(), std::chrono::seconds(10));
        ASSERT_TRUE(result);
        EXPECT_EQ(result->output,
                  directory == "stubs" ? "no-libcuda\ndone\n" : "cuda 12.6 libcuda\ndone\n");
    }
}

}  // namespace
}  // namespace cudaenv::machine
