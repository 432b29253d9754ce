// SPDX-License-Identifier: Apache-2.0
// Removals that cannot remove everything.
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/install/install.hpp>
#include <cudaenv/install/leftovers.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/store/removals.hpp>
#include <cudaenv/sys/file_lock.hpp>
#include <cudaenv/sys/files.hpp>

#include <gtest/gtest.h>

#include <unistd.h>

#include <cerrno>
#include <functional>

namespace cudaenv::install {
namespace {

namespace fs = std::filesystem;

const OnWait kSilent = [](const Awaited&) {};
constexpr uid_t kUser = 65534;
constexpr uid_t kOther = 12345;

/// As an ordinary user from here on; the root user may move anything.
void become_user(const fs::path& dir) {
    if (::geteuid() != 0) return;
    const bool changed = ::chown(dir.c_str(), kUser, kUser) == 0 && ::setuid(kUser) == 0;
    if (!changed) ::_exit(9);
}

[[noreturn]] void uninstall_beside_what_stays(const test::TempDir& dir) {
    const store::Layout layout{dir / "root", dir / "cache", dir / "config"};
    store::ensure_layout(layout);
    store::Record record;
    record.name = "12.4.1";
    record.toolkit = parse_version("12.4.1");
    record.profile = Profile::standard;
    record.source = SourceName::redist;
    replace_file(layout.environment("12.4.1") / ".cudaenv/record.json",
                 store::render_record(record));
    const fs::path stuck = store::entry_path(layout, "a-1-0123456789abcdef");
    const fs::path unused = store::entry_path(layout, "b-1-0123456789abcdef");
    replace_file(stuck / "file", "12345");
    replace_file(unused / "file", "123");
    // In another's directory with the sticky bit nobody else can take their name from what is
    // there.
    for (const auto& each : fs::recursive_directory_iterator(dir.path()))
        if (::chown(each.path().c_str(), kUser, kUser) != 0) ::_exit(9);
    fs::permissions(layout.store(), fs::perms{01777});
    for (const fs::path& path : {stuck, layout.store()})
        if (::chown(path.c_str(), kOther, kOther) != 0) ::_exit(9);
    become_user(dir.path());
    const CancelFlag cancel;
    const Removal removal = uninstall("12.4.1", layout, kSilent, cancel);
    const bool is_gone = !fs::exists(layout.environment("12.4.1")) && !fs::exists(unused);
    const bool is_told = removal.kept_because.find(stuck.string()) != std::string::npos &&
                         removal.freed == ByteCount{3};
    const bool is_noted = !fs::is_empty(layout.removals());
    ::_exit(is_gone && is_told && is_noted && fs::exists(stuck / "file") ? 0 : 1);
}

/// Of a user who can remove none of it.
[[noreturn]] void uninstall_what_another_planted(const test::TempDir& dir) {
    const store::Layout layout{dir / "root", dir / "cache", dir / "config"};
    const fs::path stuck = layout.staging() / "x.0123456789abcdef";
    const fs::path unused = store::entry_path(layout, "b-1-0123456789abcdef");
    store::ensure_layout(layout);
    replace_file(layout.environment("12.4.1") / ".cudaenv/record.json", "{");
    replace_file(stuck / "file", "");
    for (const auto& each : fs::recursive_directory_iterator(layout.root))
        if (::chown(each.path().c_str(), kUser, kUser) != 0) ::_exit(9);
    for (const fs::path& path : {layout.environment("12.4.1"), stuck})
        if (::chown(path.c_str(), kOther, kOther) != 0) ::_exit(9);
    become_user(layout.root);
    const CancelFlag cancel;
    uninstall("12.4.1", layout, kSilent, cancel);
    replace_file(unused / "file", "123");
    store::note_removal(layout, "12.4.1", {unused.filename().string()});
    sweep_leftovers(layout, cancel);
    const bool is_done = !fs::exists(layout.environment("12.4.1")) && !fs::exists(unused);
    ::_exit(is_done && fs::exists(stuck) ? 0 : 1);
}

TEST(Uninstall, WaitsForWhoeverWorksInTheRootAloneAndSaysSo) {
    const test::TempDir dir;
    const store::Layout layout{dir / "root", dir / "cache", dir / "config"};
    store::ensure_layout(layout);
    store::keep_entry(layout, "gcc-10-0123456789abcdef");
    auto alone = FileLock::try_acquire(layout.installs_lock());
    ASSERT_TRUE(alone);
    std::vector<Awaited> waits;
    const auto on_wait = [&](const Awaited& what) {
        waits.push_back(what);
        alone.reset();
    };
    uninstall_compiler("gcc-10-0123456789abcdef", layout, on_wait, {});
    EXPECT_EQ(waits, std::vector<Awaited>{std::nullopt});
}

TEST(Uninstall, TakesAwayWhatAnotherUserPlantedAndGoesOn) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root may give a directory away";
    const test::TempDir dir;
    fs::permissions(dir.path(), fs::perms{0755});
    EXPECT_EXIT(uninstall_what_another_planted(dir), testing::ExitedWithCode(0), "");
}

/// Of their own environment, whatever its mode.
[[noreturn]] void uninstall_what_is_closed(const test::TempDir& dir, const fs::perms mode) {
    become_user(dir.path());
    const store::Layout layout{dir / "root", dir / "cache", dir / "config"};
    const fs::path environment = layout.environment("12.4.1");
    store::ensure_layout(layout);
    replace_file(environment / ".cudaenv/record.json", "{");
    replace_file(environment / "bin/nvcc", "");
    fs::permissions(environment / "bin", mode);
    fs::permissions(environment, mode);
    uninstall("12.4.1", layout, kSilent, {});
    ::_exit(fs::is_empty(layout.environments()) && fs::is_empty(layout.staging()) ? 0 : 1);
}

TEST(Uninstall, TakesAwayWhatItsOwnerHasClosed) {
    for (const unsigned mode : {0U, 0100U, 0400U, 0500U, 0555U}) {
        const test::TempDir dir;
        EXPECT_EXIT(uninstall_what_is_closed(dir, fs::perms{mode}), testing::ExitedWithCode(0), "")
            << mode;
    }
}

constexpr const char* kCompiler = "gcc-10-0123456789abcdef";

/// Whether the compiler is given up where the directory `closed` takes nothing and gives nothing.
[[noreturn]] void uninstall_compiler_beside(const test::TempDir& dir,
                                            const std::function<fs::path(store::Layout)>& closed) {
    become_user(dir.path());
    const store::Layout layout{dir / "root", dir / "cache", dir / "config"};
    store::ensure_layout(layout);
    store::keep_entry(layout, kCompiler);
    replace_file(store::entry_path(layout, kCompiler) / "file", "");
    store::note_removal(layout, "x", {});
    fs::permissions(closed(layout), fs::perms{0500});
    try {
        uninstall_compiler(kCompiler, layout, kSilent, {});
    } catch (const Error& error) {
        ::_exit(error.error_number() == EACCES && fs::exists(layout.kept() / kCompiler) ? 1 : 9);
    }
    ::_exit(fs::exists(layout.kept() / kCompiler) ? 9 : 0);
}

TEST(Uninstall, GivesACompilerUpWhereNothingCanBeNoted) {
    const test::TempDir dir;
    EXPECT_EXIT(
        uninstall_compiler_beside(dir, [](const store::Layout& each) { return each.removals(); }),
        testing::ExitedWithCode(0),
        "");
}

TEST(Uninstall, FailsWhereACompilerCannotBeGivenUp) {
    const test::TempDir dir;
    EXPECT_EXIT(
        uninstall_compiler_beside(dir, [](const store::Layout& each) { return each.kept(); }),
        testing::ExitedWithCode(1),
        "");
}

TEST(Uninstall, SaysWhichStoreEntryStaysAndRemovesTheOthers) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root may give a directory away";
    const test::TempDir dir;
    EXPECT_EXIT(uninstall_beside_what_stays(dir), testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace cudaenv::install
