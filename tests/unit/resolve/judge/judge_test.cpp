// SPDX-License-Identifier: Apache-2.0
// How one release runs on a machine, as values.
#include "unit/resolve/world.hpp"

#include <cudaenv/resolve/resolve.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cudaenv::resolve::test {
namespace {

using machine::DriverKind;

std::optional<Need> driver(const char* version) {
    return LinuxDriver{parse_version(version)};
}

GpuFit misfit(const char* capability, GpuCode code, const char* architecture, const char* bound) {
    return {parse_version(capability), code, architecture, parse_version(bound)};
}

TEST(Judge, NamesVerdictReasonAndWhatWouldCureIt) {
    struct Row {
        std::string toolkit;
        std::string driver;
        Verdict verdict;
        std::optional<Reason> reason;
        std::optional<Need> needs = std::nullopt;
        std::string floor = {};
    };
    const std::vector<Row> rows{
        {"12.4.1", "550.144.03", Verdict::native, std::nullopt, std::nullopt, "525.60.13"},
        {"12.9.2",
         "550.144.03",
         Verdict::minor_compat,
         Reason::driver_too_old,
         driver("575.51.03"),
         "525.60.13"},
        {"13.0.2",
         "550.144.03",
         Verdict::unsupported,
         Reason::driver_too_old,
         driver("580.65.06"),
         "580.65.06"},
        {"12.4.1", "none", Verdict::compile_only, Reason::no_driver, std::nullopt, "525.60.13"},
        {"13.5.0", "none", Verdict::compile_only, Reason::no_driver, std::nullopt, "580.65.06"},
        {"13.5.0",
         "615.71.09",
         Verdict::minor_compat,
         Reason::requirement_unknown,
         std::nullopt,
         "580.65.06"},
        {"13.5.0",
         "550.144.03",
         Verdict::unsupported,
         Reason::requirement_unknown,
         std::nullopt,
         "580.65.06"},
        {"14.0.0", "615.71.09", Verdict::unsupported, Reason::requirement_unknown},
        {"10.2.89", "418.87", Verdict::unsupported, Reason::driver_too_old, driver("440.33")},
    };
    const World world;
    for (const auto& row : rows) {
        const auto judgement =
            judge(parse_version(row.toolkit), machine_with(row.driver), world.catalog);
        const auto name = row.toolkit + " on " + row.driver;
        EXPECT_EQ(judgement.toolkit.text(), row.toolkit) << name;
        EXPECT_EQ(judgement.verdict, row.verdict) << name;
        EXPECT_EQ(judgement.driver_verdict, row.verdict) << name;
        EXPECT_EQ(judgement.reason, row.reason) << name;
        EXPECT_EQ(judgement.needs, row.needs) << name;
        EXPECT_EQ(judgement.minor_floor, find_version(row.floor)) << name;
        EXPECT_FALSE(judgement.misfit) << name;
    }
}

TEST(Judge, NamesTheDriverOfTheMinorAndTheOneOfTheUpdateWhateverIsHere) {
    const World world;
    for (const std::string driver : {"550.144.03", "none", "460.80"}) {
        const auto judgement = judge(parse_version("12.4.1"), machine_with(driver), world.catalog);
        EXPECT_EQ(judgement.min_driver, parse_version("550.54.14")) << driver;
        EXPECT_EQ(judgement.named_driver, parse_version("550.54.15")) << driver;
    }
    const auto unknown = judge(parse_version("13.5.0"), machine_with("615.71.09"), world.catalog);
    EXPECT_FALSE(unknown.min_driver);
    EXPECT_FALSE(unknown.named_driver);
}

TEST(Judge, RunsEveryUpdateOfAMinorOnTheDriversOfThatMinor) {
    struct Row {
        const char* driver;
        const char* newest;
        const char* too_new;
    };
    const World world;
    for (const auto& row : {Row{"460.80", "11.2.2", "11.3.0"},
                            Row{"460.27.03", "11.2.2", "11.3.0"},
                            Row{"470.57.02", "11.4.4", "11.5.0"},
                            Row{"570.26", "12.8.2", "12.9.0"},
                            Row{"580.65.06", "13.0.3", "13.1.0"},
                            Row{"580.95.05", "13.0.3", "13.1.0"}}) {
        const auto judged = [&](const char* toolkit) {
            return judge(parse_version(toolkit), machine_with(row.driver), world.catalog);
        };
        EXPECT_EQ(judged(row.newest).verdict, Verdict::native) << row.driver;
        EXPECT_FALSE(judged(row.newest).reason) << row.driver;
        EXPECT_NE(judged(row.too_new).verdict, Verdict::native) << row.driver;
    }
}

TEST(Judge, CompilesThePtxOfALaterUpdate) {
    const World world;
    const auto judgement =
        judge(parse_version("11.4.4"), machine_with("470.57.02", {"9.0"}), world.catalog);
    EXPECT_EQ(judgement.verdict, Verdict::native);
    EXPECT_EQ(judgement.reason, Reason::gpu_too_new);
}

TEST(Judge, AssumesNothingOfAnUpdateForWhichNoDriverIsStated) {
    const World world;
    for (const auto* toolkit : {"13.4.9", "13.4.0"}) {
        const auto judgement =
            judge(parse_version(toolkit), machine_with("615.71.09"), world.catalog);
        EXPECT_EQ(judgement.verdict, Verdict::minor_compat) << toolkit;
        EXPECT_EQ(judgement.reason, Reason::requirement_unknown) << toolkit;
    }
}

TEST(Judge, TakesABranchForAnUpToDateDriverOfIt) {
    const World world;
    const auto verdict = [&](const char* toolkit, const std::string& driver) {
        return judge(parse_version(toolkit), machine_with(driver), world.catalog).verdict;
    };
    EXPECT_EQ(verdict("13.0.3", "580"), Verdict::native);
    EXPECT_EQ(verdict("13.1.0", "580"), Verdict::minor_compat);
    EXPECT_EQ(verdict("12.2.2", "535"), Verdict::native);
    EXPECT_EQ(verdict("12.9.2", "525"), Verdict::minor_compat);
    EXPECT_EQ(verdict("11.8.0", "450"), Verdict::minor_compat);
    EXPECT_EQ(verdict("13.0.0", "575"), Verdict::unsupported);
    auto a100 = machine_with("535");
    a100.gpus = {{.name = "NVIDIA A100"}};
    EXPECT_EQ(judge(parse_version("13.1.1"), a100, world.catalog).verdict, Verdict::forward_compat);
}

TEST(Judge, BelievesADriverThatSaysWhichCudaItRuns) {
    const World world;
    const auto verdict = [&](const char* toolkit, const char* driver, const char* cuda) {
        auto machine = machine_with(driver);
        machine.driver->cuda = find_version(cuda);
        return judge(parse_version(toolkit), machine, world.catalog).verdict;
    };
    EXPECT_EQ(verdict("10.2.89", "430.26", "10.2"), Verdict::native);
    EXPECT_EQ(verdict("10.2.89", "430.40", "10.1"), Verdict::unsupported);
    EXPECT_EQ(verdict("13.5.0", "630.10", "13.5"), Verdict::native) << "no table knows either";
    EXPECT_EQ(verdict("13.5.0", "630.10", ""), Verdict::minor_compat);
}

TEST(Judge, NamesTheGpuThatIsNotServed) {
    struct Row {
        std::string toolkit;
        std::string driver;
        std::vector<std::string> gpus;
        Verdict verdict;
        Verdict by_driver;
        std::optional<Reason> reason;
        std::optional<GpuFit> misfit;
    };
    const auto volta = misfit("7.0", GpuCode::none, "Volta", "12.9");
    const auto hopper = misfit("9.0", GpuCode::ptx, "Hopper", "11.8");
    const std::vector<Row> rows{
        {"13.4.3",
         "615.71.09",
         {"12.0"},
         Verdict::native,
         Verdict::native,
         std::nullopt,
         std::nullopt},
        {"13.0.2",
         "580.159.04",
         {"7.0"},
         Verdict::unsupported,
         Verdict::native,
         Reason::gpu_dropped,
         volta},
        {"13.0.2",
         "580.159.04",
         {"8.6", "7.0"},
         Verdict::native,
         Verdict::native,
         Reason::gpu_partly,
         volta},
        {"11.4.4",
         "450.80.02",
         {"9.0", "7.0"},
         Verdict::minor_compat,
         Verdict::minor_compat,
         Reason::gpu_partly,
         hopper},
        {"11.2.2",
         "550.144.03",
         {"8.6", "9.0"},
         Verdict::native,
         Verdict::native,
         Reason::gpu_too_new,
         hopper},
        {"11.2.2", "550.144.03", {"8.6", "8.9"}, Verdict::native, Verdict::native, {}, {}},
        {"11.4.4",
         "450.80.02",
         {"9.0"},
         Verdict::unsupported,
         Verdict::minor_compat,
         Reason::driver_too_old,
         hopper},
    };
    const World world;
    for (const auto& row : rows) {
        const auto judgement =
            judge(parse_version(row.toolkit), machine_with(row.driver, row.gpus), world.catalog);
        const auto name = row.toolkit + " on " + row.driver;
        EXPECT_EQ(judgement.verdict, row.verdict) << name;
        EXPECT_EQ(judgement.driver_verdict, row.by_driver) << name;
        EXPECT_EQ(judgement.reason, row.reason) << name;
        EXPECT_EQ(judgement.misfit, row.misfit) << name;
    }
    EXPECT_FALSE(
        judge(parse_version("13.0.2"), machine_with("550.144.03", {"7.0"}), world.catalog).needs)
        << "no driver makes up for a GPU that was dropped";
}

machine::Machine machine_of_kind(DriverKind kind,
                                 const std::string& driver,
                                 const std::string& cuda) {
    auto machine = machine_with(driver);
    machine.driver->kind = kind;
    machine.driver->cuda = find_version(cuda);
    return machine;
}

struct KindRow {
    std::string toolkit;
    std::string driver;
    std::string cuda;
    Verdict verdict;
    std::optional<Reason> reason = std::nullopt;
    std::optional<Need> needs = std::nullopt;
};

void expect_judgements(DriverKind kind, const std::vector<KindRow>& rows) {
    const World world;
    for (const auto& row : rows) {
        const auto judgement = judge(
            parse_version(row.toolkit), machine_of_kind(kind, row.driver, row.cuda), world.catalog);
        const auto name = row.toolkit + " on " + row.driver;
        EXPECT_EQ(judgement.verdict, row.verdict) << name;
        EXPECT_EQ(judgement.reason, row.reason) << name;
        EXPECT_EQ(judgement.needs, row.needs) << name;
        EXPECT_FALSE(judgement.min_driver) << name;
    }
}

TEST(Judge, ComparesAWindowsDriverByTheCudaThatItRuns) {
    const auto runs = [](const char* cuda) { return WindowsDriver{parse_version(cuda)}; };
    expect_judgements(
        DriverKind::windows,
        {{"12.6.3", "566.36", "12.7", Verdict::native},
         {"12.9.2", "566.36", "12.7", Verdict::minor_compat, Reason::driver_too_old, runs("12.9")},
         {"13.0.2", "566.36", "12.7", Verdict::unsupported, Reason::driver_too_old, runs("13.0")},
         {"10.2.89", "419.17", "10.1", Verdict::unsupported, Reason::driver_too_old, runs("10.2")},
         {"13.5.0", "630.10", "13.5", Verdict::native},
         {"12.6.3", "566.36", "", Verdict::native},
         {"12.9.2", "566.36", "", Verdict::minor_compat, Reason::driver_too_old, runs("12.9")},
         {"12.6.3", "361.42", "", Verdict::compile_only, Reason::driver_unknown}});
}

TEST(Judge, ComparesAJetsonByItsJetpack) {
    expect_judgements(
        DriverKind::tegra,
        {{"11.4.4", "35.4.1", "", Verdict::native},
         {"12.2.2", "35.4.1", "", Verdict::forward_compat, Reason::driver_too_old},
         {"12.3.2", "35.4.1", "", Verdict::unsupported, Reason::driver_too_old, Jetpack{"6.1"}},
         {"12.6.3", "36.4.0", "", Verdict::native},
         {"12.6.3", "36.3.0", "", Verdict::forward_compat, Reason::driver_too_old},
         {"12.2.2", "36.3.0", "", Verdict::native},
         {"12.9.2", "36.4.7", "", Verdict::forward_compat, Reason::driver_too_old},
         {"13.0.3", "36.4.7", "", Verdict::unsupported, Reason::driver_too_old, Jetpack{"7.0"}},
         {"13.0.3", "38.2.0", "", Verdict::native},
         {"12.6.3", "36.4.7", "12.6", Verdict::native},
         {"13.5.0", "39.0", "", Verdict::unsupported, Reason::driver_too_old, UnknownJetpack{}},
         {"10.2.89", "32.7.1", "", Verdict::compile_only, Reason::driver_unknown}});
    const World world;
    const auto orin = judge(
        parse_version("12.2.2"), machine_of_kind(DriverKind::tegra, "35.4.1", ""), world.catalog);
    ASSERT_TRUE(orin.forward);
    EXPECT_EQ(orin.forward->way, ForwardWay(CompatPackage{parse_version("12.2")}));
    EXPECT_FALSE(orin.forward->objection);
}

TEST(Judge, AdmitsACompatPackageOnDataCentreGpusOfItsBranches) {
    struct Row {
        std::string driver;
        std::string gpu;
        Verdict verdict;
        bool has_way = false;
        std::optional<ForwardObjection> objection = std::nullopt;
    };
    const machine::Gpu rtx{.name = "GeForce RTX 4090"};
    const std::vector<Row> rows{
        {"535.104.05", "NVIDIA A100", Verdict::forward_compat, true},
        {"535.104.05", rtx.name, Verdict::unsupported, true, ForwardObjection{rtx}},
        {"535.104.05", "", Verdict::unsupported, true, ForwardObjection{}},
        {"550.54.15", "NVIDIA A100", Verdict::unsupported},
        {"580.65.06", "NVIDIA A100", Verdict::minor_compat},
    };
    const World world;
    for (const auto& row : rows) {
        auto machine = machine_with(row.driver);
        if (!row.gpu.empty()) machine.gpus = {{.name = row.gpu}};
        const auto judgement = judge(parse_version("13.1.1"), machine, world.catalog);
        const auto name = row.driver + " with " + row.gpu;
        EXPECT_EQ(judgement.verdict, row.verdict) << name;
        EXPECT_EQ(judgement.needs, driver("590.44.01")) << name;
        ASSERT_EQ(judgement.forward.has_value(), row.has_way) << name;
        if (!row.has_way) continue;
        EXPECT_EQ(judgement.forward->way, ForwardWay(CompatPackage{parse_version("13.1")})) << name;
        EXPECT_EQ(judgement.forward->objection, row.objection) << name;
    }
}

TEST(Judge, TakesACapabilityForDataCentreWhenAllItsProductsAre) {
    const World world;
    const auto verdict = [&](const std::string& gpu) {
        return judge(parse_version("13.1.1"), machine_with("535.104.05", {gpu}), world.catalog)
            .verdict;
    };
    EXPECT_EQ(verdict("9.0"), Verdict::forward_compat);
    EXPECT_EQ(verdict("8.9"), Verdict::unsupported);   // RTX 4090 and L4
    EXPECT_EQ(verdict("10.0"), Verdict::unsupported);  // no product known
    auto machine = machine_with("535.104.05");
    machine.gpus = {{.name = "NVIDIA H999", .capability = parse_version("9.0")}};
    EXPECT_EQ(judge(parse_version("13.1.1"), machine, world.catalog).verdict,
              Verdict::forward_compat)
        << "nor does its name tell that it is not one";
    machine.gpus = {{.name = "GeForce RTX 9999", .capability = parse_version("8.9")}};
    EXPECT_EQ(judge(parse_version("13.1.1"), machine, world.catalog).verdict, Verdict::unsupported);
}

TEST(Judge, AdmitsACompatLibraryOfThisMachineByItsNote) {
    const World world;
    const auto judged = [&](const std::vector<unsigned>& branches, const std::string& cuda) {
        auto machine = machine_with("550.54.15");
        machine.gpus = {{.name = "NVIDIA A100"}};
        machine.compat_libraries = {
            {"/usr/local/cuda-13.1/compat/libcuda.so.1", parse_version(cuda), branches}};
        return judge(parse_version("13.1.1"), machine, world.catalog);
    };
    const auto admitted = judged({535, 550}, "13.1");
    EXPECT_EQ(admitted.verdict, Verdict::forward_compat);
    EXPECT_EQ(admitted.needs, driver("590.44.01"));
    ASSERT_TRUE(admitted.forward);
    EXPECT_EQ(admitted.forward->way,
              ForwardWay(CompatDriver{parse_version("13.1"), "/usr/local/cuda-13.1/compat"}));
    EXPECT_EQ(judged({535}, "13.1").verdict, Verdict::unsupported);
    EXPECT_EQ(judged({535, 550}, "13.0").verdict, Verdict::unsupported);
    EXPECT_EQ(judged({}, "13.1").verdict, Verdict::forward_compat) << "no note, another major";
}

TEST(Judge, ComparesDriversAsNumbers) {
    const World world;
    const auto verdict = [&](const std::string& driver) {
        return judge(parse_version("13.0.2"), machine_with(driver), world.catalog).verdict;
    };
    EXPECT_EQ(verdict("580.142"), Verdict::native);
    EXPECT_EQ(verdict("580.65.06"), Verdict::native);
    EXPECT_EQ(verdict("580.65.05"), Verdict::unsupported);
}

TEST(KnownDriver, RunsWhatItSaysElseWhatTheTableSaysOfIt) {
    const World world;
    const auto known = [&](DriverKind kind, const std::string& driver, const std::string& cuda) {
        return *known_driver(machine_of_kind(kind, driver, cuda), world.catalog.driver_table);
    };
    EXPECT_EQ(known(DriverKind::linux_module, "460.80", "").cuda, parse_version("11.2"));
    EXPECT_EQ(known(DriverKind::linux_module, "460.80", "11.3").cuda, parse_version("11.3"));
    EXPECT_EQ(known(DriverKind::windows, "566.36", "").cuda, parse_version("12.7"));
    EXPECT_FALSE(known(DriverKind::windows, "566.36", "").tells_cuda);
    EXPECT_TRUE(known(DriverKind::windows, "566.36", "12.7").tells_cuda);
    EXPECT_EQ(known(DriverKind::linux_module, "580", "").cuda, parse_version("13.0"));
    EXPECT_EQ(known(DriverKind::tegra, "35.4.1", "").cuda, parse_version("11.4"));
    EXPECT_EQ(known(DriverKind::tegra, "35.4.1", "12.2").cuda, parse_version("12.2"));
    EXPECT_EQ(known(DriverKind::tegra, "36.4.7", "12.6").jetpack, "6");
    EXPECT_EQ(known(DriverKind::tegra, "32.7.1", "").jetpack, "");
    EXPECT_FALSE(known_driver(machine_with("none"), world.catalog.driver_table));
}

TEST(Codes, AreThoseThatScriptsRelyOn) {
    EXPECT_EQ(verdict_text(Verdict::native), "native");
    EXPECT_EQ(verdict_text(Verdict::minor_compat), "minor-compat");
    EXPECT_EQ(verdict_text(Verdict::forward_compat), "forward-compat");
    EXPECT_EQ(verdict_text(Verdict::compile_only), "compile-only");
    EXPECT_EQ(verdict_text(Verdict::unsupported), "unsupported");
    EXPECT_EQ(reason_text(Reason::no_driver), "no-driver");
    EXPECT_EQ(reason_text(Reason::driver_unknown), "driver-unknown");
    EXPECT_EQ(reason_text(Reason::driver_too_old), "driver-too-old");
    EXPECT_EQ(reason_text(Reason::requirement_unknown), "driver-requirement-unknown");
    EXPECT_EQ(reason_text(Reason::gpu_too_new), "gpu-too-new");
    EXPECT_EQ(reason_text(Reason::gpu_partly), "gpu-partly");
    EXPECT_EQ(reason_text(Reason::gpu_dropped), "gpu-dropped");
    EXPECT_EQ(reason_text(Reason::prerelease), "prerelease");
    EXPECT_EQ(reason_text(Reason::yanked), "yanked");
    EXPECT_EQ(reason_text(Reason::no_source), "no-source");
}

}  // namespace
}  // namespace cudaenv::resolve::test
