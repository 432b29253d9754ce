// SPDX-License-Identifier: Apache-2.0
// What becomes of a project's pin and of the note in the root.
#include "session_fixture.hpp"
#include "support/expect_error.hpp"

#include <cudaenv/jobs/pin_job.hpp>
#include <cudaenv/store/projects.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::jobs {
namespace {

using testing::ElementsAre;

class PinJob : public testing::Test, protected test::SessionFixture {
 protected:
    [[nodiscard]] ReplacedPin replaced() const {
        return find_replaced_pin(project_, environment, layout);
    }
    std::filesystem::path project_ = directory / "project";
};

TEST_F(PinJob, KeepsWhatElseThePinSays) {
    write("project/.cudaenv", "# for the lab\ncuda: 11.8\ncudnn: 8\n");
    EXPECT_FALSE(tidy_root(layout, cancel));
    EXPECT_FALSE(write_pin("12.4", replaced().text, project_, layout));
    EXPECT_EQ(find_file_text(pin_file(project_)), "# for the lab\ncuda: 12.4\ncudnn: 8\n");
}

TEST_F(PinJob, NotesThePinInTheRoot) {
    std::filesystem::create_directories(project_);
    ASSERT_TRUE(remembers_pins(layout));
    EXPECT_FALSE(tidy_root(layout, cancel));
    EXPECT_FALSE(write_pin("12.4", replaced().text, project_, layout));
    EXPECT_THAT(store::list_projects(layout), ElementsAre(project_ / ".cudaenv"));
}

TEST_F(PinJob, OverwritesNoBrokenPin) {
    write("project/.cudaenv", "no: pin\n");
    cudaenv::test::expect_error(ErrorKind::usage, "no", [&] { static_cast<void>(replaced()); });
}

TEST_F(PinJob, KeepsNothingWhereThereIsNoPin) {
    EXPECT_EQ(replaced().text, "");
    EXPECT_FALSE(replaced().is_foreign);
}

TEST_F(PinJob, IsPinnedThoughTheRootTakesNothing) {
    write("full/disk", "no directory");
    const store::Layout full{directory / "full/disk/root", layout.cache, layout.config};
    std::filesystem::create_directories(project_);
    EXPECT_TRUE(tidy_root(full, cancel));
    EXPECT_TRUE(write_pin("12.4", replaced().text, project_, full));
    EXPECT_EQ(find_file_text(pin_file(project_)), "12.4\n");
}

}  // namespace
}  // namespace cudaenv::jobs
