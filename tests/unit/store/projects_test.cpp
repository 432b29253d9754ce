// SPDX-License-Identifier: Apache-2.0
// Remembered projects and the global default.
#include "unit/store/store_fixture.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/store/projects.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <iterator>

namespace cudaenv::store {
namespace {

using testing::ElementsAre;

TEST(Projects, AreRememberedOnceAndSorted) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    EXPECT_TRUE(list_projects(layout).empty());
    for (const char* name : {"b/.cudaenv", "a b/.cudaenv"}) replace_file(dir / name, "12\n");
    remember_project(layout, dir / "b/.cudaenv");
    remember_project(layout, dir / "a b/.cudaenv");
    remember_project(layout, dir / "a b/../b/.cudaenv");
    EXPECT_THAT(list_projects(layout), ElementsAre(dir / "a b/.cudaenv", dir / "b/.cudaenv"));
    EXPECT_EQ(std::distance(fs::directory_iterator(layout.projects()), fs::directory_iterator()),
              2);
}

TEST(Projects, ThatVanishedAreNotListed) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    replace_file(dir / "a/.cudaenv", "12\n");
    ensure_directory(dir / "b/.cudaenv");
    remember_project(layout, dir / "a/.cudaenv");
    remember_project(layout, dir / "b/.cudaenv");
    remember_project(layout, dir / "c/.cudaenv");
    EXPECT_THAT(list_projects(layout), ElementsAre(dir / "a/.cudaenv"));
    fs::remove(dir / "a/.cudaenv");
    EXPECT_TRUE(list_projects(layout).empty());
}

TEST(Projects, ThatAreNoPlainFilesOfOursAreSkippedAndNotWaitedFor) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    replace_file(dir / "a/.cudaenv", "12\n");
    remember_project(layout, dir / "a/.cudaenv");
    const fs::path file = fs::directory_iterator(layout.projects())->path();
    ASSERT_EQ(::mkfifo((layout.projects() / "0000000000000001").c_str(), 0600), 0);
    fs::create_symlink("/dev/zero", layout.projects() / "0000000000000002");
    fs::create_symlink(file, layout.projects() / "0000000000000003");
    ensure_directory(layout.projects() / "0000000000000004");
    replace_file(layout.projects() / "0000000000000005", std::string(100'000, '/'));
    replace_file(layout.projects() / ".0000000000000006.0123456789abcdef", "/etc/passwd\n");
    EXPECT_THAT(list_projects(layout), ElementsAre(dir / "a/.cudaenv"));
    fs::remove(file);
    fs::create_symlink("/dev/zero", file);
    remember_project(layout, dir / "a/.cudaenv");
    EXPECT_FALSE(fs::is_symlink(file));
    EXPECT_THAT(list_projects(layout), ElementsAre(dir / "a/.cudaenv"));
}

TEST(DefaultSpec, IsNoLinkAndIsNotWaitedFor) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    ensure_layout(layout);
    ASSERT_EQ(::mkfifo(layout.default_file().c_str(), 0600), 0);
    EXPECT_THROW(find_default_spec(layout), Error);
    write_default_spec(layout, "12.4");
    EXPECT_EQ(find_default_spec(layout), "12.4");
    replace_file(dir / "elsewhere", "11.2");
    fs::remove(layout.default_file());
    fs::create_symlink(dir / "elsewhere", layout.default_file());
    EXPECT_THROW(find_default_spec(layout), Error);
    write_default_spec(layout, "12.4");
    EXPECT_EQ(read_file_text(dir / "elsewhere"), "11.2");
}

TEST(DefaultSpec, IsNotBelievedWhereEverybodyMayWriteItUntilItIsWrittenAnew) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    write_default_spec(layout, "12.4");
    fs::permissions(layout.default_file(), fs::perms{0666});
    EXPECT_THROW(find_default_spec(layout), Error);
    write_default_spec(layout, "12.4");
    EXPECT_EQ(find_default_spec(layout), "12.4");
}

TEST(DefaultSpec, IsTheFirstLineTrimmed) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    EXPECT_EQ(find_default_spec(layout), std::nullopt);
    write_default_spec(layout, "12.4");
    EXPECT_EQ(find_default_spec(layout), "12.4");
    EXPECT_EQ(read_file_text(layout.default_file()), "12.4\n");
    replace_file(layout.default_file(), " 11.2 \r\nignored\n");
    EXPECT_EQ(find_default_spec(layout), "11.2");
    replace_file(layout.default_file(), "\n");
    EXPECT_EQ(find_default_spec(layout), std::nullopt);
}

}  // namespace
}  // namespace cudaenv::store
