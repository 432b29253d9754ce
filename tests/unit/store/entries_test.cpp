// SPDX-License-Identifier: Apache-2.0
// Store entries: names, presence and use.
#include "unit/store/store_fixture.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/store/entries.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

namespace cudaenv::store {
namespace {

using testing::ElementsAre;

std::string entry(const std::string& name) {
    return entry_name(name, "1", "0123456789abcdef");
}

TEST(EntryName, IsAFileNameWithAShortKey) {
    EXPECT_EQ(entry_name("cuda_nvcc", "12.4.131", "0123456789ABCDEF0123"),
              "cuda_nvcc-12.4.131-0123456789abcdef");
    EXPECT_EQ(entry_name("gcc/10", "1:10.2.1-6~deb", "00"), "gcc-10-1-10.2.1-6-deb-00");
}

TEST(Entries, AreTheDirectoriesOfTheStore) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    EXPECT_THAT(list_entries(layout), ElementsAre());
    ensure_directory(entry_path(layout, entry("b")));
    ensure_directory(entry_path(layout, entry("a")));
    ensure_directory(entry_path(layout, "notes"));
    replace_file(layout.store() / "file", "");
    fs::create_directory_symlink("notes", entry_path(layout, entry("link")));
    EXPECT_THAT(list_entries(layout), ElementsAre(entry("a"), entry("b")));
    EXPECT_TRUE(has_entry(layout, entry("a")));
    EXPECT_FALSE(has_entry(layout, "file"));
    EXPECT_FALSE(has_entry(layout, entry("link")));
    EXPECT_FALSE(has_entry(layout, "absent"));
}

TEST(KeptEntries, HaveNamesOfEntries) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    keep_entry(layout, "gcc-10-10.2.1-0123456789abcdef");
    replace_file(layout.kept() / "a\nb", "");
    EXPECT_THAT(kept_entries(layout), ElementsAre("gcc-10-10.2.1-0123456789abcdef"));
}

TEST(UnusedEntries, DoNotDependOnWhatIsNoEnvironment) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    ensure_directory(entry_path(layout, entry("core")));
    replace_file(layout.environments() / "a\nb/.cudaenv/record.json", "{");
    EXPECT_THAT(unused_entries(layout), ElementsAre(entry("core")));
}

TEST(KeptEntries, AreUnknownWhenTheyCannotBeRead) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    ensure_directory(layout.root);
    fs::create_symlink("kept", layout.kept());  // a loop, which not even root can read
    EXPECT_THAT([&] { kept_entries(layout); },
                testing::ThrowsMessage<Error>(testing::HasSubstr(layout.kept().string())));
}

TEST(UnusedEntries, AreUnknownWhenADirectoryCannotBeRead) {
    for (const bool is_kept : {false, true}) {
        const cudaenv::test::TempDir dir;
        const Layout layout = test::layout_below(dir.path());
        ensure_directory(entry_path(layout, entry("core")));
        const fs::path unreadable = is_kept ? layout.kept() : layout.environments();
        fs::create_symlink(unreadable.filename(), unreadable);
        EXPECT_THAT([&] { unused_entries(layout); },
                    testing::ThrowsMessage<Error>(testing::HasSubstr(unreadable.string())));
    }
}

TEST(UnusedEntries, LeavesOutWhatRecordsName) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    for (const char* name : {"core", "static", "gcc-10", "gcc-12", "old", "kept"}) {
        ensure_directory(entry_path(layout, entry(name)));
    }
    ensure_directory(entry_path(layout, "notes"));
    keep_entry(layout, entry("kept"));
    replace_file(layout.kept() / "notes", "");
    Record record;
    record.name = "one";
    record.toolkit = parse_version("12.4.1");
    record.profile = Profile::standard;
    record.source = SourceName::redist;
    record.archives.push_back(
        {"cuda_nvcc", "f", {}, {}, SourceName::redist, {entry("core"), entry("static")}});
    record.host_compiler = RecordedCompiler{
        CompilerKind::gcc, *find_version("10.2.1"), CompilerOrigin::store, entry("gcc-10")};
    test::add_record(layout, record);
    record.name = "two";
    record.archives.clear();
    record.host_compiler = RecordedCompiler{
        CompilerKind::gcc, *find_version("12.2.0"), CompilerOrigin::system, entry("gcc-12")};
    test::add_record(layout, record);
    replace_file(layout.environment("linked-without-record") / ".cudaenv/activation",
                 "cudaenv-activation 1\ntoolkit 12.4\nprefix /usr/local/cuda-12.4\n");

    EXPECT_THAT(unused_entries(layout), ElementsAre(entry("gcc-12"), entry("old")));
    EXPECT_THAT(kept_entries(layout), ElementsAre(entry("kept")));
}

TEST(UnusedEntries, DoNotDependOnWhatAnotherUserPlanted) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root may give a directory away";
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    ensure_directory(entry_path(layout, entry("core")));
    replace_file(layout.environment("one") / ".cudaenv/record.json", "{");
    ASSERT_EQ(::chown(layout.environment("one").c_str(), 12345, 12345), 0);
    EXPECT_THAT(unused_entries(layout), ElementsAre(entry("core")));
}

TEST(UnusedEntries, IsUnknownWhenARecordIsDamaged) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    ensure_directory(entry_path(layout, entry("core")));
    replace_file(layout.environment("one") / ".cudaenv/record.json", "{");
    EXPECT_THROW(unused_entries(layout), Error);
}

TEST(UnusedEntries, IsUnknownWhenARecordIsMissing) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    ensure_directory(entry_path(layout, entry("core")));
    test::add_environment(layout.root, "one", "12.4.1");
    EXPECT_THROW(unused_entries(layout), Error);
    remove_tree(layout.environment("one") / ".cudaenv");
    replace_file(layout.environment("one") / "version.json", "{}");
    fs::create_symlink("lib", layout.environment("one") / "lib64");
    EXPECT_THROW(unused_entries(layout), Error);
    fs::remove(layout.environment("one") / "version.json");
    EXPECT_THAT(unused_entries(layout), ElementsAre(entry("core"))) << "no environment of ours";
    remove_tree(layout.environment("one"));
    EXPECT_THAT(unused_entries(layout), ElementsAre(entry("core")));
}

}  // namespace
}  // namespace cudaenv::store
