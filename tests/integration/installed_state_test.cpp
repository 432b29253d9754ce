// SPDX-License-Identifier: Apache-2.0
// One notion of installed: every command says the same of a damaged environment, and install mends
// it.
#include "integration/trees.hpp"
#include "integration/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

struct Kind {
    const char* name;
    void (*damage)(const fs::path& prefix);
    const char* reason;
    bool is_usable;  ///< tools run as ever
};

class InstalledState : public testing::TestWithParam<Kind> {
 protected:
    void SetUp() override {
        world.install({"12.4", "--profile", "minimal"});
        ASSERT_EQ(world.run({"use", "12.4"}).status, 0);
        GetParam().damage(world.prefix("12.4.1"));
    }

    [[nodiscard]] auto says_damaged() const {
        return HasSubstr(std::string("12.4.1 is damaged: ") + GetParam().reason);
    }

    mutable Upstream upstream;
    World world{upstream};
};

TEST_P(InstalledState, IsListedWithItsReasonAndWhatMendsIt) {
    const std::string mend = "cudaenv install 12.4.1 ";
    const ProcessResult list = world.run({"list"});
    EXPECT_EQ(list.status, 0) << list.errors;
    EXPECT_THAT(list.output,
                AllOf(HasSubstr(std::string("12.4.1  damaged: ") + GetParam().reason),
                      HasSubstr("next: " + mend)));
    const auto json = world.json({"list", "--json"});
    EXPECT_THAT(json["environments"], IsEmpty());
    ASSERT_THAT(json["damaged"], SizeIs(1));
    EXPECT_EQ(json["damaged"][0]["name"], "12.4.1");
    EXPECT_EQ(json["damaged"][0]["toolkit"], "12.4.1");
    EXPECT_THAT(std::string(json["damaged"][0]["reason"]), HasSubstr(GetParam().reason));
    EXPECT_THAT(std::string(json["damaged"][0]["mend"]), HasSubstr(mend));
}

TEST_P(InstalledState, IsSaidByWhateverWouldUseIt) {
    const std::vector<std::vector<std::string>> commands{{"current"},
                                                         {"which", "nvcc"},
                                                         {"prefix"},
                                                         {"prefix", "12.4.1"},
                                                         {"use"},
                                                         {"exec", "--", "nvcc"},
                                                         {"exec", "12.4", "--", "nvcc"}};
    for (const auto& command : commands) {
        const ProcessResult result = world.run(command);
        if (GetParam().is_usable) {
            EXPECT_EQ(result.status, 0) << command.front() << result.errors;
            continue;
        }
        EXPECT_EQ(result.status, command.front() == "exec" ? 127 : 5) << command.front();
        EXPECT_THAT(result.errors, AllOf(says_damaged(), HasSubstr("next: cudaenv install")))
            << command.front();
    }
    const ProcessResult shim =
        world.run_program({(world.layout().shims() / "nvcc").string(), "--version"});
    EXPECT_EQ(shim.status, GetParam().is_usable ? 0 : 127);
    if (!GetParam().is_usable) {
        EXPECT_THAT(shim.errors, AllOf(says_damaged(), HasSubstr("next: cudaenv install")));
        const ProcessResult json = world.run({"current", "--json"});
        EXPECT_EQ(json.status, 5);
        EXPECT_EQ(nlohmann::json::parse(json.output)["damaged"]["environment"], "12.4.1");
        EXPECT_THAT(world.run({"use", "12.4"}).errors, says_damaged());
    }
}

TEST_P(InstalledState, IsMendedByPlainInstall) {
    const ProcessResult result = world.install({"12.4", "--profile", "minimal"});
    EXPECT_THAT(result.errors, AllOf(says_damaged(), Not(HasSubstr("already installed"))));
    EXPECT_THAT(find_faults(world.prefix("12.4.1")), IsEmpty());
    EXPECT_THAT(world.json({"list", "--json"})["damaged"], IsEmpty());
    EXPECT_EQ(world.run({"exec", "--", "nvcc"}).status, 0);
    EXPECT_THAT(world.install({"12.4", "--profile", "minimal"}).errors,
                HasSubstr("already installed"));
    EXPECT_THAT(upstream.server().requests(upstream.address("cuda_nvcc-")), SizeIs(1));
}

TEST_P(InstalledState, IsMendedByTheCommandThatIsNamed) {
    const std::string mend = world.json({"list", "--json"})["damaged"][0]["mend"];
    const ProcessResult result = world.run_program(
        {"/bin/sh", "-c", "cudaenv() { \"" CUDAENV_PROGRAM "\" \"$@\"; }; " + mend});
    EXPECT_EQ(result.status, 0) << mend << result.errors;
    EXPECT_THAT(world.json({"list", "--json"})["damaged"], IsEmpty());
    EXPECT_EQ(world.json({"list", "--json"})["environments"][0]["name"], "12.4.1");
}

TEST_P(InstalledState, IsRemovedByItsName) {
    const ProcessResult result = world.run({"uninstall", "12.4.1"});
    EXPECT_EQ(result.status, 0) << result.errors;
    EXPECT_THAT(names_in(world.layout().environments()), IsEmpty());
    EXPECT_THAT(names_in(world.layout().store()), IsEmpty());
    EXPECT_EQ(world.run({"uninstall", "12.4.1"}).status, 3);
}

TEST_P(InstalledState, IsRemovedByASpecThatMatchesNothingElse) {
    EXPECT_EQ(world.run({"uninstall", "12.4"}).status, 0);
    EXPECT_THAT(names_in(world.layout().environments()), IsEmpty());
}

TEST_P(InstalledState, CountsWhereASpecMatchesSeveral) {
    world.install({"12.4.0", "--profile", "minimal"});
    const ProcessResult result = world.run({"uninstall", "12.4"});
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.errors, AllOf(HasSubstr("12.4.0"), HasSubstr("12.4.1")));
    EXPECT_EQ(world.run({"uninstall", "12.4", "--all"}).status, 0);
    EXPECT_THAT(names_in(world.layout().environments()), IsEmpty());
}

void rewrite(const fs::path& file, const std::string& text) {
    fs::remove(file);
    write_bytes(file, text);
}

INSTANTIATE_TEST_SUITE_P(
    Kinds,
    InstalledState,
    testing::Values(
        Kind{"NoActivation",
             [](const fs::path& prefix) { fs::remove(prefix / ".cudaenv/activation"); },
             ".cudaenv/activation is missing",
             false},
        Kind{"GarbledActivation",
             [](const fs::path& prefix) { rewrite(prefix / ".cudaenv/activation", "\0\0\0"); },
             ".cudaenv/activation:1: this is no activation file",
             false},
        Kind{"NothingOfOurs",
             [](const fs::path& prefix) { fs::remove_all(prefix / ".cudaenv"); },
             ".cudaenv/activation is missing",
             false},
        Kind{"NoRecord",
             [](const fs::path& prefix) { fs::remove(prefix / ".cudaenv/record.json"); },
             ".cudaenv/record.json is missing",
             true},
        Kind{"GarbledRecord",
             [](const fs::path& prefix) { rewrite(prefix / ".cudaenv/record.json", "{"); },
             ".cudaenv/record.json is damaged",
             true}),
    [](const auto& row) { return row.param.name; });

class DamagedBeside : public testing::Test {
 protected:
    mutable Upstream upstream;
    World world{upstream};
};

TEST_F(DamagedBeside, AnotherKeepsItsStoreEntriesUntilItGoes) {
    world.install({"12.4", "--profile", "minimal"});
    world.install({"11.2", "--profile", "minimal"});
    fs::remove(world.prefix("12.4.1") / ".cudaenv/record.json");
    const std::size_t entries = names_in(world.layout().store()).size();
    const ProcessResult result = world.run({"uninstall", "11.2"});
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.errors, AllOf(HasSubstr("stay for now"), HasSubstr("12.4.1")));
    EXPECT_EQ(names_in(world.layout().store()).size(), entries);
    EXPECT_EQ(world.run({"uninstall", "12.4"}).status, 0);
    EXPECT_THAT(names_in(world.layout().store()), IsEmpty());
}

TEST_F(DamagedBeside, AnInstallOfTheSameNameDoesNotTakeOverAnotherToolkit) {
    world.install({"12.4.0", "--profile", "minimal", "--name", "lab"});
    fs::remove(world.prefix("lab") / ".cudaenv/activation");
    EXPECT_EQ(world.run({"install", "12.4.1", "--profile", "minimal", "--name", "lab"}).status, 1);
    world.install({"12.4.0", "--profile", "minimal", "--name", "lab"});
    EXPECT_EQ(world.json({"list", "--json"})["environments"][0]["toolkit"], "12.4.0");
}

TEST_F(DamagedBeside, ADirectoryOfSomebodyElseIsNoEnvironment) {
    world.install({"11.2", "--profile", "minimal"});
    const fs::path notes = world.layout().environments() / "notes";
    const fs::path copy = world.layout().environments() / "12.4-backup";
    for (const fs::path& each : {notes, copy}) write_bytes(each / "todo.txt", "buy milk");
    EXPECT_THAT(world.run({"list"}).output, AllOf(Not(HasSubstr("notes")), Not(HasSubstr("12.4"))));
    for (const char* name : {"notes", "12.4-backup", "12.4"})
        EXPECT_EQ(world.run({"uninstall", name, "--all"}).status, 3) << name;
    EXPECT_EQ(world.run({"install", "12.4", "--profile", "minimal", "--name", "notes"}).status, 6);
    EXPECT_EQ(world.run({"uninstall", "11.2"}).status, 0);
    EXPECT_THAT(names_in(world.layout().store()), IsEmpty());
    for (const fs::path& each : {notes, copy}) EXPECT_EQ(text_of(each / "todo.txt"), "buy milk");
}

TEST_F(DamagedBeside, AMissingToolIsNamed) {
    world.install({"12.4", "--profile", "minimal"});
    fs::remove(world.prefix("12.4.1") / "bin/nvcc");
    EXPECT_THAT(world.run({"list"}).output, HasSubstr("damaged: bin/nvcc is missing"));
    EXPECT_EQ(world.run({"use", "12.4"}).status, 0);
    for (const std::vector<std::string>& command : {std::vector<std::string>{"current"},
                                                    {"which", "nvcc"},
                                                    {"prefix"},
                                                    {"exec", "--", "nvcc"}}) {
        EXPECT_THAT(world.run(command).errors,
                    AllOf(HasSubstr("12.4.1 is damaged: bin/nvcc is missing"),
                          HasSubstr("cudaenv install")))
            << command.front();
    }
    EXPECT_THAT(world.install({"12.4", "--profile", "minimal"}).errors,
                HasSubstr("12.4.1 is damaged: bin/nvcc is missing; it is made anew"));
    EXPECT_EQ(world.run({"exec", "12.4", "--", "nvcc"}).status, 0);
}

TEST_F(DamagedBeside, AnActivationFileThatWasChangedIsNoticed) {
    world.install({"12.4", "--profile", "minimal"});
    const fs::path file = world.prefix("12.4.1") / ".cudaenv/activation";
    const std::string whole = text_of(file);
    rewrite(file, "cudaenv-activation 1\ntoolkit 12.4.3\npath bin\n");
    EXPECT_THAT(world.run({"list"}).output,
                HasSubstr("damaged: .cudaenv/activation says toolkit 12.4.3, record.json says"));
    world.install({"12.4", "--profile", "minimal"});
    EXPECT_EQ(text_of(file), whole);
    rewrite(file, "cudaenv-activation 1\ntoolkit 12.4.1\npath bin\n");
    EXPECT_THAT(world.install({"12.4", "--profile", "minimal"}).errors,
                HasSubstr(".cudaenv/activation has other content; it is made anew"));
    EXPECT_EQ(text_of(file), whole);
    EXPECT_THAT(world.install({"12.4", "--profile", "minimal"}).errors,
                HasSubstr("is already installed"));
}

TEST_F(DamagedBeside, AnActivationFileThatLostItsEndIsNoticed) {
    world.install({"12.4", "--profile", "minimal"});
    const fs::path file = world.prefix("12.4.1") / ".cudaenv/activation";
    const std::string whole = text_of(file);
    rewrite(file, whole.substr(0, whole.rfind("set ")));
    EXPECT_THAT(world.run({"list"}).output, HasSubstr("its end is missing"));
    EXPECT_THAT(world.run({"exec", "12.4", "--", "nvcc"}).errors, HasSubstr("its end is missing"));
    world.install({"12.4", "--profile", "minimal"});
    EXPECT_EQ(text_of(file), whole);
}

TEST_F(DamagedBeside, AnUpgradeLeavesItAlone) {
    world.install({"12.4.0", "--profile", "minimal"});
    fs::remove(world.prefix("12.4.0") / ".cudaenv/record.json");
    const ProcessResult all = world.run({"upgrade"});
    EXPECT_EQ(all.status, 0) << all.errors;
    EXPECT_THAT(all.errors, HasSubstr("12.4.0 stays as it is: .cudaenv/record.json is missing"));
    EXPECT_EQ(world.run({"upgrade", "12.4"}).status, 5);
    EXPECT_THAT(names_in(world.layout().environments()), ElementsAre("12.4.0"));
}

}  // namespace
}  // namespace cudaenv::test
