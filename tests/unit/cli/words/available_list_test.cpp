// SPDX-License-Identifier: Apache-2.0
// The picture that `cudaenv list --available` draws.
#include "cli/words/available_list.hpp"

#include "unit/cli/text_of.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

namespace cudaenv::cli {
namespace {

using jobs::AvailableRelease;
using jobs::Remark;
using resolve::Reason;
using resolve::Verdict;
using testing::HasSubstr;
using testing::Not;

constexpr TextStyle kPlain{};
constexpr TextStyle kSymbols{.has_symbols = true};

AvailableRelease release(const char* version,
                         Verdict verdict,
                         Remark remark,
                         std::optional<Reason> reason = std::nullopt,
                         const char* min_driver = nullptr) {
    AvailableRelease made;
    made.version = parse_version(version);
    made.judgement.verdict = verdict;
    made.judgement.reason = reason;
    if (min_driver != nullptr) made.judgement.min_driver = parse_version(min_driver);
    made.sources = {SourceName::redist};
    made.remark = remark;
    return made;
}

machine::Machine workstation() {
    machine::Machine machine;
    machine.driver = machine::Driver{parse_version("550.144.03"), "--driver"};
    machine.gpus = {{.name = "NVIDIA GeForce RTX 3090"}};
    machine.compilers = {{CompilerKind::gcc, parse_version("12.2.0"), "/usr/bin/g++", true}};
    return machine;
}

/// What is listed for `request`, of whatever `releases` and `unsourced` there are.
std::string listing(std::vector<AvailableRelease> releases,
                    const std::string& request,
                    const machine::Machine& machine,
                    const TextStyle& style,
                    std::vector<Version> unsourced = {}) {
    return text_of(
        render_available(
            {std::move(releases), std::move(unsourced), resolve::known_driver(machine, {})},
            request,
            machine,
            style),
        style);
}

/// Newest first, one of every kind.
std::vector<AvailableRelease> one_of_each() {
    auto compiles = release(
        "13.0.2", Verdict::unsupported, Remark::needs_driver, Reason::driver_too_old, "580.65.06");
    auto minor = release(
        "12.9.2", Verdict::minor_compat, Remark::needs_driver, Reason::driver_too_old, "575.51.03");
    auto native =
        release("12.4.1", Verdict::native, Remark::newest_native, std::nullopt, "550.54.15");
    native.sources = {SourceName::redist, SourceName::debian};
    auto installed = release("12.4.0", Verdict::native, Remark::none, std::nullopt, "550.54.14");
    installed.installed = true;
    return {compiles, minor, native, installed};
}

TEST(AvailableList, ShowsAtAGlanceWhatRunsHere) {
    EXPECT_EQ(listing(one_of_each(), "12", workstation(), kSymbols),
              "CUDA 12 on this machine (driver 550.144.03, NVIDIA GeForce RTX 3090, gcc 12.2.0)\n"
              "  13.0.2       ○ compiles  redist          needs driver 580.65.06\n"
              "  12.9.2       ◐ minor     redist          needs driver 575.51.03\n"
              "  12.4.1       ● native    redist, debian  newest native\n"
              "  12.4.0     ✓ ● native    redist\n"
              "● native   ◐ minor-version compatibility   ○ compiles only   ✓ installed\n");
}

TEST(AvailableList, FallsBackToAsciiWhereTheLocaleHasNoSymbols) {
    EXPECT_EQ(listing(one_of_each(), "", workstation(), kPlain),
              "CUDA on this machine (driver 550.144.03, NVIDIA GeForce RTX 3090, gcc 12.2.0)\n"
              "  13.0.2       o compiles  redist          needs driver 580.65.06\n"
              "  12.9.2       ~ minor     redist          needs driver 575.51.03\n"
              "  12.4.1       * native    redist, debian  newest native\n"
              "  12.4.0     + * native    redist\n"
              "* native   ~ minor-version compatibility   o compiles only   + installed\n");
}

TEST(AvailableList, ColoursOnlyWhereColourIsShown) {
    const auto coloured =
        listing(one_of_each(), "", workstation(), {.has_colour = true, .has_symbols = true});
    EXPECT_THAT(coloured, HasSubstr("\x1b[32m● native  \x1b[0m"));
    EXPECT_THAT(coloured, HasSubstr("\x1b[33m◐ minor   \x1b[0m"));
    EXPECT_THAT(listing(one_of_each(), "", workstation(), kSymbols), Not(HasSubstr("\x1b")));
}

TEST(AvailableList, SaysWhyAReleaseIsNotForThisGpu) {
    auto dropped =
        release("13.0.2", Verdict::unsupported, Remark::gpu_dropped, Reason::gpu_dropped);
    dropped.judgement.misfit = resolve::GpuFit{
        parse_version("7.0"), resolve::GpuCode::none, "Volta", parse_version("12.9")};
    const auto text = listing({dropped}, "13", workstation(), kSymbols);
    EXPECT_THAT(text, HasSubstr("✕ gpu       redist  no code for compute capability 7.0 (Volta)"));
    EXPECT_THAT(text, HasSubstr("✕ not for this GPU\n"));
}

TEST(AvailableList, MarksAPrereleaseAndAnUnknownRequirement) {
    const auto preview =
        release("13.4.0", Verdict::unsupported, Remark::prerelease, Reason::driver_too_old, "615");
    const auto unknown = release(
        "13.5.0", Verdict::unsupported, Remark::unknown_driver, Reason::requirement_unknown);
    const auto text = listing({unknown, preview}, "13", workstation(), kPlain);
    EXPECT_THAT(text, HasSubstr("13.4.0       o compiles  redist  pre-release: taken only when"));
    EXPECT_THAT(text,
                HasSubstr("13.5.0       o compiles  redist  the driver it needs is not known"));
}

TEST(AvailableList, SaysWhatKeepsAReleaseFromBeingTakenUnasked) {
    const auto withdrawn =
        release("12.4.3", Verdict::native, Remark::withdrawn, std::nullopt, "550.54.15");
    const auto text =
        listing({withdrawn,
                 release("12.4.2", Verdict::native, Remark::not_every_gpu, Reason::gpu_partly),
                 release("12.4.1", Verdict::native, Remark::only_ptx, Reason::gpu_too_new),
                 release("12.4.0", Verdict::native, Remark::newest_native)},
                "",
                workstation(),
                kPlain);
    EXPECT_THAT(text, HasSubstr("12.4.3       * native    redist  withdrawn: taken only when"));
    EXPECT_THAT(text, HasSubstr("12.4.2       * native    redist  not for every GPU of this"));
    EXPECT_THAT(text, HasSubstr("12.4.1       * native    redist  only PTX for a GPU of this"));
    EXPECT_THAT(text, HasSubstr("12.4.0       * native    redist  newest native\n"));
}

TEST(AvailableList, CountsWhatIsKnownButNowhereToBeHad) {
    const auto text = [&](const std::vector<Version>& unsourced) {
        return listing({}, "", workstation(), kPlain, unsourced);
    };
    EXPECT_THAT(text({}), Not(HasSubstr("known")));
    EXPECT_THAT(text({parse_version("8.0.44")}),
                HasSubstr("8.0.44 is known, but no source has it"));
    EXPECT_THAT(text({parse_version("8.0.44"), parse_version("9.0.176"), parse_version("11.1.0")}),
                HasSubstr("3 more are known, but no source has them (8.0.44 ... 11.1.0)"));
}

TEST(AvailableList, IsOneSentenceWhereNoSourceHasWhatIsKnown) {
    EXPECT_EQ(listing({}, "9.2", workstation(), kPlain, {parse_version("9.2.88")}),
              "CUDA 9.2 on this machine (driver 550.144.03, NVIDIA GeForce RTX 3090, gcc 12.2.0)\n"
              "9.2.88 is known, but no source has it\n");
}

TEST(AvailableList, SaysWhoseDriverItIs) {
    auto machine = workstation();
    machine.driver->kind = machine::DriverKind::windows;
    EXPECT_THAT(listing({}, "", machine, kPlain), HasSubstr("(Windows driver 550.144.03, "));
}

TEST(AvailableList, NamesEveryKindOfGpuOnce) {
    auto machine = workstation();
    machine.driver.reset();
    machine.compilers.clear();
    machine.gpus = {
        {.name = "NVIDIA H100"}, {.name = "NVIDIA H100"}, {.capability = parse_version("8.6")}};
    EXPECT_THAT(listing({}, "", machine, kPlain),
                HasSubstr("(no NVIDIA driver, NVIDIA H100, compute capability 8.6)"));
}

}  // namespace
}  // namespace cudaenv::cli
