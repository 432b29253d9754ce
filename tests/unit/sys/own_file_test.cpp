// SPDX-License-Identifier: Apache-2.0
// Files under our names that somebody else may have put there.
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/file_lock.hpp>
#include <cudaenv/sys/growing_file.hpp>
#include <cudaenv/sys/own_file.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <functional>

namespace cudaenv {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

constexpr uid_t kOther = 12345;

unsigned mode_of(const fs::path& path) {
    return static_cast<unsigned>(fs::symlink_status(path).permissions());
}

void make_socket(const fs::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.string().copy(static_cast<char*>(address.sun_path), sizeof(address.sun_path) - 1);
    const UniqueFd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the socket interface
    ASSERT_EQ(::bind(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
}

/// Things that stand at `x` where our file should; "kept" is what must not change.
struct Thing {
    const char* name;
    std::function<void(const fs::path& directory)> make;
    const char* reason;
    bool needs_root = false;
};

const Thing kThings[] = {
    {"link", [](const fs::path& d) { fs::create_symlink("kept", d / "x"); }, "is a symbolic link"},
    {"dangling link",
     [](const fs::path& d) { fs::create_symlink("absent", d / "x"); },
     "is a symbolic link"},
    {"link to a device",
     [](const fs::path& d) { fs::create_symlink("/dev/zero", d / "x"); },
     "is a symbolic link"},
    {"pipe",
     [](const fs::path& d) { ASSERT_EQ(::mkfifo((d / "x").c_str(), 0600), 0); },
     "is no regular file"},
    {"socket", [](const fs::path& d) { make_socket(d / "x"); }, "is no regular file"},
    {"another user's file",
     [](const fs::path& d) {
         replace_file(d / "x", "theirs");
         ASSERT_EQ(::chown((d / "x").c_str(), kOther, kOther), 0);
     },
     "belongs to user 12345",
     true},
};

const Thing kUnsafe[] = {
    {"second name",
     [](const fs::path& d) { fs::create_hard_link(d / "kept", d / "x"); },
     "has a second name"},
    {"writable by others",
     [](const fs::path& d) {
         replace_file(d / "x", "");
         fs::permissions(d / "x", fs::perms{0620});
     },
     "may be written by others"},
};

std::vector<Thing> possible(std::initializer_list<const Thing*> begins,
                            std::initializer_list<std::size_t> sizes) {
    std::vector<Thing> things;
    auto size = sizes.begin();
    for (const Thing* begin : begins) {
        for (std::size_t i = 0; i < *size; ++i) {
            if (!begin[i].needs_root || ::geteuid() == 0) things.push_back(begin[i]);
        }
        ++size;
    }
    return things;
}

std::vector<Thing> foreign() {
    return possible({std::begin(kThings)}, {std::size(kThings)});
}

std::vector<Thing> foreign_or_unsafe() {
    return possible({std::begin(kThings), std::begin(kUnsafe)},
                    {std::size(kThings), std::size(kUnsafe)});
}

void expect_refused(const Thing& thing,
                    const fs::path& path,
                    const std::function<void(const fs::path&)>& use) {
    try {
        use(path);
        ADD_FAILURE() << thing.name;
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::refused) << thing.name;
        EXPECT_THAT(error.message(), AllOf(HasSubstr(path.string()), HasSubstr(thing.reason)));
    }
}

TEST(OwnFile, IsNothingElse) {
    for (const Thing& thing : foreign_or_unsafe()) {
        const test::TempDir dir;
        replace_file(dir / "kept", "kept");
        thing.make(dir.path());
        expect_refused(thing, dir / "x", [](const fs::path& path) { find_own_file(path); });
        EXPECT_EQ(read_file_text(dir / "kept"), "kept") << thing.name;
    }
}

TEST(OwnFile, MayBeAbsent) {
    const test::TempDir dir;
    EXPECT_FALSE(find_own_file(dir / "x"));
    EXPECT_FALSE(find_own_file(dir / "absent/x"));
    EXPECT_EQ(find_own_text(dir / "x"), std::nullopt);
    EXPECT_THROW(renew_own_file(dir / "absent/x"), Error);
}

TEST(OwnFile, IsPrivateWhenItIsMade) {
    const test::TempDir dir;
    renew_own_file(dir / "partial");
    open_lock_file(dir / "lock");
    EXPECT_EQ(mode_of(dir / "partial"), 0600U);
    EXPECT_EQ(mode_of(dir / "lock"), 0600U);
}

TEST(RenewedFile, TakesTheNameFromWhateverHasItAndChangesNothingElse) {
    for (const Thing& thing : foreign_or_unsafe()) {
        const test::TempDir dir;
        const CancelFlag cancel;
        replace_file(dir / "kept", "kept");
        thing.make(dir.path());
        GrowingFile file(
            dir / "x", [&](std::string_view) { ADD_FAILURE() << thing.name; }, cancel);
        file.append("new");
        EXPECT_EQ(read_file_text(dir / "x"), "new") << thing.name;
        EXPECT_EQ(mode_of(dir / "x"), 0600U) << thing.name;
        EXPECT_EQ(fs::hard_link_count(dir / "x"), 1U) << thing.name;
        EXPECT_EQ(read_file_text(dir / "kept"), "kept") << thing.name;
        EXPECT_EQ(fs::hard_link_count(dir / "kept"), 1U) << thing.name;
    }
}

TEST(RenewedFile, IsItsOwnersWhateverTheUmask) {
    const test::TempDir dir;
    fs::create_symlink("absent", dir / "link");
    const mode_t before = ::umask(0777);
    renew_own_file(dir / "x");
    renew_own_file(dir / "link");
    ::umask(before);
    EXPECT_EQ(mode_of(dir / "x"), 0600U);
    EXPECT_EQ(mode_of(dir / "link"), 0600U);
}

TEST(TakenFileName, IsNoDirectorysThatHoldsSomething) {
    const test::TempDir dir;
    replace_file(dir / "x/precious", "");
    for (const auto& work : std::vector<std::function<void()>>{
             [&] { take_file_name(dir / "x"); }, [&] { renew_own_file(dir / "x"); }}) {
        try {
            work();
            ADD_FAILURE();
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::refused);
            EXPECT_THAT(error.message(), HasSubstr((dir / "x").string() + " is a directory"));
            EXPECT_THAT(error.hint(), HasSubstr("move it away"));
        }
    }
    EXPECT_TRUE(fs::exists(dir / "x/precious"));
    fs::remove(dir / "x/precious");
    take_file_name(dir / "x");
    take_file_name(dir / "x");
    EXPECT_FALSE(fs::exists(dir / "x"));
}

TEST(LockFile, IsNothingElse) {
    for (const Thing& thing : foreign()) {
        const test::TempDir dir;
        replace_file(dir / "kept", "kept");
        thing.make(dir.path());
        expect_refused(thing, dir / "x", [](const fs::path& path) { FileLock::try_acquire(path); });
    }
}

TEST(LockFile, OfAnEarlierProgramIsMadePrivate) {
    const test::TempDir dir;
    replace_file(dir / "x", "", 0644);
    EXPECT_TRUE(FileLock::try_acquire(dir / "x"));
    EXPECT_EQ(mode_of(dir / "x"), 0600U) << "who can open it can hold it";
}

TEST(OwnText, IsNothingElse) {
    for (const Thing& thing : foreign()) {
        const test::TempDir dir;
        replace_file(dir / "kept", "kept");
        thing.make(dir.path());
        expect_refused(thing, dir / "x", [](const fs::path& path) { find_own_text(path); });
    }
}

TEST(OwnText, IsNothingThatEverybodyMayWrite) {
    const test::TempDir dir;
    replace_file(dir / "x", "theirs?");
    fs::permissions(dir / "x", fs::perms{0646});
    for (const Author author : {Author::self, Author::directory_owner}) {
        try {
            find_own_text(dir / "x", author);
            ADD_FAILURE();
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::refused);
            EXPECT_EQ(error.message(), (dir / "x").string() + " may be written by others");
            EXPECT_THAT(error.hint(), HasSubstr("chmod o-w " + (dir / "x").string()));
        }
    }
    fs::permissions(dir / "x", fs::perms{0664});
    EXPECT_EQ(find_own_text(dir / "x"), "theirs?") << "a group may be the user's own";
}

TEST(OwnText, HasALimit) {
    const test::TempDir dir;
    replace_file(dir / "x", "12345");
    EXPECT_EQ(find_own_text(dir / "x", Author::self, 5), "12345");
    EXPECT_THROW(find_own_text(dir / "x", Author::self, 4), Error);
}

TEST(OwnText, MayBeOfWhoeverOwnsTheDirectoryWhereItIsOnlyRead) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root may give a file away";
    const test::TempDir dir;
    replace_file(dir / "d/x", "theirs");
    ASSERT_EQ(::chown((dir / "d/x").c_str(), kOther, kOther), 0);
    EXPECT_THROW(find_own_text(dir / "d/x", Author::directory_owner), Error);
    ASSERT_EQ(::chown((dir / "d").c_str(), kOther, kOther), 0);
    EXPECT_EQ(find_own_text(dir / "d/x", Author::directory_owner), "theirs");
    EXPECT_THROW(find_own_text(dir / "d/x"), Error);
}

TEST(ReplacedOwnFile, HasItsModeWhateverTheUmask) {
    const test::TempDir dir;
    for (const mode_t mask : {mode_t{0}, mode_t{077}, mode_t{0777}}) {
        const mode_t before = ::umask(mask);
        replace_own_file(dir / "x", "x", 0644);
        ::umask(before);
        EXPECT_EQ(mode_of(dir / "x"), 0644U);
    }
}

TEST(ReplacedOwnFile, TakesThePlaceOfALinkAndLeavesItsTarget) {
    const test::TempDir dir;
    replace_file(dir / "kept", "kept");
    fs::create_symlink("kept", dir / "x");
    replace_own_file(dir / "x", "new", 0644);
    EXPECT_EQ(find_own_text(dir / "x"), "new");
    EXPECT_EQ(read_file_text(dir / "kept"), "kept");
}

TEST(UpdatedOwnFile, HasItsModeEvenWhereTheTextIsTheSame) {
    const test::TempDir dir;
    for (const unsigned mode : {0644U, 0U, 0755U}) {
        update_own_file(dir / "x", "same", 0755);
        fs::permissions(dir / "x", fs::perms{mode});
        update_own_file(dir / "x", "same", 0755);
        EXPECT_EQ(mode_of(dir / "x"), 0755U) << mode;
    }
}

TEST(UpdatedOwnFile, IsReplacedWhereEverybodyMayWriteIt) {
    const test::TempDir dir;
    replace_file(dir / "x", "same");
    fs::permissions(dir / "x", fs::perms{0666});
    update_own_file(dir / "x", "same", 0644);
    EXPECT_EQ(mode_of(dir / "x"), 0644U);
}

}  // namespace
}  // namespace cudaenv
