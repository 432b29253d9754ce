// SPDX-License-Identifier: Apache-2.0
// What `cudaenv resolve` prints for a decision.
#include "cli/words/resolution_text.hpp"

#include "unit/cli/text_of.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::cli {
namespace {

using resolve::Judgement;
using resolve::Reason;
using resolve::Resolution;
using resolve::RuleKind;
using resolve::Verdict;

/// On driver 460.80.
Judgement judgement(const char* toolkit, Verdict verdict, const char* min_driver) {
    Judgement made;
    made.toolkit = parse_version(toolkit);
    made.verdict = verdict;
    made.driver_verdict = verdict;
    made.driver = resolve::KnownDriver{
        machine::DriverKind::linux_module, parse_version("460.80"), parse_version("11.2")};
    made.min_driver = parse_version(min_driver);
    made.named_driver = made.min_driver;
    if (verdict == Verdict::native) return made;
    made.reason = Reason::driver_too_old;
    made.needs = resolve::LinuxDriver{*made.min_driver};
    return made;
}

Resolution resolution() {
    Resolution result;
    result.request = parse_spec("11");
    result.toolkit = parse_version("11.2.2");
    result.judgement = judgement("11.2.2", Verdict::native, "460.27.03");
    result.judgement.named_driver = parse_version("460.32.03");
    result.source = SourceName::debian;
    result.libraries = {{Product::cudnn,
                         parse_version("8.9.7.29"),
                         "cuda11",
                         SourceName::wheels,
                         {.wish = {.major = 8}, .toolkit_major = 11}}};
    result.host_compiler = {CompilerOrigin::store,
                            CompilerKind::gcc,
                            parse_version("10.2.1"),
                            "",
                            SourceName::debian,
                            false,
                            {.accepted = {parse_version("11.2"), std::nullopt, 10}}};
    result.rejected = {{judgement("11.3.0", Verdict::minor_compat, "465.19.01"),
                        {Reason::driver_too_old, std::nullopt, false}}};
    result.citations = {"CUDA release notes"};
    return result;
}

machine::Machine machine_with(const char* driver) {
    machine::Machine machine;
    if (driver != nullptr) machine.driver = machine::Driver{parse_version(driver), "--driver"};
    return machine;
}

TEST(RenderResolution, SaysTheAnswerThenWhyThenWhatWasPassedOver) {
    EXPECT_EQ(
        text_of(render_resolution(resolution())),
        "11.2.2   newest CUDA 11 that driver 460.80 runs natively (needs 460.27.03 or newer; "
        "NVIDIA "
        "names 460.32.03 for 11.2.2)\n"
        "  driver 460.80 runs CUDA up to 11.2 (the number nvidia-smi shows); toolkit 11.2.2 (the "
        "number nvcc shows) is fine on it\n"
        "  cuDNN     8.9.7.29    newest of cuDNN 8 for CUDA 11.x\n"
        "  compiler  gcc 10.2.1  nvcc 11.2 accepts gcc up to 10\n"
        "  source    debian\n"
        "  passed over\n"
        "    11.3.0   needs driver 465.19.01\n"
        "  sources of these numbers\n"
        "    CUDA release notes\n");
}

TEST(RenderExplanation, GroupsWhatWasConsideredAndNamesTheRules) {
    Resolution explained = resolution();
    const auto& rejected = explained.rejected.front();
    explained.weighed = {{rejected.judgement, rejected.why},
                         {explained.judgement, std::nullopt},
                         {judgement("11.2.1", Verdict::native, "460.32.03"), std::nullopt}};
    explained.rules = {{RuleKind::linux_driver, "release notes"}, {RuleKind::gpu_code, ""}};
    EXPECT_EQ(
        text_of(render_explanation(explained)),
        "11.2.2   newest CUDA 11 that driver 460.80 runs natively (needs 460.27.03 or newer; "
        "NVIDIA "
        "names 460.32.03 for 11.2.2)\n"
        "  driver 460.80 runs CUDA up to 11.2 (the number nvidia-smi shows); toolkit 11.2.2 (the "
        "number nvcc shows) is fine on it\n"
        "  cuDNN     8.9.7.29    newest of cuDNN 8 for CUDA 11.x\n"
        "  compiler  gcc 10.2.1  nvcc 11.2 accepts gcc up to 10\n"
        "  source    debian\n"
        "  all 3 releases that match 11\n"
        "    runs natively\n"
        "      11.2.2   chosen: native on driver 460.80\n"
        "      11.2.1   native on driver 460.80\n"
        "    runs in minor-version compatibility\n"
        "      11.3.0   needs driver 465.19.01\n"
        "  rules that decided\n"
        "    a driver runs every toolkit up to its own CUDA version (the number nvidia-smi shows): "
        "all updates of that, and whatever is older [release notes]\n"
        "    a toolkit makes machine code for a GPU from its first to its last CUDA, and that for "
        "a "
        "lower capability of the same major runs too; for newer GPUs it makes PTX, which only "
        "a driver as new as the toolkit compiles\n"
        "  sources of these numbers\n"
        "    CUDA release notes\n");
}

TEST(RenderHeadline, NamesAllThatComesAlong) {
    EXPECT_EQ(render_headline(resolution()),
              "CUDA 11.2.2 + cuDNN 8.9.7.29 + GCC 10.2.1, runs natively on driver 460.80");
}

TEST(RenderHeadline, WithoutADriverSaysWhatProgramsNeed) {
    Resolution compile_only = resolution();
    compile_only.judgement.verdict = Verdict::compile_only;
    compile_only.judgement.driver.reset();
    EXPECT_EQ(render_headline(compile_only),
              "CUDA 11.2.2 + cuDNN 8.9.7.29 + GCC 10.2.1, compiles here (no driver); its programs "
              "need driver 460.27.03 or newer");
}

TEST(ResolutionJson, HasTheShapeScriptsRelyOn) {
    EXPECT_EQ(
        resolution_json(resolution(), machine_with("460.80")).dump(),
        R"({"schema":1,"request":"11","toolkit":{"release":"11.2.2","verdict":"native","min_driver":"460.32.03",)"
        R"("native_driver":"460.27.03"},)"
        R"("libraries":[{"name":"cudnn","version":"8.9.7.29"}],)"
        R"("host_compiler":{"kind":"gcc","version":"10.2.1","origin":"store","path":""},"source":"debian",)"
        R"("machine":{"driver":"460.80","cuda":"11.2","gpus":[]},)"
        R"("rejected":[{"release":"11.3.0","reason":"driver-too-old","needs":"465.19.01"}],"notes":[]})");
}

TEST(ResolutionJson, UnknownFactsAreNull) {
    Resolution unknown = resolution();
    unknown.judgement.min_driver.reset();
    unknown.judgement.named_driver.reset();
    unknown.judgement.driver.reset();
    unknown.source.reset();
    const auto json = resolution_json(unknown, machine_with(nullptr));
    EXPECT_TRUE(json["toolkit"]["min_driver"].is_null());
    EXPECT_TRUE(json["toolkit"]["native_driver"].is_null());
    EXPECT_TRUE(json["source"].is_null());
    EXPECT_TRUE(json["machine"]["driver"].is_null());
    EXPECT_TRUE(json["machine"]["cuda"].is_null());
}

}  // namespace
}  // namespace cudaenv::cli
