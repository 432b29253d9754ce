// SPDX-License-Identifier: Apache-2.0
// Which names are ours.
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/store/names.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

namespace cudaenv::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Names, OfEntriesAreWhatEntriesAreNamed) {
    for (const char* version : {"12.4.131", "1:10.2.1-6~deb", "9"})
        EXPECT_TRUE(is_entry_name(entry_name("cuda_nvcc", version, "0123456789ABCDEF0123")));
    for (const char* name : {"",
                             "notes",
                             "0123456789abcdef",
                             "-0123456789abcdef",
                             "--0123456789abcdef",
                             "x-0123456789abcdef",
                             "x--0123456789abcdef",
                             ".x-1-0123456789abcdef",
                             "x-1-0123456789abcde",
                             "x-1-0123456789abcdeF",
                             "x-1-0123456789abcdef0",
                             "x-1.0123456789abcdef"})
        EXPECT_FALSE(is_entry_name(name)) << name;
}

TEST(Names, OfStagingAndProjectsAreTheirPatterns) {
    EXPECT_TRUE(is_staging_name("12.4.1.0123456789abcdef"));
    EXPECT_FALSE(is_staging_name("12.4.1"));
    EXPECT_TRUE(is_project_name("0123456789abcdef"));
    EXPECT_FALSE(is_project_name(".0123456789abcdef.0123456789abcdef"));
}

TEST(OwnDirectories, AreNoLinksNoFilesAndNotBehindALink) {
    const cudaenv::test::TempDir dir;
    ensure_directory(dir / "staging/b.0123456789abcdef");
    ensure_directory(dir / "staging/a.0123456789abcdef");
    ensure_directory(dir / "staging/notes");
    replace_file(dir / "staging/file.0123456789abcdef", "");
    std::filesystem::create_directory_symlink("notes", dir / "staging/link.0123456789abcdef");
    std::filesystem::create_directory_symlink("staging", dir / "linked");
    EXPECT_THAT(own_directories(dir / "staging", is_staging_name),
                ElementsAre("a.0123456789abcdef", "b.0123456789abcdef"));
    EXPECT_THAT(own_directories(dir / "linked", is_staging_name), IsEmpty());
    EXPECT_THAT(own_directories(dir / "absent", is_staging_name), IsEmpty());
}

TEST(OwnDirectories, AreUnknownWhenTheyCannotBeRead) {
    const cudaenv::test::TempDir dir;
    EXPECT_THROW(own_directories(dir / std::string(300, 'x'), is_staging_name), Error);
    if (::geteuid() == 0) GTEST_SKIP() << "root may read everything";
    ensure_directory(dir / "staging");
    std::filesystem::permissions(dir / "staging", std::filesystem::perms::none);
    EXPECT_THROW(own_directories(dir / "staging", is_staging_name), Error);
    std::filesystem::permissions(dir / "staging", std::filesystem::perms::owner_all);
}

}  // namespace
}  // namespace cudaenv::store
