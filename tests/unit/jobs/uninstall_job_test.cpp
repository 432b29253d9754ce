// SPDX-License-Identifier: Apache-2.0
// What a spec removes, who is told, and where it ends.
#include "root_fixture.hpp"
#include "support/expect_error.hpp"

#include <cudaenv/jobs/uninstall_job.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/store/projects.hpp>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::jobs {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;

/// What it was told, line by line.
struct Recorder : UninstallObserver {
    void on_asked_for(const AskingProject& project) override {
        lines.push_back(fmt::format("{} asks for {}", project.pin.string(), project.cuda.text()));
    }
    void on_wait(const install::Awaited& /*what*/) override { lines.emplace_back("waits"); }
    void on_removed(const std::string& name, const install::Removal& /*removal*/) override {
        lines.push_back(name);
    }
    void on_fault(const Error& fault) override { lines.push_back(fault.message()); }

    std::vector<std::string> lines;
};

class UninstallJob : public testing::Test, protected test::RootFixture {
 protected:
    UninstallJob() {
        store::ensure_layout(layout);
        for (const char* name : {"cudaenv", "cudaenv-shim"})
            replace_file(directory / "bin" / name, "#!/bin/sh\n");
    }
    UninstallEnd end_of(const std::vector<std::string>& specs, Matches matches) {
        const Session session(
            {environment_, layout, directory / "bin/cudaenv", system_clock(), cancel_});
        return uninstall(specs, matches, told_, session);
    }
    /// What goes, in its order.
    std::vector<std::string> removed_by(const std::string& spec) {
        told_.lines.clear();
        end_of({spec}, Matches::every);
        return told_.lines;
    }
    [[nodiscard]] bool is_installed(const std::string& name) const {
        return exists(layout.environment(name));
    }
    void pin(const std::string& project, const std::string& text) const {
        const auto file = directory / project / ".cudaenv";
        replace_file(file, text);
        store::remember_project(layout, file);
    }
    Environment environment_;
    CancelFlag cancel_;
    Recorder told_;
};

TEST_F(UninstallJob, RemovesWhatAVersionMatchesDamagedOnesToo) {
    add("12.4.1", "12.4.1");
    add("12.4.1-cudnn9.1.0", "12.4.1", {{Product::cudnn, "9.1.0.70"}});
    add("11.8.0", "11.8.0");
    add_damaged("12.4.0", "12.4.0");
    EXPECT_THAT(removed_by("12.4"), ElementsAre("12.4.1-cudnn9.1.0", "12.4.1", "12.4.0"));
    EXPECT_FALSE(is_installed("12.4.0"));
    EXPECT_TRUE(is_installed("11.8.0"));
}

TEST_F(UninstallJob, RemovesOnlyWhatIsCalledSoWhereThereIsOne) {
    add("12.4.1", "12.4.1");
    add("12.4.1-cudnn9.1.0", "12.4.1", {{Product::cudnn, "9.1.0.70"}});
    add_damaged("lab", "12.4.1");
    EXPECT_THAT(removed_by("12.4.1"), ElementsAre("12.4.1"));
    EXPECT_THAT(removed_by("lab"), ElementsAre("lab"));
}

TEST_F(UninstallJob, RemovesACompilerWhereNoEnvironmentIsMeant) {
    store::keep_entry(layout, "gcc-10-10.2.1-0123456789abcdef");
    EXPECT_THAT(removed_by("gcc-1"), IsEmpty());
    EXPECT_THAT(removed_by("12"), IsEmpty());
    EXPECT_THAT(removed_by("gcc-10"), ElementsAre("gcc-10-10.2.1-0123456789abcdef"));
    EXPECT_THAT(store::kept_entries(layout), IsEmpty());
}

TEST_F(UninstallJob, RemovesNothingWhereOneIsMeantAndSeveralMatch) {
    add("12.4.1", "12.4.1");
    add_damaged("12.4.0", "12.4.0");
    const auto end = end_of({"12.4"}, Matches::one);
    const auto* several = std::get_if<SeveralMatch>(&end);
    ASSERT_NE(several, nullptr);
    EXPECT_EQ(several->spec.text(), "12.4");
    EXPECT_THAT(several->names, ElementsAre("12.4.1", "12.4.0"));
    EXPECT_THAT(told_.lines, IsEmpty());
    EXPECT_TRUE(is_installed("12.4.1"));
}

TEST_F(UninstallJob, GoesNoFurtherThanTheFirstThatNamesNothing) {
    add("12.4.1", "12.4.1");
    add("11.8.0", "11.8.0");
    const auto end = end_of({"12.4.1", "99", "11.8.0"}, Matches::one);
    const auto* nothing = std::get_if<NothingMatches>(&end);
    ASSERT_NE(nothing, nullptr);
    EXPECT_EQ(nothing->spec.text(), "99");
    EXPECT_THAT(told_.lines, ElementsAre("12.4.1"));
    EXPECT_TRUE(is_installed("11.8.0"));
}

TEST_F(UninstallJob, ReadsASpecWhenItsTurnComes) {
    add("12.4.1", "12.4.1");
    cudaenv::test::expect_error(ErrorKind::usage, "a/b", [&] {
        end_of({"12.4.1", "a/b"}, Matches::one);
    });
    EXPECT_FALSE(is_installed("12.4.1"));
}

TEST_F(UninstallJob, NamesTheProjectsWhosePinIsSatisfiedBeforeTheEnvironmentGoes) {
    add("12.4.1", "12.4.1");
    pin("a", "12.4\n");
    pin("b", "11.8\n");
    pin("c", "no: pin\n");
    EXPECT_THAT(removed_by("12.4.1"), ElementsAre(EndsWith("/a/.cudaenv asks for 12.4"), "12.4.1"));
}

TEST_F(UninstallJob, BringsShimsInStepAlsoWhereItEndsEarly) {
    add("12.4.1", "12.4.1");
    std::filesystem::create_directories(layout.shims());
    std::filesystem::create_symlink("../shim/cudaenv-shim", layout.shims() / "nvcc");
    end_of({"12.4.1", "99"}, Matches::one);
    EXPECT_FALSE(is_symlink(layout.shims() / "nvcc"));
}

TEST_F(UninstallJob, RemovesWhereShimsCannotBeBroughtInStep) {
    add("12.4.1", "12.4.1");
    std::filesystem::remove(directory / "bin/cudaenv-shim");
    EXPECT_THAT(removed_by("12.4.1"),
                ElementsAre("12.4.1", HasSubstr("cudaenv-shim is missing beside")));
}

TEST_F(UninstallJob, RemovesWhereTheShimProgramCannotBeLookedAt) {
    add("12.4.1", "12.4.1");
    std::filesystem::remove(directory / "bin/cudaenv-shim");
    std::filesystem::create_symlink("cudaenv-shim", directory / "bin/cudaenv-shim");  // a loop
    EXPECT_THAT(removed_by("12.4.1"),
                ElementsAre("12.4.1", AllOf(HasSubstr("bin/cudaenv-shim"), HasSubstr("levels"))));
}

}  // namespace
}  // namespace cudaenv::jobs
