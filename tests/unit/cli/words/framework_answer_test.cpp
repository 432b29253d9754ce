// SPDX-License-Identifier: Apache-2.0
// What `cudaenv resolve --for` prints.
#include "cli/words/framework_answer.hpp"

#include "unit/cli/text_of.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::cli {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

FrameworkReport torch_report() {
    resolve::FrameworkAnswer answer;
    answer.framework = "torch";
    answer.release = "2.6.0";
    answer.build.cuda = parse_version("12.4");
    answer.build.cudnn = parse_version("9.1.0.70");
    answer.other_builds = {parse_version("11.8"), parse_version("12.6")};
    answer.bundles_runtime = true;
    answer.fit.least_driver = parse_version("525.60.13");
    answer.fit.native_driver = parse_version("550.54.15");
    answer.notes = {resolve::RuntimeExtra{"and-cuda"}};
    answer.citations = {"pytorch RELEASE.md"};
    auto& toolkit = answer.toolkit;
    toolkit.request = parse_spec("12.4");
    toolkit.toolkit = parse_version("12.4.1");
    toolkit.judgement.toolkit = toolkit.toolkit;
    toolkit.judgement.min_driver = parse_version("550.54.15");
    toolkit.judgement.driver = resolve::KnownDriver{
        machine::DriverKind::linux_module, parse_version("580.159.04"), parse_version("13.0")};
    answer.fit.judgement = toolkit.judgement;
    toolkit.source = SourceName::redist;
    toolkit.libraries = {
        {Product::cudnn,
         parse_version("9.1.0.70"),
         "cuda12",
         SourceName::redist,
         {.built_with = resolve::BuiltWith{"torch", "2.6.0", parse_version("9.1.0.70"), true}}}};
    toolkit.host_compiler = {CompilerOrigin::system,
                             CompilerKind::gcc,
                             parse_version("12.2.0"),
                             "/usr/bin/g++",
                             std::nullopt,
                             true,
                             {.accepted = {parse_version("12.4"), std::nullopt, 13}}};
    toolkit.citations = {"CUDA release notes"};
    return {{"torch", parse_spec("2.6.0"), "", {}, {}, "requirements.txt, line 4"}, answer, {}, {}};
}

FrameworkReport jax_report() {
    auto report = torch_report();
    report.need = {"jax", parse_spec("latest"), "", {}, {}, ""};
    report.answer->framework = "jax";
    report.answer->release = "0.11";
    report.answer->build.cuda = parse_version("13.0");
    report.answer->toolkit.toolkit = parse_version("13.0.3");
    report.answer->toolkit.request = parse_spec("13.0");
    return report;
}

FrameworkReport cpu_report() {
    return {{"torch", parse_spec("2.6.0"), "cpu", {}, {}, "uv.lock, line 9"}, {}, {}, {}};
}

machine::Machine machine_with(const char* driver) {
    machine::Machine machine;
    machine.driver = machine::Driver{parse_version(driver), "--driver"};
    return machine;
}

constexpr const char* kTorch =
    "torch 2.6.0   built with CUDA 12.4 and cuDNN 9.1.0.70: the build that a plain install gives "
    "(others: 11.8, 12.6)\n"
    "  driver    525.60.13   or newer; with 550.54.15 or newer all of it works\n"
    "  toolkit   12.4.1      newest CUDA 12.4 that driver 580.159.04 runs natively (needs "
    "550.54.15 or newer)\n"
    "  cuDNN     9.1.0.70    what torch 2.6.0 was built with\n"
    "  compiler  gcc 12.2.0  nvcc 12.4 accepts gcc up to 13\n"
    "  source    redist\n"
    "  here      driver 580.159.04 runs it natively\n"
    "            no environment fits; for extensions: cudaenv install 12.4 --cudnn 9.1.0.70\n"
    "  asked by  requirements.txt, line 4\n"
    "  note: the extra [and-cuda] brings the CUDA libraries as wheels\n"
    "  sources of these numbers\n"
    "    pytorch RELEASE.md\n"
    "    CUDA release notes\n";

TEST(RenderFrameworks, SaysTheAnswerThenWhyThenWhatIsHere) {
    EXPECT_EQ(text_of(render_frameworks({torch_report()})), kTorch);
}

TEST(RenderFrameworks, LeaveOutADriverWhoseNumberIsNotKnown) {
    auto report = torch_report();
    report.answer->fit.least_driver.reset();
    report.answer->fit.native_driver.reset();
    auto& judgement = report.answer->toolkit.judgement;
    judgement.min_driver.reset();
    judgement.driver = resolve::KnownDriver{
        machine::DriverKind::windows, parse_version("566.36"), parse_version("12.7")};
    report.answer->fit.judgement = judgement;
    const auto text = text_of(render_frameworks({report}));
    EXPECT_THAT(text, testing::Not(HasSubstr("  driver ")));
    EXPECT_THAT(text, HasSubstr("  here      Windows driver 566.36 runs it natively\n"));
}

TEST(RenderFrameworks, NamesTheEnvironmentThatFits) {
    auto report = torch_report();
    report.installed = jobs::EnvironmentFit{"12.4.1-cudnn9.1.0"};
    EXPECT_THAT(text_of(render_frameworks({report})),
                HasSubstr("\n            12.4.1-cudnn9.1.0 is installed and fits\n"));
}

TEST(RenderFrameworks, SaysThatAnEnvironmentLacksTheCudnnThatIsNamed) {
    auto report = torch_report();
    report.installed = jobs::EnvironmentFit{"12.4.1", true};
    EXPECT_THAT(text_of(render_frameworks({report})),
                HasSubstr("\n            12.4.1 is installed without the cuDNN that it names: "
                          "cudaenv install 12.4 --cudnn 9.1.0.70\n"));
}

TEST(RenderFrameworks, DoNotSayThatAnEnvironmentFitsWhatDoesNotRun) {
    auto report = torch_report();
    report.installed = jobs::EnvironmentFit{"12.4.1-cudnn9.1.0"};
    report.answer->fit.verdict = resolve::Verdict::unsupported;
    EXPECT_THAT(
        text_of(render_frameworks({report})),
        HasSubstr("\n            12.4.1-cudnn9.1.0 is installed: to build for it, elsewhere\n"));
}

TEST(RenderFrameworks, PrintTheLineToTypeOrThatOfWhatRunsInstead) {
    auto report = torch_report();
    report.answer->pip = resolve::PipInstall{"torch==2.6.0"};
    EXPECT_THAT(text_of(render_frameworks({report})),
                HasSubstr("\n  pip       pip install torch==2.6.0\n"));
    report.answer->fit.verdict = resolve::Verdict::unsupported;
    report.answer->alternative = resolve::FrameworkAlternative{
        resolve::FrameworkAlternative::Kind::same_release,
        "2.6.0",
        parse_version("2.6"),
        parse_version("11.8"),
        resolve::PipInstall{"torch==2.6.0", "https://example.org/cu118"}};
    const auto text = text_of(render_frameworks({report}));
    EXPECT_THAT(text, testing::Not(HasSubstr("  pip  ")));
    EXPECT_THAT(text,
                HasSubstr("\n  instead   its build for CUDA 11.8 runs here\n"
                          "            pip install torch==2.6.0 --index-url "
                          "https://example.org/cu118\n"));
    const auto json = frameworks_json({report}, "torch==2.6.0", machine_with("580.159.04"));
    EXPECT_EQ(json["framework"]["alternative"]["pip"]["index_url"], "https://example.org/cu118");
    EXPECT_EQ(json["framework"]["pip"]["command"], "pip install torch==2.6.0");
}

TEST(RenderFrameworks, ExplainWhatWasConsidered) {
    auto report = torch_report();
    report.answer->considered = {
        {"2.6.0", parse_version("12.6.3"), report.answer->fit},
        {"2.6.0", parse_version("12.4"), report.answer->fit},
    };
    const auto brief = text_of(render_frameworks({report}));
    EXPECT_THAT(brief, testing::Not(HasSubstr("considered")));
    const auto text = text_of(render_frameworks({report}, {}, FrameworkDetail::explanation));
    EXPECT_THAT(text,
                HasSubstr("\n  builds that were considered\n"
                          "    2.6.0    CUDA 12.6  driver 580.159.04 runs it natively\n"));
    EXPECT_THAT(text, HasSubstr("\n    rules that decided\n"));
}

TEST(RenderFrameworks, SaysThatAToolkitIsNeededToRunWhatBringsNoRuntime) {
    auto report = torch_report();
    report.answer->bundles_runtime = false;
    EXPECT_THAT(text_of(render_frameworks({report})),
                HasSubstr("no environment fits; to run it: cudaenv"));
}

TEST(RenderFrameworks, WhereNoSourceHasTheToolkitNameOneOfTheSameMajor) {
    auto report = torch_report();
    report.answer->toolkit.source.reset();
    EXPECT_THAT(
        text_of(render_frameworks({report})),
        HasSubstr("\n            no environment fits, and no source in use has CUDA 12.4\n"));
    report.answer->toolkit.nearest_available = parse_version("12.2.2");
    EXPECT_THAT(text_of(render_frameworks({report})),
                HasSubstr("has CUDA 12.4; of the same major: cudaenv install 12.2.2\n"));
    report.answer->toolkit.nearest_available = parse_version("11.8.0");
    EXPECT_THAT(text_of(render_frameworks({report})), HasSubstr("has CUDA 12.4\n"));
}

TEST(RenderFrameworks, OfSeveralEndWithWhetherOneToolkitServesAll) {
    EXPECT_THAT(
        text_of(render_frameworks({torch_report(), torch_report()})),
        EndsWith("\n\none toolkit serves all: 12.4.1 (the same major is enough for extensions)\n"));
    EXPECT_THAT(
        text_of(render_frameworks({torch_report(), jax_report()})),
        EndsWith("\n\nno one toolkit serves all: torch 2.6.0 for CUDA 12; jax 0.11 for CUDA "
                 "13\n"));
}

TEST(RenderFrameworks, SayThatABuildWithoutCudaNeedsNothing) {
    EXPECT_EQ(text_of(render_frameworks({cpu_report()})),
              "torch 2.6.0   is its cpu build: it needs neither an NVIDIA driver nor a toolkit\n"
              "  asked by  uv.lock, line 9\n");
}

TEST(RenderFrameworks, SayWhyOneOfThemHasNoAnswer) {
    auto unknown = cpu_report();
    unknown.problem = "the table of frameworks has no torch 2.6.0";
    EXPECT_THAT(text_of(render_frameworks({unknown, torch_report()})),
                testing::StartsWith("torch 2.6.0   the table of frameworks has no torch 2.6.0\n"
                                    "  asked by  uv.lock, line 9\n\ntorch 2.6.0   built with"));
}

TEST(FrameworksJson, HasTheShapeOfResolveAndTheFramework) {
    const auto json = frameworks_json({torch_report()}, "torch==2.6.0", machine_with("580.159.04"));
    EXPECT_EQ(json.begin().key(), "schema");
    EXPECT_EQ(json["request"], "torch==2.6.0");
    EXPECT_EQ(json["toolkit"]["release"], "12.4.1");
    EXPECT_EQ(json["libraries"][0]["version"], "9.1.0.70");
    EXPECT_EQ(json["machine"]["cuda"], "13.0");
    EXPECT_EQ(
        json["framework"].dump(),
        R"({"name":"torch","release":"2.6.0","cuda":"12.4","cudnn":"9.1.0.70","nccl":null,)"
        R"("other_builds":["11.8","12.6"],"bundles_runtime":true,"least_driver":"525.60.13",)"
        R"("native_driver":"550.54.15","verdict":"native","words":"driver 580.159.04 runs it natively",)"
        R"("gpus":[],"pip":null,"alternative":null,"toolkit":"12.4.1","installed":null,"asked_by":"requirements.txt, line 4",)"
        R"("notes":["the extra [and-cuda] brings the CUDA libraries as wheels"],)"
        R"("chosen":{"part":"base","name":null,"marker":null},"also":[],"companions":[],)"
        R"("container":null})");
    EXPECT_TRUE(json["project"].is_null());
    EXPECT_EQ(json["frameworks"].size(), 1U);
}

TEST(FrameworksJson, OfSeveralHasNoToolkitWhenNoneServesAll) {
    const auto json = frameworks_json(
        {torch_report(), jax_report()}, "requirements.txt", machine_with("580.159.04"));
    EXPECT_TRUE(json["toolkit"].is_null());
    EXPECT_FALSE(json.contains("framework"));
    EXPECT_EQ(json["frameworks"][1]["toolkit"], "13.0.3");
}

TEST(FrameworksJson, SaysWhatHasNoAnswer) {
    const auto json = frameworks_json({cpu_report()}, "uv.lock", machine_with("580.159.04"));
    EXPECT_EQ(
        json["framework"].dump(),
        R"({"name":"torch","release":"2.6.0","cuda":null,"problem":null,"asked_by":"uv.lock, line 9",)"
        R"("chosen":{"part":"base","name":null,"marker":null},"also":[],"companions":[],)"
        R"("container":null})");
}

TEST(RenderFrameworks, SaysWhichFilesWereReadAndWhatElseTheyAllow) {
    auto report = torch_report();
    report.need.also = {{parse_spec("2.5.1"),
                         "cu118",
                         parse_version("11.8"),
                         {python::Part::extra, "cu118", ""},
                         "pyproject.toml, line 9"}};
    report.need.companions = {{"xformers", parse_spec("latest")}};
    const ProjectFiles files{{"pyproject.toml"},
                             {"setup.py"},
                             {"no-reader"},
                             {"setup.py: of a kind that cudaenv does not read"}};
    const auto text = text_of(render_frameworks({report}, files));
    EXPECT_THAT(text, HasSubstr("\n  chosen    its base dependencies; --extra NAME chooses\n"));
    EXPECT_THAT(text, HasSubstr("\n  also      torch 2.5.1, CUDA 11.8 (extra cu118)\n"));
    EXPECT_THAT(text, HasSubstr("\n  with it   xformers goes with it"));
    EXPECT_THAT(text,
                HasSubstr("\nread: pyproject.toml\nnot read: setup.py: of a kind that cudaenv "
                          "does not read"));
    const auto json = frameworks_json({report}, ".", machine_with("580.159.04"), files);
    EXPECT_EQ(
        json["project"].dump(),
        R"({"read":["pyproject.toml"],"not_read":[{"file":"setup.py","reason":"no-reader"}]})");
    EXPECT_EQ(json["framework"]["also"].dump(),
              R"([{"release":"2.5.1","build":"cu118","cuda":"11.8","part":"extra","name":"cu118",)"
              R"("marker":null,"asked_by":"pyproject.toml, line 9"}])");
}

TEST(RenderFrameworks, SaysWhichDoNotFitOneEnvironment) {
    auto tensorflow = torch_report();
    tensorflow.answer->framework = "tensorflow";
    tensorflow.answer->release = "2.15.0";
    tensorflow.answer->bundles_runtime = false;
    tensorflow.answer->build.cudnn = parse_version("8.9");
    auto onnxruntime = tensorflow;
    onnxruntime.answer->framework = "onnxruntime-gpu";
    onnxruntime.answer->release = "1.19.0";
    onnxruntime.answer->build.cudnn = parse_version("9");
    EXPECT_THAT(text_of(render_frameworks({tensorflow, onnxruntime})),
                HasSubstr("\nthey do not fit one environment: cuDNN 8 for tensorflow 2.15.0; cuDNN "
                          "9 for onnxruntime-gpu 1.19.0"));
    const auto json =
        frameworks_json({tensorflow, onnxruntime}, "r.txt", machine_with("580.159.04"));
    EXPECT_TRUE(json["toolkit"].is_null());
}

TEST(InstallCommand, AcceptsWhatTheToolkitNeeds) {
    auto toolkit = torch_report().answer->toolkit;
    EXPECT_EQ(install_command(toolkit), "cudaenv install 12.4 --cudnn 9.1.0.70");
    toolkit.libraries.clear();
    toolkit.judgement.verdict = resolve::Verdict::compile_only;
    EXPECT_EQ(install_command(toolkit), "cudaenv install 12.4");
    toolkit.judgement.verdict = resolve::Verdict::minor_compat;
    EXPECT_EQ(install_command(toolkit), "cudaenv install 12.4 --compat minor");
    toolkit.judgement.verdict = resolve::Verdict::forward_compat;
    EXPECT_EQ(install_command(toolkit), "cudaenv install 12.4 --compat forward");
    toolkit.judgement.verdict = resolve::Verdict::unsupported;
    EXPECT_EQ(install_command(toolkit), "cudaenv install 12.4 --compat any");
}

}  // namespace
}  // namespace cudaenv::cli
