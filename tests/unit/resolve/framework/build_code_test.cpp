// SPDX-License-Identifier: Apache-2.0
// Which GPUs the code of a build runs on.
#include "resolve/framework/build_code.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cudaenv::resolve {
namespace {

using catalog::CodeTarget;

std::vector<CodeTarget> targets(const std::vector<std::string>& texts) {
    std::vector<CodeTarget> made;
    for (const std::string& text : texts) made.push_back(catalog::find_code_target(text).value());
    return made;
}

struct Row {
    const char* name;
    std::vector<std::string> sass;
    std::optional<std::vector<std::string>> ptx;
    const char* gpu;
    BuildCode code;
    const char* by = "";
    Verdict driver = Verdict::native;
};

class BuildCodeFit : public testing::TestWithParam<Row> {};

TEST_P(BuildCodeFit, FollowsTheRulesOfCompatibility) {
    const Row& row = GetParam();
    catalog::CodeSet code;
    code.sass = targets(row.sass);
    if (row.ptx) code.ptx = targets(*row.ptx);
    const auto fit = fit_code(code, parse_version(row.gpu), row.driver);
    EXPECT_EQ(fit.code, row.code);
    EXPECT_EQ(fit.by ? fit.by->text() : "", row.by);
}

const std::vector<std::string> kNone{};

INSTANTIATE_TEST_SUITE_P(
    Rules,
    BuildCodeFit,
    testing::Values(Row{"Exact", {"80", "86"}, kNone, "8.6", BuildCode::machine_code, "8.6"},
                    Row{"LaterMinor", {"80", "86"}, kNone, "8.9", BuildCode::machine_code, "8.6"},
                    Row{"EarlierMinor", {"86"}, kNone, "8.0", BuildCode::none},
                    Row{"AnotherMajor", {"80", "86"}, kNone, "9.0", BuildCode::none},
                    Row{"OwnVariant", {"90a"}, kNone, "9.0", BuildCode::machine_code, "9.0a"},
                    Row{"VariantOfAnother", {"100a", "120a"}, kNone, "10.3", BuildCode::none},
                    Row{"Family", {"100f"}, kNone, "10.3", BuildCode::machine_code, "10.0f"},
                    Row{"OtherFamily", {"100f"}, kNone, "12.0", BuildCode::none},
                    Row{"PtxOfEarlierMajor", {"70"}, {{"80"}}, "12.0", BuildCode::ptx, "8.0"},
                    Row{"PtxOfLater", {"90"}, {{"90"}}, "8.6", BuildCode::none},
                    Row{"PtxOfVariantElsewhere", {"80"}, {{"90a"}}, "12.0", BuildCode::none},
                    Row{"PtxWithoutDriver",
                        {"80"},
                        {{"80"}},
                        "9.0",
                        BuildCode::ptx,
                        "8.0",
                        Verdict::compile_only},
                    Row{"PtxInMinorCompatibility",
                        {"80"},
                        {{"80"}},
                        "9.0",
                        BuildCode::ptx_too_new,
                        "8.0",
                        Verdict::minor_compat},
                    Row{"MachineCodeInMinorCompatibility",
                        {"80"},
                        {{"80"}},
                        "8.6",
                        BuildCode::machine_code,
                        "8.0",
                        Verdict::minor_compat},
                    Row{"PtxNotKnown", {"80"}, std::nullopt, "9.0", BuildCode::unknown}),
    [](const testing::TestParamInfo<Row>& row) { return std::string(row.param.name); });

TEST(WorseCode, IsWhatKeepsTheWholeFromRunning) {
    const auto fit = [](BuildCode code) { return BuildGpuFit{parse_version("8.6"), code}; };
    EXPECT_EQ(worse(fit(BuildCode::machine_code), fit(BuildCode::ptx)).code, BuildCode::ptx);
    EXPECT_EQ(worse(fit(BuildCode::unknown), fit(BuildCode::ptx)).code, BuildCode::unknown);
    EXPECT_EQ(worse(fit(BuildCode::none), fit(BuildCode::unknown)).code, BuildCode::none);
}

}  // namespace
}  // namespace cudaenv::resolve
