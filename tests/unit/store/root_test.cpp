// SPDX-License-Identifier: Apache-2.0
// Making a root and a cache, and which directories are refused.
#include "unit/store/store_fixture.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/store/layout.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <functional>
#include <thread>

namespace cudaenv::store {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr uid_t kOther = 12345;

unsigned mode_of(const fs::path& path) {
    return static_cast<unsigned>(fs::symlink_status(path).permissions());
}

std::vector<std::string> names_in(const fs::path& directory) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(directory))
        names.push_back(entry.path().filename().string());
    return names;
}

void expect_refused(const std::function<void()>& work, const std::string& text) {
    try {
        work();
        ADD_FAILURE() << text;
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::refused);
        EXPECT_THAT(error.message(), HasSubstr(text));
        EXPECT_THAT(error.hint(), testing::AnyOf(HasSubstr("CUDAENV_ROOT"), HasSubstr("XDG_")));
    }
}

TEST(EnsureLayout, SweepsWhatWhoWasKilledAtItLeft) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    replace_file(layout.root / ".layout.0123456789abcdef", "1");
    ensure_layout(layout);
    EXPECT_FALSE(fs::exists(layout.root / ".layout.0123456789abcdef"));
    EXPECT_EQ(read_file_text(layout.layout_file()), "1\n");
}

TEST(EnsureLayout, MakesTheRootOnceAndNotesItsNumber) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    EXPECT_NO_THROW(check_layout(layout));
    ensure_layout(layout);
    ensure_layout(layout);
    EXPECT_EQ(read_file_text(layout.layout_file()), "1\n");
    for (const auto& directory : {layout.environments(),
                                  layout.store(),
                                  layout.staging(),
                                  layout.locks(),
                                  layout.shims(),
                                  layout.shim(),
                                  layout.shell(),
                                  layout.projects(),
                                  layout.kept(),
                                  layout.removals(),
                                  layout.catalog()}) {
        EXPECT_TRUE(fs::is_directory(directory)) << directory;
    }
    EXPECT_FALSE(fs::exists(layout.cache)) << "made when first needed";
}

TEST(EnsureLayout, RefusesARootOfANewerProgramUntouched) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    replace_file(layout.layout_file(), "2\n");
    try {
        ensure_layout(layout);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::refused);
        EXPECT_THAT(error.message(), HasSubstr("newer cudaenv (layout 2"));
        EXPECT_THAT(error.hint(), HasSubstr("update cudaenv"));
    }
    EXPECT_FALSE(fs::exists(layout.environments()));
}

TEST(CheckLayout, RejectsADamagedNumber) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    for (const char* text : {"", "x", "1x", "0", "-1", "1 2", "99999999999"}) {
        replace_file(layout.layout_file(), text);
        try {
            check_layout(layout);
            ADD_FAILURE() << text;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::integrity) << text;
        }
    }
    replace_file(layout.layout_file(), " 1 ");
    EXPECT_NO_THROW(check_layout(layout));
}

TEST(CheckLayout, RefusesANumberThatEverybodyMayWriteAndSaysWhatMendsIt) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    ensure_layout(layout);
    fs::permissions(layout.layout_file(), fs::perms{0666});
    try {
        check_layout(layout);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::refused);
        EXPECT_THAT(error.message(), HasSubstr("may be written by others"));
        EXPECT_THAT(error.hint(),
                    AllOf(HasSubstr("chmod o-w " + layout.layout_file().string()),
                          HasSubstr("CUDAENV_ROOT")));
    }
}

TEST(EnsureLayout, ReportsARootThatCannotBeWritten) {
    const cudaenv::test::TempDir dir;
    Layout layout = test::layout_below(dir.path());
    replace_file(dir / "file", "");
    layout.root = dir / "file/root";
    try {
        ensure_layout(layout);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::io);
        EXPECT_THAT(error.message(), HasSubstr(layout.root.string()));
    }
}

TEST(EnsureLayout, RefusesADirectoryOfSomethingElseAndLeavesItAsItIs) {
    for (const char* name : {"notes", "staging/x", "store/y", ".hidden", "layout.old", "cache/x"}) {
        const cudaenv::test::TempDir dir;
        const Layout layout = test::layout_below(dir.path());
        replace_file(layout.root / name, "mine");
        fs::permissions(layout.root, fs::perms{0777});
        const auto before = names_in(layout.root);
        expect_refused([&] { ensure_layout(layout); }, "is not empty (it holds ");
        EXPECT_EQ(names_in(layout.root), before) << name;
        EXPECT_EQ(mode_of(layout.root), 0777U) << name;
    }
}

TEST(EnsureLayout, SaysHowARootGetsBackTheNumberThatItLost) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    ensure_layout(layout);
    fs::remove(layout.layout_file());
    try {
        ensure_layout(layout);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::refused);
        EXPECT_THAT(error.message(), HasSubstr(layout.layout_file().string() + " is missing"));
        EXPECT_THAT(error.hint(), HasSubstr("echo 1 > "));
    }
    replace_file(layout.layout_file(), "1\n");
    EXPECT_NO_THROW(ensure_layout(layout));
}

TEST(EnsureLayout, TakesADirectoryThatHoldsOnlyWhatMayPrecedeARoot) {
    const cudaenv::test::TempDir dir;
    Layout layout = test::layout_below(dir.path());
    layout.cache = layout.root / "cache";
    layout.config = layout.root / "config";
    for (const char* name :
         {"lost+found/x", ".layout.0123456789abcdef", "cache/machine/x", "config/config.yaml"})
        replace_file(layout.root / name, "");
    EXPECT_NO_THROW(ensure_layout(layout));
}

TEST(EnsureLayout, GivesItsDirectoriesTheirModesWhateverTheUmask) {
    for (const mode_t mask : {mode_t{0}, mode_t{077}}) {
        const cudaenv::test::TempDir dir;
        const Layout layout = test::layout_below(dir.path());
        const mode_t before = ::umask(mask);
        ensure_layout(layout);
        ensure_cache(layout);
        ::umask(before);
        for (const auto& entry : fs::directory_iterator(layout.root))
            EXPECT_EQ(mode_of(entry.path()), entry.is_directory() ? 0755U : 0644U) << entry.path();
        EXPECT_EQ(mode_of(layout.root), 0755U);
        for (const auto& path : {layout.cache, layout.downloads(), layout.download_locks()})
            EXPECT_EQ(mode_of(path), 0700U) << path;
    }
}

TEST(EnsureLayout, TakesBackWhatOthersMayWriteOfAnEarlierRoot) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    ensure_layout(layout);
    ensure_cache(layout);
    for (const auto& path : {layout.root, layout.store(), layout.cache, layout.downloads()})
        fs::permissions(path, fs::perms{0775});
    ensure_layout(layout);
    ensure_cache(layout);
    for (const auto& path : {layout.root, layout.store()}) EXPECT_EQ(mode_of(path), 0755U) << path;
    for (const auto& path : {layout.cache, layout.downloads()})
        EXPECT_EQ(mode_of(path), 0700U) << path;
}

TEST(EnsureLayout, RefusesLinksBelowTheRootAndTheCacheButNotAbove) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    fs::create_directories(dir / "disk/root");
    fs::create_directories(dir / "disk/cache");
    fs::create_directories(dir / "elsewhere");
    fs::create_directory_symlink("disk/root", layout.root);
    fs::create_directory_symlink("disk/cache", layout.cache);
    EXPECT_NO_THROW(ensure_layout(layout));
    EXPECT_NO_THROW(ensure_cache(layout));
    for (const auto& path : {layout.staging(), layout.store(), layout.environments()}) {
        fs::remove(path);
        fs::create_directory_symlink(dir / "elsewhere", path);
        expect_refused([&] { ensure_layout(layout); }, path.string() + " is a symbolic link");
        fs::remove(path);
    }
    fs::remove(layout.downloads());
    fs::create_directory_symlink(dir / "elsewhere", layout.downloads());
    expect_refused([&] { ensure_cache(layout); }, "downloads is a symbolic link");
    EXPECT_THAT(names_in(dir / "elsewhere"), IsEmpty());
}

TEST(EnsureLayout, RefusesWhatBelongsToAnotherUser) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root may give a directory away";
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    ensure_layout(layout);
    ensure_cache(layout);
    for (const auto& path : {layout.root, layout.store(), layout.locks()}) {
        ASSERT_EQ(::chown(path.c_str(), kOther, kOther), 0);
        expect_refused([&] { ensure_layout(layout); }, path.string() + " belongs to user 12345");
        ASSERT_EQ(::chown(path.c_str(), 0, 0), 0);
    }
    for (const auto& path : {layout.cache, layout.downloads()}) {
        ASSERT_EQ(::chown(path.c_str(), kOther, kOther), 0);
        expect_refused([&] { ensure_cache(layout); }, path.string() + " belongs to user 12345");
        ASSERT_EQ(::chown(path.c_str(), 0, 0), 0);
    }
}

TEST(EnsureLayout, MayBeCalledByManyAtOnce) {
    for (int round = 0; round < 20; ++round) {
        const cudaenv::test::TempDir dir;
        const Layout layout = test::layout_below(dir.path());
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] { EXPECT_NO_THROW(ensure_layout(layout)); });
        for (auto& thread : threads) thread.join();
    }
}

TEST(CheckLayout, LetsARootOfAnotherUserBeReadWhenTheNumberIsHis) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root may give a directory away";
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    ensure_layout(layout);
    ASSERT_EQ(::chown(layout.root.c_str(), kOther, kOther), 0);
    ASSERT_EQ(::chown(layout.layout_file().c_str(), kOther, kOther), 0);
    EXPECT_NO_THROW(check_layout(layout));
    ASSERT_EQ(::chown(layout.layout_file().c_str(), kOther + 1, kOther), 0);
    expect_refused([&] { check_layout(layout); }, "belongs to user 12346");
}

TEST(CheckLayout, WaitsForNothing) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    fs::create_directories(layout.root);
    ASSERT_EQ(::mkfifo(layout.layout_file().c_str(), 0600), 0);
    expect_refused([&] { check_layout(layout); }, "is no regular file");
    fs::remove(layout.layout_file());
    fs::create_symlink("/dev/zero", layout.layout_file());
    expect_refused([&] { check_layout(layout); }, "is a symbolic link");
}

}  // namespace
}  // namespace cudaenv::store
