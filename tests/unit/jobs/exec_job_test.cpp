// SPDX-License-Identifier: Apache-2.0
// What a command finds around it, and what is told of one that runs under several environments.
#include "root_fixture.hpp"
#include "support/expect_error.hpp"

#include <cudaenv/base/variables.hpp>
#include <cudaenv/jobs/exec_job.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::jobs {
namespace {

namespace fs = std::filesystem;
using selection::OriginKind;
using testing::ElementsAre;

class ExecJob : public testing::Test, protected test::RootFixture {
 protected:
    ExecJob() { environment_.set("PATH", (directory / "bin").string()); }

    [[nodiscard]] std::string add_file(const std::string& name, fs::perms permissions) const {
        const fs::path file = directory / "bin" / name;
        replace_file(file, "#!/bin/sh\nexit 3\n");
        fs::permissions(file, permissions);
        return file.string();
    }
    [[nodiscard]] std::optional<std::string> version_under(
        const selection::Selection& selection) const {
        return command_environment(selection, session_).find(variables::kVersion);
    }
    Environment environment_;
    CancelFlag cancel_;
    Session session_{{environment_, layout, directory / "bin/cudaenv", system_clock(), cancel_}};
};

TEST_F(ExecJob, TellsShimsInsideWhatIsSelected) {
    selection::Selection lab;
    lab.environment = store::Installed{};
    lab.environment->name = "lab";
    lab.environment->path = "/root/environments/lab";
    lab.environment->activation.paths = {"bin"};
    EXPECT_EQ(version_under(lab), "lab");
    EXPECT_EQ(command_environment(lab, session_).find(variables::kActive),
              "/root/environments/lab");
}

TEST_F(ExecJob, KeepsShimsInsideToTheSystemOnlyWhereItIsNamed) {
    selection::Selection system;
    system.is_system = true;
    EXPECT_EQ(version_under(system), std::nullopt);
    system.origin.kind = OriginKind::argument;
    EXPECT_EQ(version_under(system), "system");
}

TEST_F(ExecJob, FindsACommandOnThePathOfItsEnvironmentOrWhereItIsNamed) {
    const std::string program = add_file("program", fs::perms::owner_all);
    const auto found = [this](const std::string& name) {
        return std::get<fs::path>(find_command(name, environment_)).string();
    };
    EXPECT_EQ(found("program"), program);
    EXPECT_EQ(found(program), program);
}

TEST_F(ExecJob, TellsAFileThatIsNoProgramFromNone) {
    const std::string file = add_file("data", fs::perms::owner_read);
    const auto is_file = [this](const std::string& name) {
        return std::get<NoProgram>(find_command(name, environment_)).is_there;
    };
    EXPECT_TRUE(is_file(file));
    EXPECT_FALSE(is_file("data"));
    EXPECT_FALSE(is_file(file + "2"));
}

/// Of every end the spec and which it was.
struct Recorder : EachObserver {
    void on_begin(const std::string& spec) override { lines.push_back(spec + " begins"); }
    void on_end(const EachRun& run) override {
        lines.push_back(run.spec + " ends");
        ends.push_back(run.end);
    }
    std::vector<std::string> lines;
    std::vector<decltype(EachRun::end)> ends;
};

TEST_F(ExecJob, RunsUnderEachWhateverBecomesOfTheOthers) {
    add("12.4.1", "12.4.1");
    const std::string program = add_file("program", fs::perms::owner_all);
    Recorder told;
    run_under_each({"99", "12.4", "system"}, {"program"}, told, session_);
    EXPECT_THAT(
        told.lines,
        ElementsAre(
            "99 begins", "99 ends", "12.4 begins", "12.4 ends", "system begins", "system ends"));
    EXPECT_EQ(std::get<NotSelected>(told.ends[0]).why.message(), "CUDA 99 is not installed");
    EXPECT_EQ(std::get<Ran>(told.ends[1]).status, 3);
    EXPECT_EQ(std::get<Ran>(told.ends[2]).status, 3);
}

TEST_F(ExecJob, SaysWhatKeptACommandFromRunning) {
    const std::string program = add_file("program", fs::perms::owner_all);
    replace_file(program, "no format that a system starts");
    fs::permissions(program, fs::perms::owner_all);
    Recorder told;
    run_under_each({"system"}, {program}, told, session_);
    run_under_each({"system"}, {"nosuch"}, told, session_);
    EXPECT_TRUE(std::holds_alternative<NotStarted>(told.ends[0]));
    EXPECT_EQ(std::get<NoProgram>(told.ends[1]).name, "nosuch");
}

TEST_F(ExecJob, BeginsNoFurtherRunWhenItIsInterrupted) {
    cancel_.set();
    Recorder told;
    EXPECT_THROW(run_under_each({"system"}, {"program"}, told, session_), Interrupted);
    EXPECT_TRUE(told.lines.empty());
}

}  // namespace
}  // namespace cudaenv::jobs
