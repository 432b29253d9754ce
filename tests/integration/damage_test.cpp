// SPDX-License-Identifier: Apache-2.0
// Store entries and environments that a disk, or somebody, has damaged.
#include "integration/trees.hpp"
#include "integration/world.hpp"

#include <cudaenv/store/entry_record.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr const char* kLibrary = "lib/libcublas.so.12.4.5.8";

/// 12.4.0 and 12.4.1 have one libcublas.
class Damage : public testing::Test {
 protected:
    [[nodiscard]] fs::path entry(const std::string& text) const {
        for (const std::string& name : names_in(world.layout().store()))
            if (name.starts_with(text)) return world.layout().store() / name;
        throw std::out_of_range("no entry " + text);
    }

    /// In place: whoever has a hard link sees it.
    static void overwrite(const fs::path& file, const std::string& bytes) {
        const fs::perms mode = fs::status(file).permissions();
        fs::permissions(file, fs::perms{0644});
        write_bytes(file, bytes);
        fs::permissions(file, mode);
    }

    ProcessResult install(const std::string& release, std::vector<std::string> more = {}) const {
        std::vector<std::string> arguments{release, "--cudnn", "none"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return world.install(arguments);
    }

    void expect_whole(const std::string& environment) const {
        const fs::path prefix = world.prefix(environment);
        EXPECT_EQ(text_of(prefix / kLibrary), "cublas\n");
        EXPECT_EQ(target_of(prefix / "lib/libcublas.so.12"), "libcublas.so.12.4.5.8");
        EXPECT_FALSE(fs::exists(prefix / "lib/added"));
        EXPECT_THAT(find_faults(prefix), IsEmpty());
        EXPECT_THAT(names_in(world.layout().staging()), IsEmpty());
    }

    [[nodiscard]] std::size_t fetches(const std::string& archive) const {
        return upstream.server().requests(upstream.address(archive)).size();
    }

    mutable Upstream upstream;
    World world{upstream};
};

struct Kind {
    const char* name;
    void (*damage)(const fs::path& entry);
    const char* words;
};

void cut_short(const fs::path& entry) {
    fs::permissions(entry / kLibrary, fs::perms{0644});
    fs::resize_file(entry / kLibrary, 2);
    fs::permissions(entry / kLibrary, fs::perms{0444});
}

void flip_byte(const fs::path& entry) {
    fs::permissions(entry / kLibrary, fs::perms{0644});
    write_bytes(entry / kLibrary, "cubLas\n");
    fs::permissions(entry / kLibrary, fs::perms{0444});
}

void remove_file(const fs::path& entry) {
    fs::remove(entry / kLibrary);
}

void add_file(const fs::path& entry) {
    write_bytes(entry / "lib/added", "x");
}

void retarget_link(const fs::path& entry) {
    fs::remove(entry / "lib/libcublas.so.12");
    fs::create_symlink("libcublas.so.11", entry / "lib/libcublas.so.12");
}

void damage_record(const fs::path& entry) {
    fs::permissions(store::entry_record_path(entry), fs::perms{0644});
    write_bytes(store::entry_record_path(entry), "{\"schema\":1,");
}

class DamagedEntry : public Damage, public testing::WithParamInterface<Kind> {};

TEST_P(DamagedEntry, IsNamedAndMadeAnewByReinstall) {
    install("12.4.1");
    const std::size_t before = fetches("libcublas-");
    GetParam().damage(entry("libcublas"));
    const ProcessResult result = install("12.4.1", {"--reinstall"});
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr("warning: libcublas-12.4.5.8"),
                      HasSubstr(" in the store is damaged: "),
                      HasSubstr(GetParam().words)));
    EXPECT_EQ(fetches("libcublas-"), before + 1);
    EXPECT_EQ(fetches("cuda_nvcc-"), 1U) << "what is whole is not fetched";
    expect_whole("12.4.1");
    EXPECT_THAT(install("12.4.1", {"--reinstall"}).errors, Not(HasSubstr("warning")));
    EXPECT_EQ(fetches("libcublas-"), before + 1);
}

class VisiblyDamagedEntry : public DamagedEntry {};

TEST_P(VisiblyDamagedEntry, IsNamedAndNotLinkedIntoAnotherEnvironment) {
    install("12.4.1");
    GetParam().damage(entry("libcublas"));
    const ProcessResult result = install("12.4.0");
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr("warning: libcublas-12.4.5.8"), HasSubstr(GetParam().words)));
    expect_whole("12.4.0");
    EXPECT_THAT(install("12.4.0", {"--reinstall"}).errors, Not(HasSubstr("warning")));
}

const std::vector<Kind> kVisible{
    {"CutShort", cut_short, "lib/libcublas.so.12.4.5.8 has another size"},
    {"RemovedFile", remove_file, "lib/libcublas.so.12.4.5.8 is missing"},
    {"AddedFile", add_file, "lib/added does not belong there"},
    {"RetargetedLink", retarget_link, "lib/libcublas.so.12 points elsewhere"},
    {"DamagedRecord", damage_record, ".cudaenv/entry.json has other content"},
};
const Kind kFlippedByte{"FlippedByte", flip_byte, "lib/libcublas.so.12.4.5.8 has other content"};

std::string name_of(const testing::TestParamInfo<Kind>& row) {
    return row.param.name;
}

INSTANTIATE_TEST_SUITE_P(Kinds, DamagedEntry, testing::ValuesIn(kVisible), name_of);
INSTANTIATE_TEST_SUITE_P(OnlyReading, DamagedEntry, testing::Values(kFlippedByte), name_of);
INSTANTIATE_TEST_SUITE_P(Kinds, VisiblyDamagedEntry, testing::ValuesIn(kVisible), name_of);

TEST_F(Damage, IsSaidOfOtherEnvironmentsThatShareItWithWhatMendsThem) {
    install("12.4.1");
    install("12.4.0");
    flip_byte(entry("libcublas"));
    EXPECT_EQ(text_of(world.prefix("12.4.0") / kLibrary), "cubLas\n");
    EXPECT_THAT(install("12.4.1", {"--reinstall"}).errors,
                HasSubstr("warning: 12.4.0 still holds the damaged files; cudaenv install 12.4.0 "
                          "--cudnn none --reinstall mends it"));
    expect_whole("12.4.1");
    EXPECT_EQ(text_of(world.prefix("12.4.0") / kLibrary), "cubLas\n");
    EXPECT_THAT(install("12.4.0", {"--reinstall"}).errors, Not(HasSubstr("warning")));
    expect_whole("12.4.0");
}

TEST_F(Damage, ThatAnEnvironmentSharesIsMendedByPlainInstallWhereLookingShowsIt) {
    install("12.4.1");
    install("12.4.0");
    cut_short(entry("libcublas"));
    install("12.4.0");
    expect_whole("12.4.0");
    EXPECT_THAT(install("12.4.1").errors,
                HasSubstr("12.4.1 is damaged: lib/libcublas.so.12.4.5.8 has another size; it is "
                          "made anew"));
    expect_whole("12.4.1");
    EXPECT_THAT(install("12.4.1").errors, HasSubstr("already installed"));
}

TEST_F(Damage, OfAnEnvironmentAloneIsMendedWithoutADownload) {
    install("12.4.1");
    fs::remove(world.prefix("12.4.1") / kLibrary);
    fs::remove(world.prefix("12.4.1") / "lib64");
    EXPECT_THAT(install("12.4.1").errors, HasSubstr("12.4.1 is damaged: "));
    expect_whole("12.4.1");
    EXPECT_TRUE(fs::exists(world.prefix("12.4.1") / "lib64"));
    EXPECT_EQ(fetches("libcublas-"), 1U);
}

TEST_F(Damage, OfAHostCompilerIsMended) {
    world.set_host_compiler("12.2.0");
    world.install({"11.2", "--profile", "minimal"});
    fs::remove(entry("gcc-10") / "bin/g++");
    EXPECT_THAT(world.install({"11.2", "--profile", "minimal"}).errors,
                AllOf(HasSubstr("11.2.2 is damaged: store/gcc-10"),
                      HasSubstr("bin/g++ is missing"),
                      HasSubstr("gcc-10-10.2.1"),
                      HasSubstr("in the store is damaged")));
    EXPECT_TRUE(fs::exists(entry("gcc-10") / "bin/g++"));
    world.install({"gcc-10"});
    fs::remove(entry("gcc-10") / "bin/g++");
    world.install({"gcc-10"});
    EXPECT_TRUE(fs::exists(entry("gcc-10") / "bin/g++"));
}

TEST_F(Damage, CannotBeToldOfEntriesOfAnEarlierProgramUntilTheyAreMadeAnew) {
    install("12.4.1");
    for (const std::string& name : names_in(world.layout().store()))
        fs::remove_all(world.layout().store() / name / ".cudaenv");
    EXPECT_THAT(install("12.4.1").errors, HasSubstr("already installed"));
    EXPECT_THAT(install("12.4.1", {"--reinstall", "--offline"}).errors, Not(HasSubstr("warning")));
    EXPECT_EQ(fetches("libcublas-"), 1U);
    EXPECT_THAT(install("12.4.0").errors,
                AllOf(HasSubstr("libcublas-12.4.5.8"), HasSubstr("an earlier cudaenv")));
    EXPECT_EQ(fetches("libcublas-"), 2U);
    EXPECT_TRUE(fs::exists(store::entry_record_path(entry("libcublas"))));
    install("12.4.1", {"--reinstall"});
    EXPECT_EQ(fetches("libcublas-"), 2U);
    expect_whole("12.4.1");
    EXPECT_THAT(install("12.4.1", {"--reinstall"}).errors, Not(HasSubstr("warning")));
}

TEST_F(Damage, ThatCannotBeMendedLeavesTheEnvironmentAsItIs) {
    install("12.4.1");
    cut_short(entry("libcublas"));
    const ProcessResult result =
        world.run({"install", "12.4.1", "--cudnn", "none", "--reinstall", "--offline"});
    EXPECT_EQ(result.status, 4);
    EXPECT_THAT(result.errors, HasSubstr("in the store is damaged"));
    EXPECT_EQ(world.run({"exec", "12.4.1", "--", "nvcc"}).status, 0);
    install("12.4.1");
    expect_whole("12.4.1");
}

TEST_F(Damage, IsNotSeenWhereThereIsNoneAndRecordsAreSealed) {
    install("12.4.1");
    world.set_host_compiler("12.2.0");
    world.install({"11.2", "--profile", "minimal"});
    for (const std::string& name : names_in(world.layout().store())) {
        const fs::path path = world.layout().store() / name;
        const auto record = store::find_entry_record(path);
        ASSERT_TRUE(record) << name;
        EXPECT_FALSE(record->archives.empty()) << name;
        EXPECT_EQ(mode_of(store::entry_record_path(path)), 0444U);
        EXPECT_EQ(mode_of(path / ".cudaenv"), 0755U);
    }
    EXPECT_THAT(install("12.4.1", {"--reinstall"}).errors, Not(HasSubstr("warning")));
    EXPECT_THAT(world.install({"11.2", "--profile", "minimal", "--reinstall"}).errors,
                Not(HasSubstr("warning")));
    EXPECT_THAT(install("12.4.1").errors, HasSubstr("already installed"));
}

TEST_F(Damage, KilledWhileItIsMendedLeavesTheOldEntryAndIsMendedByTheNextRun) {
    install("12.4.1");
    cut_short(entry("libcublas"));
    const fs::path marker = world.scratch("marker");
    world.environment.set("CUDAENV_CHECKPOINT", "store-publish:" + marker.string());
    Background running = world.start({"install", "12.4.1", "--cudnn", "none"});
    ASSERT_TRUE(eventually([&] { return fs::exists(marker); }));
    running.signal(SIGKILL);
    EXPECT_EQ(running.wait().status, 128 + SIGKILL);
    EXPECT_EQ(text_of(entry("libcublas") / kLibrary), "cu");
    world.environment.unset("CUDAENV_CHECKPOINT");
    install("12.4.1");
    expect_whole("12.4.1");
}

}  // namespace
}  // namespace cudaenv::test
