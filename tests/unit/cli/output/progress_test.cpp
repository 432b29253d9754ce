// SPDX-License-Identifier: Apache-2.0
// The progress display as text: time and width are arguments.
#include "cli/output/progress.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::cli {
namespace {

using install::Stage;
using std::chrono::milliseconds;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::uint64_t kMegabyte = 1'000'000;

ProgressRow row(const std::string& label, std::uint64_t done, std::uint64_t size, Stage stage) {
    return {label, {size * kMegabyte}, {done * kMegabyte}, stage};
}

TEST(RenderRow, ShowsABarAndBothAmounts) {
    EXPECT_EQ(render_row(row("nvidia-cuda-dev", 300, 600, Stage::downloading), 16, 100),
              "  nvidia-cuda-dev  ━━━━━━━━━━━━━━━╸                    300 MB / 600 MB");
}

TEST(RenderRow, LeavesTheBarOutOnANarrowTerminal) {
    EXPECT_EQ(render_row(row("gcc", 1, 2, Stage::downloading), 3, 40), "  gcc 1.00 MB / 2.00 MB");
}

TEST(RenderRow, SaysWhenAnArchiveIsUnpacked) {
    EXPECT_THAT(render_row(row("gcc", 2, 2, Stage::unpacking), 3, 40), HasSubstr("unpacking"));
}

TEST(RenderFrame, ShowsWhatIsInWorkAndATotalWithSpeedAndTimeLeft) {
    const auto frame = render_frame({row("a", 100, 100, Stage::done),
                                     row("b", 50, 100, Stage::downloading),
                                     row("c", 0, 100, Stage::waiting)},
                                    milliseconds{1500},
                                    100);
    EXPECT_THAT(frame,
                ElementsAre(AllOf(HasSubstr("  b"), HasSubstr("50.0 MB / 100 MB")),
                            AllOf(HasSubstr("total"),
                                  HasSubstr("150 MB / 300 MB"),
                                  HasSubstr("100 MB/s"),
                                  HasSubstr("0:01"))));
}

TEST(RenderFrame, GuessesNoTimeBeforeHalfASecond) {
    const auto frame = render_frame({row("a", 1, 100, Stage::downloading)}, milliseconds{100}, 100);
    EXPECT_THAT(frame.back(), Not(HasSubstr("/s")));
}

TEST(RenderFrame, DoesNotCountWhatWasInTheStore) {
    const auto frame =
        render_frame({row("old", 0, 900, Stage::done), row("new", 10, 100, Stage::downloading)},
                     milliseconds{100},
                     100);
    EXPECT_THAT(frame.back(), HasSubstr("10.0 MB / 100 MB"));
}

}  // namespace
}  // namespace cudaenv::cli
