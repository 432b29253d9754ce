// SPDX-License-Identifier: Apache-2.0
// shims/ and shell/ follow what is installed.
#include "unit/activation/fake_root.hpp"

#include <cudaenv/activation/shims.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/clock.hpp>
#include <cudaenv/sys/file_lock.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <iterator>
#include <optional>
#include <set>
#include <thread>

namespace cudaenv::activation {
namespace {

using test::FakeRoot;
using test::fs::path;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ShimsTest : public testing::Test {
 protected:
    void SetUp() override { FakeRoot::write_program(program_, "v1"); }

    void refresh() const { refresh_shims(root_.layout, {program_, "/usr/bin/cudaenv", tools_}); }

    [[nodiscard]] std::vector<std::string> shims() const {
        std::vector<std::string> names;
        for (const auto& entry : test::fs::directory_iterator(root_.layout.shims())) {
            names.push_back(entry.path().filename().string());
        }
        std::sort(names.begin(), names.end());
        return names;
    }

    static std::string text_of(const path& file) {
        std::ifstream stream(file);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    FakeRoot root_;
    path program_ = root_.dir / "libexec/cudaenv-shim";
    std::set<std::string> tools_{"nvcc", "ncu", "cuda-gdb"};
};

TEST_F(ShimsTest, LinkTheToolsOfEveryEnvironment) {
    root_.add("11.2.2", "11.2.2");
    FakeRoot::write_program(root_.add("12.4.1", "12.4.1").path / "bin/ncu");
    refresh();
    EXPECT_THAT(shims(), ElementsAre("ncu", "nvcc"));
    EXPECT_EQ(test::fs::read_symlink(root_.layout.shims() / "nvcc"), "../shim/cudaenv-shim");
    EXPECT_EQ(text_of(root_.layout.shims() / "nvcc"), "v1");
}

TEST_F(ShimsTest, AreMadeOnlyForKnownTools) {
    const path bin = root_.add("11.2.2", "11.2.2").path / "bin";
    FakeRoot::write(bin / "ncu", "not executable");
    test::fs::create_directories(bin / "cuda-gdb");
    for (const char* name : {"git", "make", "sudo", "ls", "gcc", "cudaenv", "cudaenv-shim", ".new"})
        FakeRoot::write_program(bin / name);
    refresh();
    EXPECT_THAT(shims(), ElementsAre("nvcc"));
}

TEST_F(ShimsTest, OfOtherNamesThatAnEarlierProgramMadeDisappear) {
    const path bin = root_.add("11.2.2", "11.2.2").path / "bin";
    FakeRoot::write_program(bin / "git");
    tools_.insert("git");
    refresh();
    ASSERT_THAT(shims(), ElementsAre("git", "nvcc"));
    tools_.erase("git");
    refresh();
    EXPECT_THAT(shims(), ElementsAre("nvcc"));
}

TEST_F(ShimsTest, DisappearWithTheirTool) {
    root_.add("11.2.2", "11.2.2");
    refresh();
    FakeRoot::write_program(root_.layout.shims() / "mine");
    test::fs::remove_all(root_.layout.environment("11.2.2"));
    refresh();
    EXPECT_THAT(shims(), ElementsAre("mine"));
}

TEST_F(ShimsTest, StayWhenTheEnvironmentsCannotBeRead) {
    root_.add("11.2.2", "11.2.2");
    refresh();
    // A refresh makes its own directories usable again.
    test::fs::permissions(root_.layout.environments(), test::fs::perms::none);
    refresh();
    EXPECT_THAT(shims(), ElementsAre("nvcc"));
    // What it cannot mend, it does not take for empty.
    const path moved = root_.dir / "moved";
    test::fs::rename(root_.layout.environments(), moved);
    test::fs::create_symlink("environments", root_.layout.environments());
    EXPECT_THROW(refresh(), Error);
    EXPECT_THAT(shims(), ElementsAre("nvcc"));
}

TEST_F(ShimsTest, StayWhenAnEnvironmentCannotBeRead) {
    const path environment = root_.add("11.2.2", "11.2.2").path;
    refresh();
    test::fs::rename(environment / "bin", environment / "moved");
    test::fs::create_symlink("bin", environment / "bin");  // which not even root can read
    refresh();
    EXPECT_THAT(shims(), ElementsAre("nvcc"));
    EXPECT_FALSE(are_shims_in_step(root_.layout, {}));
    test::fs::remove(environment / "bin");
    refresh();
    EXPECT_THAT(shims(), IsEmpty());
}

TEST_F(ShimsTest, StayForADamagedEnvironmentToSaySo) {
    FakeRoot::write(root_.add("11.2.2", "11.2.2").path / ".cudaenv/activation", "nonsense");
    refresh();
    EXPECT_THAT(shims(), ElementsAre("nvcc"));
}

TEST_F(ShimsTest, AreInStepUntilSomethingChanges) {
    const auto in_step = [&] { return are_shims_in_step(root_.layout, {}); };
    EXPECT_TRUE(in_step()) << "there is no root";
    test::fs::create_directories(root_.layout.environments());
    EXPECT_TRUE(in_step()) << "there is no environment";
    root_.add("11.2.2", "11.2.2");
    EXPECT_FALSE(in_step());
    refresh();
    EXPECT_TRUE(in_step());
    struct Row {
        const char* what;
        std::function<void()> change;
    };
    const path init = root_.layout.shell() / "init.zsh";
    const Row rows[] = {
        {"a shim is gone", [&] { test::fs::remove(root_.layout.shims() / "nvcc"); }},
        {"a shim is gone and another file came",
         [&] {
             test::fs::remove(root_.layout.shims() / "nvcc");
             FakeRoot::write_program(root_.layout.shims() / "mine");
         }},
        {"a shim is a file",
         [&] {
             test::fs::remove(root_.layout.shims() / "nvcc");
             FakeRoot::write_program(root_.layout.shims() / "nvcc");
         }},
        {"a shim leads elsewhere",
         [&] {
             system_clock().sleep(std::chrono::milliseconds(20));  // times are that coarse
             test::fs::remove(root_.layout.shims() / "nvcc");
             test::fs::create_symlink("../shim/cudaenv-gone", root_.layout.shims() / "nvcc");
         }},
        {"the shim program is no program",
         [&] { test::fs::permissions(shim_path(root_.layout), test::fs::perms{0644}); }},
        {"an integration cannot be read", [&] { test::fs::permissions(init, test::fs::perms{0}); }},
        {"the stamp is a directory",
         [&] {
             test::fs::remove(root_.layout.shim() / "stamp");
             test::fs::create_directory(root_.layout.shim() / "stamp");
         }},
        {"all shims are gone", [&] { test::fs::remove_all(root_.layout.shims()); }},
        {"the shim program is gone", [&] { test::fs::remove(shim_path(root_.layout)); }},
        {"the shim program is cut short",
         [&] { test::fs::resize_file(shim_path(root_.layout), 1); }},
        {"an integration is gone", [&] { test::fs::remove(init); }},
        {"an integration is cut short", [&] { test::fs::resize_file(init, 1); }},
        {"the program is another", [&] { FakeRoot::write_program(program_, "v2 is longer"); }},
        {"an environment came", [&] { root_.add("12.4.1", "12.4.1"); }},
        {"an environment went", [&] { test::fs::remove_all(root_.layout.environment("12.4.1")); }},
        {"the last environment went",
         [&] { test::fs::remove_all(root_.layout.environment("11.2.2")); }},
    };
    for (const Row& row : rows) {
        row.change();
        EXPECT_FALSE(in_step()) << row.what;
        refresh();
        EXPECT_TRUE(in_step()) << row.what;
    }
}

TEST_F(ShimsTest, AreMendedWithoutAStampWhereNoneCanBe) {
    root_.add("11.2.2", "11.2.2");
    FakeRoot::write(root_.layout.shim() / "stamp/notes", "mine");
    refresh();
    EXPECT_FALSE(are_shims_in_step(root_.layout, {}));
    test::fs::remove(root_.layout.shims() / "nvcc");
    refresh();
    EXPECT_THAT(shims(), ElementsAre("nvcc"));
    EXPECT_EQ(text_of(root_.layout.shim() / "stamp/notes"), "mine");
}

TEST_F(ShimsTest, HaveAStampThatTheirOwnerCanReadWhateverTheUmask) {
    root_.add("11.2.2", "11.2.2");
    const path stamp = root_.layout.shim() / "stamp";
    const mode_t before = ::umask(0777);
    refresh();
    ::umask(before);
    EXPECT_EQ(test::fs::status(stamp).permissions(), test::fs::perms{0644});
    test::fs::remove(stamp);
    ASSERT_EQ(::mkfifo(stamp.c_str(), 0600), 0);
    EXPECT_FALSE(are_shims_in_step(root_.layout, {}));
    refresh();
    EXPECT_TRUE(are_shims_in_step(root_.layout, {}));
}

TEST_F(ShimsTest, AreInStepWithAnotherProgramThatIsStillThere) {
    const path other = root_.dir / "opt/cudaenv";
    FakeRoot::write_program(other);
    root_.add("11.2.2", "11.2.2");
    refresh_shims(root_.layout, {program_, other, tools_});
    EXPECT_TRUE(are_shims_in_step(root_.layout, {}));
    FakeRoot::write_program(other, "upgraded");
    EXPECT_FALSE(are_shims_in_step(root_.layout, {}));
    refresh_shims(root_.layout, {program_, other, tools_});
    test::fs::remove(other);
    EXPECT_FALSE(are_shims_in_step(root_.layout, {}));
}

TEST_F(ShimsTest, AreInStepWithTheSharedRootsOfOneShellInAnother) {
    const FakeRoot shared;
    shared.add("13.0.2", "13.0.2");
    root_.add("11.2.2", "11.2.2");
    refresh();
    EXPECT_FALSE(are_shims_in_step(root_.layout, {shared.layout.root}));
    refresh_shims(root_.layout, {program_, "/usr/bin/cudaenv", tools_, {shared.layout.root}});
    EXPECT_TRUE(are_shims_in_step(root_.layout, {shared.layout.root}));
    EXPECT_TRUE(are_shims_in_step(root_.layout, {}));
    shared.add("12.4.1", "12.4.1");
    EXPECT_FALSE(are_shims_in_step(root_.layout, {shared.layout.root}));
}

TEST_F(ShimsTest, OfAnotherUserAreThatUsersBusiness) {
    if (::geteuid() != 0) GTEST_SKIP() << "only the root user can give a directory away";
    root_.add("11.2.2", "11.2.2");
    EXPECT_FALSE(are_shims_in_step(root_.layout, {}));
    ASSERT_EQ(::chown(root_.layout.environments().c_str(), 65534, 65534), 0);
    EXPECT_TRUE(are_shims_in_step(root_.layout, {}));
}

TEST_F(ShimsTest, CoverSharedRoots) {
    const FakeRoot shared;
    shared.add("13.0.2", "13.0.2");
    refresh_shims(root_.layout, {program_, "/usr/bin/cudaenv", tools_, {shared.layout.root}});
    EXPECT_THAT(shims(), ElementsAre("nvcc"));
}

TEST_F(ShimsTest, NoneInAnEmptyRoot) {
    refresh();
    EXPECT_THAT(shims(), IsEmpty());
}

TEST_F(ShimsTest, FollowANewShimProgram) {
    root_.add("11.2.2", "11.2.2");
    refresh();
    test::fs::remove(program_);
    FakeRoot::write_program(program_, "v2");
    refresh();
    EXPECT_EQ(text_of(root_.layout.shims() / "nvcc"), "v2");
    refresh_shims(root_.layout, {shim_path(root_.layout), "/usr/bin/cudaenv", tools_});
    EXPECT_EQ(text_of(root_.layout.shims() / "nvcc"), "v2");
}

TEST_F(ShimsTest, StayOutOfStagingWhichAnInstallationMayClear) {
    root_.add("11.2.2", "11.2.2");
    refresh();
    EXPECT_TRUE(test::fs::is_empty(root_.layout.staging()));
}

TEST_F(ShimsTest, ShareNoFileWithTheInstalledProgram) {
    refresh();
    EXPECT_FALSE(test::fs::equivalent(program_, shim_path(root_.layout)));
    EXPECT_NE(test::fs::status(shim_path(root_.layout)).permissions() & test::fs::perms::owner_exec,
              test::fs::perms::none);
}

TEST_F(ShimsTest, AreNotTouchedWhenRight) {
    root_.add("11.2.2", "11.2.2");
    refresh();
    const std::vector<path> made{
        shim_path(root_.layout), root_.layout.shims(), root_.layout.shell()};
    const auto times = [&] {
        std::vector<test::fs::file_time_type> all;
        for (const path& each : made) all.push_back(test::fs::last_write_time(each));
        return all;
    };
    const auto before = times();
    refresh();
    EXPECT_EQ(times(), before);
}

TEST_F(ShimsTest, WaitForAnotherRefreshAndSeeWhatWasPublishedMeanwhile) {
    root_.add("11.2.2", "11.2.2");
    const CancelFlag never;
    std::optional<FileLock> other = FileLock::acquire(root_.layout.shims_lock(), never, {});
    std::thread waiting([&] { refresh(); });
    system_clock().sleep(std::chrono::milliseconds(120));
    EXPECT_FALSE(test::fs::exists(root_.layout.shims() / "nvcc"));
    FakeRoot::write_program(root_.add("12.4.1", "12.4.1").path / "bin/ncu");
    other.reset();
    waiting.join();
    EXPECT_THAT(shims(), ElementsAre("ncu", "nvcc"));
}

TEST_F(ShimsTest, AreLeftToAnotherRefreshByWhoeverDoesNotWait) {
    root_.add("11.2.2", "11.2.2");
    const auto try_refresh = [&] {
        return try_refresh_shims(root_.layout, {program_, "/usr/bin/cudaenv", tools_});
    };
    std::optional<FileLock> other = FileLock::try_acquire(root_.layout.shims_lock());
    EXPECT_FALSE(try_refresh());
    EXPECT_FALSE(test::fs::exists(root_.layout.shims() / "nvcc"));
    other.reset();
    EXPECT_TRUE(try_refresh());
    EXPECT_THAT(shims(), ElementsAre("nvcc"));
}

TEST_F(ShimsTest, CleanUpAfterARefreshThatDied) {
    root_.add("11.2.2", "11.2.2");
    refresh();
    test::fs::rename(root_.layout.shims() / "nvcc", root_.layout.shims() / ".new");
    refresh();
    EXPECT_THAT(shims(), ElementsAre("nvcc"));
    test::fs::create_symlink("x", root_.layout.shims() / ".new");
    refresh();
    EXPECT_FALSE(test::fs::is_symlink(root_.layout.shims() / ".new"));
}

TEST_F(ShimsTest, AreNotMadeInADirectoryOfSomethingElse) {
    test::fs::remove(root_.layout.layout_file());
    FakeRoot::write(root_.layout.root / "notes", "mine");
    EXPECT_THROW(refresh(), Error);
    EXPECT_FALSE(test::fs::exists(root_.layout.shims()));
}

TEST_F(ShimsTest, TakeThePlaceOfLinksAndPipesUnderTheirNames) {
    refresh();
    FakeRoot::write(root_.dir / "kept", "mine");
    test::fs::remove(shim_path(root_.layout));
    test::fs::create_symlink(root_.dir / "kept", shim_path(root_.layout));
    test::fs::remove(root_.layout.shell() / "init.bash");
    ASSERT_EQ(::mkfifo((root_.layout.shell() / "init.bash").c_str(), 0600), 0);
    refresh();
    EXPECT_TRUE(test::fs::is_regular_file(test::fs::symlink_status(shim_path(root_.layout))));
    EXPECT_TRUE(test::fs::is_regular_file(root_.layout.shell() / "init.bash"));
    EXPECT_EQ(text_of(root_.dir / "kept"), "mine");
}

TEST_F(ShimsTest, ComeWithTheShellIntegration) {
    refresh();
    for (const char* name : {"init.bash", "init.zsh", "init.fish", "init.sh"}) {
        const std::string text = text_of(root_.layout.shell() / name);
        EXPECT_THAT(text, HasSubstr("'" + root_.layout.shims().string() + "'")) << name;
        EXPECT_THAT(text, HasSubstr("'/usr/bin/cudaenv'")) << name;
    }
    EXPECT_EQ(text_of(root_.layout.shell() / "init.bash"),
              integration_text(Shell::bash, root_.layout, "/usr/bin/cudaenv"));
}

TEST_F(ShimsTest, AMissingShimProgramIsNamed) {
    test::fs::remove(program_);
    try {
        refresh();
        FAIL() << "accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::io);
        EXPECT_THAT(error.message(), HasSubstr(program_.string()));
    }
}

}  // namespace
}  // namespace cudaenv::activation
