// SPDX-License-Identifier: Apache-2.0
// Damage in entries and environments: what is seen by looking, and what only by reading.
#include "install/entry_files.hpp"
#include "install/seal.hpp"
#include "install/unfit_entries.hpp"
#include "support/few_descriptors.hpp"
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/digest/hash.hpp>
#include <cudaenv/install/verify.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <functional>

namespace cudaenv::install {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kEntry = "libx-1.0-00";
constexpr uid_t kOther = 12345;

class Verify : public testing::Test {
 protected:
    Verify() {
        make_entry(kEntry, "library");
        fs::create_directories(layout_.environment("lab"));
        assemble(kEntry);
        lay_classic_links();
        write(layout_.environment("lab") / "version.json", "{}");
        record_.name = "lab";
        record_.toolkit = parse_version("12.4.1");
        record_.profile = Profile::standard;
        record_.source = SourceName::redist;
        record_.archives.push_back({"libx", "f", {}, {}, SourceName::redist, {kEntry}});
        record_.files.push_back({"version.json", digest::hash_bytes("{}")});
    }

    static void write(const fs::path& file, const std::string& text) {
        fs::create_directories(file.parent_path());
        if (fs::exists(file)) fs::permissions(file, fs::perms{0644});
        std::ofstream(file, std::ios::binary) << text;
    }

    void make_entry(const std::string& name, const std::string& library) const {
        const fs::path entry = store::entry_path(layout_, name);
        write(entry / "lib/libx.so.1", library);
        write(entry / "bin/tool", "#!/bin/sh\n");
        fs::permissions(entry / "bin/tool", fs::perms{0755});
        fs::create_symlink("libx.so.1", entry / "lib/libx.so");
        fs::create_directories(entry / "empty");
        seal(entry, cancel_);
        write_entry_record(entry, {{{}, SourceName::redist, "libx", "libx"}}, cancel_);
    }

    /// As an installation does: files by hard link.
    void assemble(const std::string& name) const {
        const fs::path entry = store::entry_path(layout_, name);
        fs::copy(entry,
                 layout_.environment("lab"),
                 fs::copy_options::recursive | fs::copy_options::create_hard_links |
                     fs::copy_options::copy_symlinks);
        fs::remove_all(layout_.environment("lab") / ".cudaenv");
    }

    void lay_classic_links() const {
        const fs::path prefix = layout_.environment("lab");
        fs::create_directories(prefix / "targets/x86_64-linux");
        fs::create_symlink("../../include", prefix / "targets/x86_64-linux/include");
        fs::create_symlink("../../lib", prefix / "targets/x86_64-linux/lib");
        fs::create_symlink("lib", prefix / "lib64");
    }

    void assemble_again() const {
        for (const char* name : {"bin", "lib", "empty"})
            fs::remove_all(layout_.environment("lab") / name);
        assemble(kEntry);
    }

    [[nodiscard]] std::vector<std::string> look(Depth depth) const {
        return lines(verify_entry(layout_, kEntry, depth, cancel_));
    }

    [[nodiscard]] std::vector<std::string> look_at_environment(Depth depth) const {
        return lines(verify_environment(layout_, record_, depth, cancel_));
    }

    static std::vector<std::string> lines(const std::vector<Finding>& findings) {
        std::vector<std::string> lines;
        lines.reserve(findings.size());
        for (const Finding& finding : findings)
            lines.push_back(finding.path + " " + std::string(fault_text(finding.what)));
        return lines;
    }

    test::TempDir dir_;
    store::Layout layout_{dir_ / "root", dir_ / "cache", dir_ / "config"};
    fs::path entry_ = store::entry_path(layout_, kEntry);
    store::Record record_;
    CancelFlag cancel_;
};

TEST_F(Verify, FindsNothingInAWholeEntryAndItsEnvironment) {
    for (const Depth depth : {Depth::quick, Depth::full}) {
        EXPECT_THAT(look(depth), IsEmpty());
        EXPECT_THAT(look_at_environment(depth), IsEmpty());
    }
}

TEST_F(Verify, FindsWhatLookingShows) {
    struct Row {
        std::function<void()> damage;
        const char* finding;
    };
    const fs::path library = entry_ / "lib/libx.so.1";
    const Row rows[] = {
        {[&] { fs::remove(library); }, "lib/libx.so.1 is missing"},
        {[&] { write(library, "libr"); }, "lib/libx.so.1 has another size"},
        {[&] { write(entry_ / "lib/more", "x"); }, "lib/more does not belong there"},
        {[&] { fs::permissions(library, fs::perms{0555}); }, "lib/libx.so.1 has another mode"},
        {[&] {
             fs::remove(entry_ / "lib/libx.so");
             fs::create_symlink("libx.so.2", entry_ / "lib/libx.so");
         },
         "lib/libx.so points elsewhere"},
        {[&] {
             fs::remove(library);
             fs::create_directory(library);
         },
         "lib/libx.so.1 is of another kind"},
        {[&] { fs::remove(entry_ / "empty"); }, "empty is missing"},
        {[&] { fs::remove_all(entry_ / ".cudaenv"); }, " has no record of its files"},
        {[&] { write(store::entry_record_path(entry_), "{"); },
         ".cudaenv/entry.json has other content"},
        {[&] { fs::remove_all(entry_); }, " is missing"},
    };
    for (const Row& row : rows) {
        row.damage();
        for (const Depth depth : {Depth::quick, Depth::full})
            EXPECT_THAT(look(depth), ElementsAre(row.finding));
        fs::remove_all(entry_);
        make_entry(kEntry, "library");
    }
}

TEST_F(Verify, TakesNoLackOfDescriptorsForDamage) {
    if (cudaenv::test::kNeedsDescriptors) GTEST_SKIP() << "the sanitizer needs them";
    int refused = 0;
    // With every number of descriptors from none to enough.
    for (unsigned spare = 0; spare < 6; ++spare) {
        std::vector<std::string> found;
        int reason = 0;
        try {
            const cudaenv::test::FewDescriptors few(spare);
            found = look(Depth::full);
            const auto of_environment = look_at_environment(Depth::full);
            found.insert(found.end(), of_environment.begin(), of_environment.end());
        } catch (const Error& error) {
            reason = error.error_number();
            ++refused;
        }
        EXPECT_THAT(found, IsEmpty()) << spare;
        EXPECT_TRUE(reason == 0 || reason == EMFILE) << reason;
    }
    EXPECT_GT(refused, 0);
    EXPECT_LT(refused, 6);
}

TEST_F(Verify, FindsAFlippedByteOnlyByReading) {
    write(entry_ / "lib/libx.so.1", "librarY");
    fs::permissions(entry_ / "lib/libx.so.1", fs::perms{0444});
    EXPECT_THAT(look(Depth::quick), IsEmpty());
    EXPECT_THAT(look(Depth::full), ElementsAre("lib/libx.so.1 has other content"));
    EXPECT_THAT(look_at_environment(Depth::quick), IsEmpty());
    EXPECT_THAT(look_at_environment(Depth::full), ElementsAre("lib/libx.so.1 has other content"));
}

TEST_F(Verify, BelievesNoEntryThatAnotherUserMayHaveMade) {
    const fs::path record = store::entry_record_path(entry_);
    for (const fs::path& path : {entry_, record.parent_path(), record}) {
        const std::string relative = path == entry_ ? "" : path.lexically_relative(entry_).string();
        const fs::perms mode = fs::status(path).permissions();
        fs::permissions(path, mode | fs::perms::others_write);
        for (const Depth depth : {Depth::quick, Depth::full})
            EXPECT_THAT(look(depth), ElementsAre(relative + " may be written by others"));
        fs::permissions(path, mode);
        if (::geteuid() != 0) continue;
        ASSERT_EQ(::chown(path.c_str(), kOther, kOther), 0);
        for (const Depth depth : {Depth::quick, Depth::full}) {
            EXPECT_THAT(look(depth), ElementsAre(relative + " belongs to another user"));
            EXPECT_THAT(look_at_environment(depth),
                        ElementsAre(relative + " belongs to another user"));
        }
        ASSERT_EQ(::chown(path.c_str(), 0, 0), 0);
    }
    EXPECT_THAT(look(Depth::full), IsEmpty());
}

TEST_F(Verify, FindsAPathOfAnotherUserByReading) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root may give a file away";
    ASSERT_EQ(::lchown((entry_ / "lib/libx.so").c_str(), kOther, kOther), 0);
    ASSERT_EQ(::chown((entry_ / "bin").c_str(), kOther, kOther), 0);
    EXPECT_THAT(look(Depth::quick), IsEmpty());
    EXPECT_THAT(look(Depth::full),
                ElementsAre("bin belongs to another user", "lib/libx.so belongs to another user"));
}

TEST_F(Verify, BelievesWhoeverOwnsTheRoot) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root may give a directory away";
    for (const fs::path& path : {layout_.root, entry_})
        ASSERT_EQ(::chown(path.c_str(), kOther, kOther), 0);
    EXPECT_THAT(look(Depth::full), IsEmpty());
}

TEST_F(Verify, TellsWhoHasFilesOfAnEntryThatAnotherUserMade) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root may give a directory away";
    write(layout_.environment("lab") / ".cudaenv/record.json", store::render_record(record_));
    for (const fs::path& path : {entry_, entry_ / "bin/tool"})
        ASSERT_EQ(::chown(path.c_str(), kOther, kOther), 0);
    const Unfit unfit = find_unfit(layout_, {kEntry}, {Depth::quick, false}, cancel_);
    ASSERT_EQ(unfit.size(), 1U);
    EXPECT_THAT(unfit_text(kEntry, unfit.at(kEntry)),
                HasSubstr("libx-1.0-00 belongs to another user; it is made anew"));
    fs::remove_all(entry_);
    make_entry(kEntry, "library");
    EXPECT_THAT(find_sharing(layout_, unfit, "other", cancel_), ElementsAre("lab"));
    assemble_again();
    EXPECT_THAT(find_sharing(layout_, unfit, "other", cancel_), IsEmpty());
}

TEST_F(Verify, FindsEveryThingThatIsWrong) {
    fs::remove_all(entry_ / "lib");
    write(entry_ / "z", "");
    EXPECT_THAT(look(Depth::quick),
                ElementsAre("lib is missing",
                            "lib/libx.so is missing",
                            "lib/libx.so.1 is missing",
                            "z does not belong there"));
    EXPECT_EQ(findings_text(verify_entry(layout_, kEntry, Depth::quick, cancel_)),
              "lib is missing (and 3 more)");
}

TEST_F(Verify, FindsWhatAnEnvironmentLacks) {
    const fs::path prefix = layout_.environment("lab");
    fs::remove(prefix / "lib/libx.so.1");
    EXPECT_THAT(look_at_environment(Depth::quick), ElementsAre("lib/libx.so.1 is missing"));
    assemble_again();
    fs::remove(prefix / "bin/tool");
    write(prefix / "bin/tool", "");
    EXPECT_THAT(look_at_environment(Depth::quick), ElementsAre("bin/tool has another size"));
    assemble_again();
    write(prefix / "version.json", "");
    EXPECT_THAT(look_at_environment(Depth::quick), ElementsAre("version.json has other content"));
    fs::remove(prefix / "version.json");
    EXPECT_THAT(look_at_environment(Depth::quick), ElementsAre("version.json is missing"));
}

TEST_F(Verify, LeavesAloneWhatAUserAddedAndWhatIsUnknown) {
    write(layout_.environment("lab") / "bin/mine", "x");
    EXPECT_THAT(look_at_environment(Depth::full), IsEmpty());
    fs::remove_all(entry_ / ".cudaenv");
    fs::remove(layout_.environment("lab") / "bin/tool");
    EXPECT_THAT(look_at_environment(Depth::full), IsEmpty());
}

TEST_F(Verify, KnowsTheClassicLinksAndWhatAPrefixLeavesOut) {
    fs::remove(layout_.environment("lab") / "lib64");
    fs::remove_all(layout_.environment("lab") / "targets");
    EXPECT_THAT(look_at_environment(Depth::quick),
                ElementsAre("lib64 is missing",
                            "targets/x86_64-linux/include is missing",
                            "targets/x86_64-linux/lib is missing"));
    lay_classic_links();
    const fs::path other = store::entry_path(layout_, "dev");
    fs::create_directories(other / "lib");
    fs::create_symlink("libabsent.so.1", other / "lib/libabsent.so");
    write(other / "lib/stubs/libabsent.so", "stub");
    write(other / "lib/stubs/libcuda.so", "stub");
    seal(other, cancel_);
    write_entry_record(other, {{{}, SourceName::redist, "dev", "dev"}}, cancel_);
    record_.archives.push_back({"dev", "f", {}, {}, SourceName::redist, {"dev"}});
    EXPECT_THAT(look_at_environment(Depth::quick),
                ElementsAre("lib/stubs is missing", "lib/stubs/libcuda.so is missing"));
}

TEST_F(Verify, KnowsWhereTheClassicLinksLead) {
    const fs::path prefix = layout_.environment("lab");
    EXPECT_THAT(look_at_environment(Depth::quick), IsEmpty());
    fs::remove(prefix / "lib64");
    fs::create_symlink("/nonexistent", prefix / "lib64");
    EXPECT_THAT(look_at_environment(Depth::quick), ElementsAre("lib64 points elsewhere"));
    fs::remove(prefix / "lib64");
    fs::create_directory(prefix / "lib64");
    EXPECT_THAT(look_at_environment(Depth::quick), ElementsAre("lib64 is of another kind"));
    const fs::path other = store::entry_path(layout_, "other");
    fs::create_directories(other / "lib64");
    seal(other, cancel_);
    write_entry_record(other, {{{}, SourceName::redist, "other", "other"}}, cancel_);
    record_.archives.push_back({"other", "f", {}, {}, SourceName::redist, {"other"}});
    EXPECT_THAT(look_at_environment(Depth::quick), IsEmpty()) << "an entry brings it";
}

TEST_F(Verify, LooksAtTheCompilerThatAnEnvironmentUses) {
    make_entry("gcc-10", "cc1");
    record_.archives.push_back({"gcc", "f", {}, {}, SourceName::debian, {"gcc-10"}});
    record_.host_compiler = store::RecordedCompiler{
        CompilerKind::gcc, *find_version("10.2.1"), CompilerOrigin::store, "gcc-10"};
    EXPECT_THAT(look_at_environment(Depth::quick), IsEmpty());
    fs::remove(store::entry_path(layout_, "gcc-10") / "bin/tool");
    EXPECT_THAT(look_at_environment(Depth::quick), ElementsAre("bin/tool is missing"));
    fs::remove_all(store::entry_path(layout_, "gcc-10"));
    fs::create_directories(store::entry_path(layout_, "gcc-10"));
    EXPECT_THAT(look_at_environment(Depth::quick), ElementsAre(" is empty"));
    fs::remove_all(store::entry_path(layout_, "gcc-10"));
    EXPECT_THAT(look_at_environment(Depth::quick), ElementsAre(" is missing"));
}

TEST_F(Verify, TellsWhoSharesWhatWasDamaged) {
    fs::permissions(entry_ / "lib/libx.so.1", fs::perms{0644});
    write(entry_ / "lib/libx.so.1", "librarY");
    fs::permissions(entry_ / "lib/libx.so.1", fs::perms{0444});
    write(layout_.environment("lab") / ".cudaenv/record.json", store::render_record(record_));
    const Unfit unfit = find_unfit(layout_, {kEntry, ""}, {Depth::full, true}, cancel_);
    ASSERT_EQ(unfit.size(), 1U);
    EXPECT_THAT(unfit_text(kEntry, unfit.at(kEntry)),
                HasSubstr("libx-1.0-00 in the store is damaged: lib/libx.so.1 has other content"));
    fs::remove_all(entry_);
    make_entry(kEntry, "library");
    EXPECT_THAT(find_sharing(layout_, unfit, "other", cancel_), ElementsAre("lab"));
    EXPECT_THAT(find_sharing(layout_, unfit, "lab", cancel_), IsEmpty());
    fs::remove_all(layout_.environment("lab") / "lib");
    EXPECT_THAT(find_sharing(layout_, unfit, "other", cancel_), IsEmpty());
}

TEST_F(Verify, TakesAnEntryWithoutARecordAsAskedFor) {
    fs::remove_all(entry_ / ".cudaenv");
    EXPECT_THAT(find_unfit(layout_, {kEntry}, {Depth::quick, false}, cancel_), IsEmpty());
    EXPECT_EQ(find_unfit(layout_, {kEntry}, {Depth::full, true}, cancel_).size(), 1U);
    for (const char* name : {"bin", "lib", "empty"}) fs::remove_all(entry_ / name);
    const Unfit empty = find_unfit(layout_, {kEntry}, {Depth::quick, false}, cancel_);
    ASSERT_EQ(empty.size(), 1U) << "nobody makes an empty one";
    EXPECT_THAT(unfit_text(kEntry, empty.at(kEntry)), HasSubstr("libx-1.0-00 is empty"));
    const Unfit absent = find_unfit(layout_, {"absent"}, {Depth::quick, false}, cancel_);
    EXPECT_THAT(absent.at("absent"), IsEmpty());
}

[[noreturn]] void record_under_a_strict_umask(const fs::path& entry) {
    const bool is_user =
        ::geteuid() != 0 || (::chown(entry.c_str(), kOther, kOther) == 0 && ::setuid(kOther) == 0);
    ::umask(0777);
    const CancelFlag cancel;
    write_entry_record(entry, {{{}, SourceName::redist, "x", "x"}}, cancel);
    ::_exit(is_user && store::find_entry_record(entry) ? 0 : 1);
}

TEST_F(Verify, ReadsWhatWasRecordedUnderAnyUmask) {
    fs::permissions(dir_.path(), fs::perms{0755});
    fs::create_directories(dir_ / "entry");
    EXPECT_EXIT(record_under_a_strict_umask(dir_ / "entry"), testing::ExitedWithCode(0), "");
}

TEST_F(Verify, RecordsNothingOverWhatAnArchiveBrought) {
    for (const bool is_link : {false, true}) {
        const fs::path entry = dir_ / "hostile";
        fs::remove_all(entry);
        fs::create_directories(entry);
        fs::create_directories(dir_ / "outside");
        if (is_link) {
            fs::create_directory_symlink(dir_ / "outside", entry / ".cudaenv");
        } else {
            write(entry / ".cudaenv/entry.json", "mine");
        }
        EXPECT_THROW(write_entry_record(entry, {{{}, SourceName::redist, "x", "x"}}, cancel_),
                     Error);
        EXPECT_TRUE(fs::is_empty(dir_ / "outside"));
    }
}

}  // namespace
}  // namespace cudaenv::install
