// SPDX-License-Identifier: Apache-2.0
// What commands leave that are killed at their most delicate steps, and that the next command which
// writes clears it: all of it, and nothing that a living process or a later run needs.
#include "integration/redist_archives.hpp"
#include "integration/trees.hpp"
#include "integration/world.hpp"

#include <cudaenv/sys/file_lock.hpp>
#include <cudaenv/sys/leftovers.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <ostream>
#include <random>
#include <stdexcept>
#include <thread>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;
using testing::SizeIs;

using Command = std::vector<std::string>;

/// Paths below `directory` that have the name of something temporary.
std::vector<std::string> temporaries(const fs::path& directory) {
    std::vector<std::string> found;
    if (!fs::exists(directory)) return found;
    for (const auto& entry : fs::recursive_directory_iterator(directory)) {
        const std::string name = entry.path().filename().string();
        if (stem_of_unique_name(name) || name == ".new") found.push_back(entry.path().string());
    }
    return found;
}

class Leftovers : public testing::Test {
 protected:
    /// Starts the command and waits until it has reached the step.
    Background park(const std::string& step, const Command& command) {
        world.environment.set("CUDAENV_CHECKPOINT", step + ":" + marker(step).string());
        Background running = world.start(command);
        world.environment.unset("CUDAENV_CHECKPOINT");
        EXPECT_TRUE(eventually([&] { return fs::exists(marker(step)); })) << step;
        return running;
    }

    void kill_at(const std::string& step, const Command& command) {
        Background running = park(step, command);
        running.signal(SIGKILL);
        EXPECT_EQ(running.wait().status, 128 + SIGKILL);
        release(step);
    }

    /// Lets what is parked there go on.
    void release(const std::string& step) const { fs::remove(marker(step)); }

    void run(const Command& command) const {
        const ProcessResult result = world.run(command);
        EXPECT_EQ(result.status, 0) << command.front() << ": " << result.errors;
    }

    [[nodiscard]] fs::path marker(const std::string& step) const {
        return world.scratch("marker-" + step);
    }
    [[nodiscard]] const store::Layout& layout() const { return world.layout(); }
    [[nodiscard]] std::vector<std::string> all_temporaries() const {
        std::vector<std::string> found = temporaries(layout().root);
        for (const fs::path& directory : {layout().cache, world.project()}) {
            const auto more = temporaries(directory);
            found.insert(found.end(), more.begin(), more.end());
        }
        return found;
    }

    Upstream upstream;
    World world{upstream};
};

TEST_F(Leftovers, OfAKilledInstallationAreClearedByAnyCommandThatWrites) {
    for (const char* step : {"store-publish", "environment-publish"}) {
        kill_at(step, {"install", "12.4", "--profile", "minimal"});
        EXPECT_THAT(names_in(layout().staging()), Not(IsEmpty())) << step;
        run({"use", "--global", "12.4"});
        EXPECT_THAT(names_in(layout().staging()), IsEmpty()) << step;
    }
}

TEST_F(Leftovers, DoNotCountWhatAnInterruptedInstallationGoesOnWith) {
    kill_at("environment-publish", {"install", "12.4", "--profile", "minimal"});
    const auto entries = names_in(layout().store());
    const std::size_t fetched = upstream.server().requests(upstream.address("cuda_nvcc-")).size();
    EXPECT_THAT(entries, Not(IsEmpty()));
    run({"use", "--global", "12.4"});
    EXPECT_EQ(names_in(layout().store()), entries);
    world.install({"12.4", "--profile", "minimal"});
    EXPECT_THAT(upstream.server().requests(upstream.address("cuda_nvcc-")), SizeIs(fetched));
}

class KilledRemoval : public Leftovers, public testing::WithParamInterface<const char*> {};

TEST_P(KilledRemoval, IsEndedByTheNextCommandThatWrites) {
    world.set_host_compiler("12.2.0");
    world.install({"12.4", "--profile", "minimal"});
    world.install({"11.2", "--profile", "minimal"});  // with a compiler in the store
    const auto of_both = names_in(layout().store());
    kill_at(GetParam(), {"uninstall", "11.2"});
    EXPECT_FALSE(fs::exists(world.prefix("11.2.2")));
    EXPECT_EQ(names_in(layout().store()), of_both);
    run({"use", "--global", "12.4"});
    EXPECT_THAT(names_in(layout().staging()), IsEmpty());
    EXPECT_THAT(names_in(layout().removals()), IsEmpty());
    EXPECT_LT(names_in(layout().store()).size(), of_both.size());
    EXPECT_THAT(names_in(layout().store()), Not(Contains(HasSubstr("gcc-10"))));
    run({"exec", "12.4", "--", "nvcc"});
    EXPECT_THAT(find_faults(world.prefix("12.4.1")), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Steps,
                         KilledRemoval,
                         testing::Values("removal-moved", "removal-sweep"),
                         [](const auto& row) {
                             std::string name = row.param;
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });

TEST_F(Leftovers, OfAKilledRemovalOfACompilerGoToo) {
    world.install({"gcc-10"});
    kill_at("removal-sweep", {"uninstall", "gcc-10"});
    EXPECT_THAT(names_in(layout().store()), SizeIs(1));
    run({"init", "bash"});
    EXPECT_THAT(names_in(layout().store()), IsEmpty());
}

TEST_F(Leftovers, OfARemovalAreNotTakenFromTheEnvironmentThatCameSince) {
    world.install({"12.4", "--profile", "minimal"});
    kill_at("removal-moved", {"uninstall", "12.4"});
    world.install({"12.4", "--profile", "minimal"});
    EXPECT_THAT(find_faults(world.prefix("12.4.1")), IsEmpty());
    EXPECT_THAT(names_in(layout().store()), Not(IsEmpty()));
    run({"use", "--global", "12.4"});
    EXPECT_THAT(names_in(layout().store()), Not(IsEmpty()));
}

TEST_F(Leftovers, OfARemovalStayWhileSomebodyInstalls) {
    world.install({"12.4", "--profile", "minimal"});
    const auto entries = names_in(layout().store());
    Background installing = park("store-publish", {"install", "11.2", "--profile", "minimal"});
    const auto staging = names_in(layout().staging());
    kill_at("removal-sweep", {"uninstall", "12.4"});
    run({"use", "--global", "11.2"});
    EXPECT_THAT(names_in(layout().store()), IsSupersetOf(entries));
    EXPECT_THAT(names_in(layout().staging()), IsSupersetOf(staging));
    release("store-publish");
    EXPECT_EQ(installing.wait().status, 0);
    EXPECT_THAT(find_faults(world.prefix("11.2.2")), IsEmpty());
    run({"use", "--global", "11.2"});
    for (const std::string& entry : entries)
        EXPECT_THAT(names_in(layout().store()), Not(Contains(entry)));
}

TEST_F(Leftovers, OfADownloadThatWasUnpackedGoWithTheNextInstallation) {
    world.environment.set("CUDAENV_JOBS", "1");
    kill_at("download-used", {"install", "12.4", "--profile", "minimal"});
    EXPECT_THAT(names_in(layout().downloads()), Not(IsEmpty()));
    world.install({"11.2", "--profile", "minimal"});
    EXPECT_THAT(names_in(layout().downloads()), IsEmpty());
    world.install({"12.4", "--profile", "minimal"});
    EXPECT_THAT(names_in(layout().downloads()), IsEmpty());
}

TEST_F(Leftovers, OfADownloadThatIsNotUnpackedYetStay) {
    world.environment.set("CUDAENV_JOBS", "1");
    kill_at("download-verified", {"install", "12.4", "--profile", "minimal"});
    ASSERT_THAT(names_in(layout().downloads()), SizeIs(1));
    write_bytes(layout().downloads() / std::string(64, 'f'), "somebody's");
    world.install({"11.2", "--profile", "minimal"});
    EXPECT_THAT(names_in(layout().downloads()), SizeIs(2));
}

TEST_F(Leftovers, OfADownloadStayWithWhoeverUsesIt) {
    world.environment.set("CUDAENV_JOBS", "1");
    kill_at("download-used", {"install", "12.4", "--profile", "minimal"});
    ASSERT_THAT(names_in(layout().downloads()), SizeIs(1));
    const std::string used = names_in(layout().downloads()).at(0);
    {
        const auto lock = FileLock::try_acquire(layout().download_locks() / (used + ".lock"));
        ASSERT_TRUE(lock);
        world.install({"12.4", "--profile", "minimal"});
        EXPECT_THAT(names_in(layout().downloads()), ElementsAre(used));
    }
    world.install({"12.4", "--profile", "minimal", "--reinstall"});
    EXPECT_THAT(names_in(layout().downloads()), IsEmpty());
}

TEST_F(Leftovers, OfADownloadAreKeptForWhoKeepsDownloads) {
    world.environment.set("CUDAENV_KEEP_DOWNLOADS", "true");
    kill_at("download-used", {"install", "12.4", "--profile", "minimal"});
    world.install({"12.4", "--profile", "minimal"});
    EXPECT_THAT(names_in(layout().downloads()), Not(IsEmpty()));
}

/// A file that was being replaced when its command was killed, and the command that clears it.
struct Replacement {
    const char* name;
    const char* file;
    Command killed;
    Command next;

    friend std::ostream& operator<<(std::ostream& stream, const Replacement& row) {
        return stream << row.name;
    }
};

class KilledReplacement : public Leftovers, public testing::WithParamInterface<Replacement> {};

TEST_P(KilledReplacement, LeavesAFileThatTheNextCommandRemoves) {
    const Replacement& row = GetParam();
    upstream.publish(redist_cuda("12.4.7"));
    write_bytes(world.project() / ".cudaenv", "12.4\n");
    kill_at(std::string("replace-") + row.file, row.killed);
    EXPECT_THAT(all_temporaries(), Contains(HasSubstr(std::string("/.") + row.file + ".")));
    run(row.next);
    EXPECT_THAT(all_temporaries(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Files,
    KilledReplacement,
    testing::Values(
        Replacement{"Pin", ".cudaenv", {"use", "11.2"}, {"use", "12.4"}},
        Replacement{"PinByLock", ".cudaenv", {"use", "11.2"}, {"lock"}},
        Replacement{"Lock", ".cudaenv.lock", {"lock"}, {"lock"}},
        Replacement{"LockByPin", ".cudaenv.lock", {"lock"}, {"use", "12.4"}},
        Replacement{"Default", "default", {"use", "--global", "12.4"}, {"use", "--global", "11.2"}},
        Replacement{"DefaultByPin", "default", {"use", "--global", "12.4"}, {"use", "12.4"}},
        Replacement{"LayoutNumber", "layout", {"init", "bash"}, {"use", "--global", "11.2"}},
        Replacement{"Shim", "cudaenv-shim", {"init", "bash"}, {"use", "--global", "11.2"}},
        Replacement{"Hook", "init.zsh", {"init", "bash"}, {"use", "--global", "11.2"}},
        Replacement{"Manifest", "12.4.7.yaml", {"catalog", "update"}, {"use", "--global", "11.2"}},
        Replacement{"Index", "index.yaml", {"catalog", "update"}, {"use", "--global", "11.2"}},
        Replacement{"Seen", "seen.json", {"catalog", "update"}, {"catalog", "update"}},
        Replacement{"Compilers", "compilers", {"machine"}, {"use", "--global", "11.2"}}),
    [](const auto& row) { return row.param.name; });

TEST_F(Leftovers, OfWhoWasKilledBeforeThereWasARootGoToo) {
    const fs::path cache = world.layout().cache / "machine";
    write_bytes(cache / ".compilers.0123456789abcdef", "");
    fs::permissions(world.layout().cache, fs::perms{0700});
    run({"install", "12.4", "--profile", "minimal"});
    EXPECT_THAT(temporaries(cache), IsEmpty());
}

TEST_F(Leftovers, AreNeverFilesOfALivingProcess) {
    run({"init", "bash"});
    Background writing = park("replace-default", {"use", "--global", "12.4"});
    run({"use", "--global", "11.2"});
    EXPECT_THAT(all_temporaries(), SizeIs(1));
    release("replace-default");
    EXPECT_EQ(writing.wait().status, 0);
    EXPECT_EQ(text_of(layout().default_file()), "12.4\n");
    EXPECT_THAT(all_temporaries(), IsEmpty());
}

TEST_F(Leftovers, AreGoneAfterKillsAtAnyMoment) {
    const std::vector<Command> commands{{"install", "12.4", "--profile", "minimal"},
                                        {"install", "11.2", "--profile", "minimal"},
                                        {"uninstall", "12.4"},
                                        {"uninstall", "11.2"},
                                        {"use", "--global", "12.4"},
                                        {"use", "12.4"},
                                        {"init", "bash"}};
    constexpr int kills = 20;
    std::minstd_rand random(20261126);
    for (int i = 0; i < kills; ++i) {
        Background running = world.start(commands[random() % commands.size()]);
        std::this_thread::sleep_for(std::chrono::milliseconds(random() % 300));
        try {
            running.signal(SIGKILL);
        } catch (const std::runtime_error&) {
            // It was done already.
        }
        running.wait();
        ASSERT_EQ(world.run({"list"}).status, 0);
    }
    for (const char* release : {"12.4", "11.2"})
        world.install({release, "--profile", "minimal", "--reinstall"});
    run({"use", "12.4"});
    run({"use", "--global", "12.4"});
    EXPECT_THAT(all_temporaries(), IsEmpty());
    EXPECT_THAT(names_in(layout().downloads()), IsEmpty());
    for (const char* name : {"12.4.1", "11.2.2"})
        EXPECT_THAT(find_faults(world.prefix(name)), IsEmpty());
    for (const char* release : {"12.4", "11.2"}) run({"uninstall", release});
    EXPECT_THAT(names_in(layout().store()), IsEmpty());
    EXPECT_THAT(names_in(layout().removals()), IsEmpty());
}

TEST_F(Leftovers, AreSweptWithoutAWordInARootThatCannotBeWritten) {
    world.install({"12.4", "--profile", "minimal"});
    write_bytes(layout().root / ".default.0123456789abcdef", "");
    fs::remove_all(layout().locks());
    write_bytes(layout().locks(), "in the way");
    const ProcessResult result = world.run({"install", "12.4", "--profile", "minimal"});
    EXPECT_EQ(result.status, 0) << result.errors;
    EXPECT_THAT(result.errors, HasSubstr("is already installed"));
}

TEST_F(Leftovers, AreNotWhatAUserNamesAlike) {
    run({"init", "bash"});
    const std::string pin = "12.4\n";
    write_bytes(layout().root / ".notes.0123456789abcdef", pin);
    write_bytes(world.project() / "..envrc.0123456789abcdef", pin);
    write_bytes(world.project() / ".cudaenv.0123456789abcdef", pin);
    write_bytes(world.scratch("kept"), pin);
    fs::create_symlink(world.scratch("kept"), world.project() / "..cudaenv.0123456789abcdef");
    run({"use", "12.4"});
    EXPECT_THAT(temporaries(world.project()), SizeIs(3));
    EXPECT_THAT(temporaries(layout().root), SizeIs(1));
    EXPECT_EQ(text_of(world.scratch("kept")), pin);
}

}  // namespace
}  // namespace cudaenv::test
