// SPDX-License-Identifier: Apache-2.0
// Directories that are not, or not wholly, ours: nothing of theirs is changed or removed.
#include "integration/trees.hpp"
#include "integration/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

/// Files and directories somewhere, with their modes: what must be the same afterwards.
std::vector<std::string> snapshot(const fs::path& directory) {
    std::vector<std::string> lines;
    for (const auto& entry : fs::recursive_directory_iterator(directory)) {
        lines.push_back(entry.path().string() + " " + std::to_string(mode_of(entry.path())) + " " +
                        target_of(entry.path()));
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

/// CUDAENV_ROOT points at a project of the user, which has a staging/ and a store/ of its own, with
/// links in them to his thesis.
class ForeignRoot : public testing::Test {
 protected:
    void SetUp() override {
        write_bytes(thesis() / "chapter", "years of work");
        fs::create_directories(root() / "staging/build");
        write_bytes(root() / "staging/build/input", "mine");
        write_bytes(root() / "staging/file.0123456789abcdef", "mine");
        fs::create_directory_symlink(thesis(), root() / "staging/thesis");
        fs::create_directory_symlink(thesis(), root() / "staging/x.0123456789abcdef");
        fs::create_directories(root() / "store/shelf-1-0123456789abcdef");
        write_bytes(root() / "store/shelf-1-0123456789abcdef/goods", "mine");
        fs::create_directory_symlink(thesis(), root() / "store/thesis-1-0123456789abcdef");
        fs::permissions(root(), fs::perms{0775});
        world.environment.set("CUDAENV_ROOT", root().string());
    }

    [[nodiscard]] fs::path root() const { return world.scratch("users-project"); }
    [[nodiscard]] fs::path thesis() const { return world.scratch("thesis"); }

    void expect_refused(const std::vector<std::string>& command) const {
        const auto before = snapshot(world.scratch("users-project"));
        const ProcessResult result = world.run(command);
        EXPECT_EQ(result.status, 6) << command.front() << ": " << result.errors;
        EXPECT_THAT(result.errors,
                    AllOf(HasSubstr(root().string()),
                          HasSubstr("no layout file"),
                          HasSubstr("CUDAENV_ROOT")));
        EXPECT_EQ(snapshot(root()), before) << command.front();
        EXPECT_EQ(mode_of(root()), 0775U);
        EXPECT_EQ(text_of(thesis() / "chapter"), "years of work");
    }

    Upstream upstream;
    World world{upstream};
};

TEST_F(ForeignRoot, IsRefusedByEveryCommandThatWritesAndLeftAsItIs) {
    expect_refused({"install", "12.4", "--profile", "minimal"});
    expect_refused({"install", "gcc-10"});
    expect_refused({"uninstall", "12.4"});
    expect_refused({"uninstall", "shelf"});
    expect_refused({"use", "12.4"});
    expect_refused({"use", "--global", "12.4"});
    expect_refused({"init", "bash"});
    expect_refused({"catalog", "update"});
    EXPECT_FALSE(fs::exists(world.project() / ".cudaenv")) << "a pin that is not remembered";
}

TEST_F(ForeignRoot, IsStillReadByCommandsThatWriteNothing) {
    const auto before = snapshot(root());
    EXPECT_EQ(world.run({"list"}).status, 0);
    EXPECT_EQ(world.run({"current"}).status, 0);
    EXPECT_EQ(world.run({"install", "12.4", "--dry-run"}).status, 0);
    EXPECT_EQ(snapshot(root()), before);
}

/// A root of ours in which somebody keeps things of his own.
class SharedWithForeignNames : public testing::Test {
 protected:
    void SetUp() override {
        world.install({"12.4", "--profile", "minimal"});
        write_bytes(thesis() / "chapter", "years of work");
        const store::Layout& layout = world.layout();
        for (const fs::path& directory : {layout.staging(), layout.store()}) {
            write_bytes(directory / "notes/today", "mine");
            write_bytes(directory / "file", "mine");
            fs::create_directory_symlink(thesis(), directory / "thesis");
        }
        // Of our pattern, but no directories: nothing that cudaenv makes.
        fs::create_directory_symlink(thesis(), layout.staging() / "12.4.1.0123456789abcdef");
        fs::create_directory_symlink(thesis(), layout.store() / "thesis-1.0-0123456789abcdef");
        write_bytes(layout.store() / "file-1.0-0123456789abcdef", "mine");
        foreign_ = {snapshot(layout.staging()), names_in(layout.store())};
    }

    [[nodiscard]] fs::path thesis() const { return world.scratch("thesis"); }

    void expect_untouched() const {
        const store::Layout& layout = world.layout();
        EXPECT_EQ(snapshot(layout.staging()), foreign_.first);
        for (const char* name : {"notes",
                                 "file",
                                 "thesis",
                                 "thesis-1.0-0123456789abcdef",
                                 "file-1.0-0123456789abcdef"})
            EXPECT_THAT(names_in(layout.store()), Contains(name));
        EXPECT_EQ(text_of(layout.store() / "notes/today"), "mine");
        EXPECT_EQ(text_of(thesis() / "chapter"), "years of work");
    }

    Upstream upstream;
    World world{upstream};
    std::pair<std::vector<std::string>, std::vector<std::string>> foreign_;
};

TEST_F(SharedWithForeignNames, AnInstallationRemovesOnlyWhatCudaenvMade) {
    fs::create_directories(world.layout().staging() / "12.4.1.00112233aabbccdd/bin");
    world.install({"11.2", "--profile", "minimal"});
    expect_untouched();
}

TEST_F(SharedWithForeignNames, ARemovalRemovesOnlyWhatCudaenvMade) {
    ASSERT_EQ(world.run({"uninstall", "12.4"}).status, 0);
    expect_untouched();
    EXPECT_THAT(
        names_in(world.layout().store()),
        testing::UnorderedElementsAre(
            "notes", "file", "thesis", "thesis-1.0-0123456789abcdef", "file-1.0-0123456789abcdef"));
}

TEST_F(SharedWithForeignNames, AnEnvironmentNeverTakesThePlaceOfSomethingElse) {
    write_bytes(world.layout().environment("lab") / "results", "mine");
    const ProcessResult result =
        world.run({"install", "12.4", "--profile", "minimal", "--name", "lab"});
    EXPECT_EQ(result.status, 6) << result.errors;
    EXPECT_THAT(result.errors, AllOf(HasSubstr("environments/lab"), HasSubstr("--name")));
    EXPECT_EQ(text_of(world.layout().environment("lab") / "results"), "mine");
    EXPECT_EQ(world.run({"install", "12.4", "--profile", "minimal", "--name", "lab", "--reinstall"})
                  .status,
              6);
    EXPECT_EQ(text_of(world.layout().environment("lab") / "results"), "mine");
}

class RootWithLinks : public testing::TestWithParam<const char*> {};

TEST_P(RootWithLinks, IsRefusedAndNothingBehindTheLinkIsTouched) {
    const Upstream upstream;
    const World world(upstream);
    world.install({"12.4", "--profile", "minimal"});
    const fs::path elsewhere = world.scratch("elsewhere");
    write_bytes(elsewhere / "12.4.1.0123456789abcdef/f", "mine");
    write_bytes(elsewhere / "shelf-1.0-0123456789abcdef/f", "mine");
    const fs::path name = world.layout().root / GetParam();
    fs::remove_all(name);
    fs::create_directory_symlink(elsewhere, name);
    const auto before = snapshot(elsewhere);
    for (const std::vector<std::string>& command :
         {std::vector<std::string>{"install", "11.2", "--profile", "minimal"},
          {"uninstall", "12.4"},
          {"use", "--global", "12.4"}}) {
        const ProcessResult result = world.run(command);
        EXPECT_EQ(result.status, 6) << result.errors;
        EXPECT_THAT(result.errors, AllOf(HasSubstr(name.string()), HasSubstr("link")));
    }
    EXPECT_EQ(snapshot(elsewhere), before);
}

INSTANTIATE_TEST_SUITE_P(Names,
                         RootWithLinks,
                         testing::Values("environments",
                                         "store",
                                         "shims",
                                         "shim",
                                         "shell",
                                         "locks",
                                         "staging",
                                         "projects",
                                         "kept",
                                         "catalog"),
                         [](const auto& row) { return std::string(row.param); });

class FreshRoot : public testing::Test {
 protected:
    Upstream upstream;
    World world{upstream};
};

TEST_F(FreshRoot, MayBeReachedThroughALink) {
    fs::create_directories(world.scratch("disk"));
    fs::create_directory_symlink(world.scratch("disk"), world.scratch("link"));
    world.environment.set("CUDAENV_ROOT", world.scratch("link").string());
    world.install({"12.4", "--profile", "minimal"});
    EXPECT_TRUE(fs::exists(world.scratch("disk") / "environments/12.4.1/bin/nvcc"));
}

TEST_F(FreshRoot, MayHoldWhatAFileSystemOrAKilledRunPutThere) {
    const fs::path root = world.layout().root;
    fs::create_directories(root / "lost+found");
    write_bytes(root / ".layout.0123456789abcdef", "");
    world.install({"12.4", "--profile", "minimal"});
    EXPECT_TRUE(fs::exists(root / "lost+found"));
}

TEST_F(FreshRoot, HoldsCacheAndConfigurationOfAJobWithoutHome) {
    for (const char* name : {"HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"})
        world.environment.unset(name);
    write_bytes(world.layout().root / "config/config.yaml", "jobs: 2\n");
    EXPECT_EQ(world.run({"machine"}).status, 0);
    world.install({"12.4", "--profile", "minimal"});
    EXPECT_THAT(names_in(world.layout().root / "cache/downloads"), IsEmpty());
}

TEST_F(FreshRoot, OfAnotherUserIsRefusedAndNamesHim) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root may give a directory away";
    const fs::path root = world.layout().root;
    fs::create_directories(root);
    ASSERT_EQ(::chown(root.c_str(), 12345, 12345), 0);
    const ProcessResult result = world.run({"install", "12.4", "--profile", "minimal"});
    EXPECT_EQ(result.status, 6) << result.errors;
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr("user 12345"), HasSubstr("chown"), HasSubstr("CUDAENV_ROOT")));
    EXPECT_THAT(names_in(root), IsEmpty());
}

}  // namespace
}  // namespace cudaenv::test
