// SPDX-License-Identifier: Apache-2.0
// What a plan needs, and whether it fits.
#include "install/preflight.hpp"

#include <cudaenv/base/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::install {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr std::uint64_t kMega = 1'000'000;

const store::Layout kLayout{"/r", "/c", "/e"};

StoreStep archive(const std::string& path, std::uint64_t megabytes, bool statics = false) {
    PlannedArchive planned;
    planned.archive.path = path;
    planned.archive.size = ByteCount{megabytes * kMega};
    StoreStep step;
    step.archives = {planned};
    step.entries = {"core", statics ? "static" : ""};
    return step;
}

Plan plan_of(std::vector<StoreStep> steps) {
    Plan plan;
    plan.steps = std::move(steps);
    for (const StoreStep& step : plan.steps) {
        if (!step.in_store) plan.download += *step.archives.front().archive.size;
    }
    return plan;
}

/// Cache and root on file systems of their own, or on one.
struct Disks {
    FreeSpace cache{1, {100'000 * kMega}, {200'000 * kMega}, std::nullopt};
    FreeSpace root{2, {100'000 * kMega}, {200'000 * kMega}, std::nullopt};

    FreeSpace operator()(const std::filesystem::path& path) const {
        return path == kLayout.downloads() ? cache : root;
    }
};

/// The message and the hint; empty when it fits.
std::string complaint(const Plan& plan, const Disks& disks) {
    try {
        check_space(space_needs(plan, kLayout), disks);
        return {};
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::io);
        return error.message() + "\n" + error.hint();
    }
}

TEST(SpaceNeeds, AreOfWhatIsNotInTheStore) {
    StoreStep here = archive("a.whl", 1000);
    here.in_store = true;
    const auto needs = space_needs(plan_of({here, archive("b.whl", 100)}), kLayout);
    ASSERT_EQ(needs.size(), 2U);
    EXPECT_EQ(needs[0].directory, kLayout.downloads());
    EXPECT_EQ(needs[0].download.value, 100 * kMega);
    EXPECT_EQ(needs[0].inodes, 2U) << "the file and its lock";
    EXPECT_EQ(needs[1].directory, kLayout.staging());
    EXPECT_EQ(needs[1].unpacked.value, 175 * kMega);
}

TEST(SpaceNeeds, AreOfWhatMustBeMadeAnewToo) {
    StoreStep here = archive("a.whl", 1000, true);
    StoreStep also_here = archive("b.whl", 100);
    here.in_store = also_here.in_store = true;
    also_here.entries = {"other", ""};
    const Plan plan = plan_of({here, also_here});
    EXPECT_EQ(space_needs(plan, kLayout)[0].download.value, 0U);
    const auto needs = space_needs(as_the_store_is(plan, {{"static", {}}}, kLayout), kLayout);
    EXPECT_EQ(needs[0].download.value, 1000 * kMega);
    EXPECT_EQ(needs[1].unpacked.value, 1750 * kMega);
    EXPECT_EQ(space_needs(as_the_store_is(plan, {}, kLayout), kLayout)[0].download.value, 0U);
}

TEST(SpaceNeeds, AreNotOfWhatAnotherInstallationMadeMeanwhile) {
    const Plan plan = plan_of({archive("a.whl", 1000)});
    EXPECT_EQ(plan.download.value, 1000 * kMega);
    const Plan now = as_the_store_is(plan, {}, kLayout);
    EXPECT_TRUE(now.steps.front().in_store);
    EXPECT_EQ(now.download.value, 0U);
    EXPECT_EQ(space_needs(now, kLayout)[1].unpacked.value, 0U);
}

TEST(SpaceNeeds, OfACompilerAreOfAllItsPackagesWhole) {
    StoreStep compiler = archive("a.deb", 100);
    compiler.archives.push_back(archive("b.deb", 20).archives.front());
    compiler.entries = {"gcc-10"};
    const auto needs =
        space_needs(as_the_store_is(plan_of({compiler}), {{"gcc-10", {}}}, kLayout), kLayout);
    EXPECT_EQ(needs[0].download.value, 120 * kMega);
    EXPECT_EQ(needs[0].inodes, 4U);
    EXPECT_EQ(needs[1].unpacked.value, 300 * kMega);
}

TEST(SpaceNeeds, DependOnFormatAndStaticLibraries) {
    struct Row {
        StoreStep step;
        std::uint64_t megabytes;
    };
    for (const Row& row : {Row{archive("a.deb", 100, true), 250},
                           {archive("a.deb", 100), 30},
                           {archive("a.tar.xz", 100, true), 240},
                           {archive("a.tar.xz", 100), 100},
                           {archive("a.whl", 100), 175}}) {
        EXPECT_EQ(space_needs(plan_of({row.step}), kLayout)[1].unpacked.value,
                  row.megabytes * kMega)
            << row.step.name();
    }
}

TEST(CheckSpace, NamesTheDirectoryTheNeedAndTheCure) {
    const Plan plan = plan_of({archive("a.whl", 100)});
    Disks disks;
    EXPECT_EQ(complaint(plan, disks), "");
    disks.cache.bytes = {99 * kMega};
    EXPECT_THAT(
        complaint(plan, disks),
        AllOf(HasSubstr("not enough space in /c/downloads: 100 MB to download, 99.0 MB free"),
              HasSubstr("XDG_CACHE_HOME")));
    disks = Disks();
    disks.root.bytes = {174 * kMega};
    EXPECT_THAT(
        complaint(plan, disks),
        AllOf(HasSubstr("not enough space in /r/staging: about 175 MB for what is unpacked"),
              HasSubstr("174 MB free"),
              HasSubstr("CUDAENV_ROOT")));
}

TEST(CheckSpace, AddsUpWhatStandsOnOneFileSystem) {
    const Plan plan = plan_of({archive("a.whl", 100)});
    Disks disks;
    disks.root.file_system = disks.cache.file_system;
    disks.cache.bytes = disks.root.bytes = {275 * kMega};
    EXPECT_EQ(complaint(plan, disks), "");
    disks.cache.bytes = disks.root.bytes = {274 * kMega};
    EXPECT_THAT(
        complaint(plan, disks),
        HasSubstr("/r/staging: 100 MB to download and about 175 MB for what is unpacked, 274 MB"));
}

TEST(CheckSpace, TellsALackOfInodesAsSuch) {
    const Plan plan = plan_of({archive("a.whl", 100), archive("b.whl", 1)});
    Disks disks;
    disks.root.inodes = 98;
    EXPECT_THAT(
        complaint(plan, disks),
        AllOf(HasSubstr("not enough inodes in /r/staging: at least 99 files and directories"),
              HasSubstr("98 inodes free"),
              HasSubstr("df -i")));
    disks.root.inodes = 99;
    EXPECT_EQ(complaint(plan, disks), "");
    disks.cache.inodes = 4;
    EXPECT_EQ(complaint(plan, disks), "");
    disks.cache.inodes = 3;
    EXPECT_THAT(complaint(plan, disks), HasSubstr("not enough inodes in /c/downloads"));
}

TEST(CheckMoves, NamesTheTwoDirectoriesThatNoRenameConnects) {
    const auto complaint_of = [](const std::filesystem::path& apart, const FreeSpace& there) {
        try {
            check_moves(kLayout, [&](const std::filesystem::path& path) {
                return path == apart ? there : FreeSpace{.file_system = 1, .mount = 1};
            });
            return std::string();
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::refused);
            return error.message() + "\n" + error.hint();
        }
    };
    for (const FreeSpace& there :
         {FreeSpace{.file_system = 2, .mount = 1}, FreeSpace{.file_system = 1, .mount = 2}}) {
        EXPECT_EQ(complaint_of(kLayout.downloads(), there), "");
        for (const auto& apart : {kLayout.store(), kLayout.environments()})
            EXPECT_THAT(complaint_of(apart, there),
                        AllOf(HasSubstr("/r/staging and " + apart.string() + " are on different"),
                              HasSubstr("CUDAENV_ROOT")));
        EXPECT_THAT(complaint_of(kLayout.staging(), there), HasSubstr("/r/store"));
    }
}

TEST(CheckSpace, IsContentWithAPlanThatFetchesNothingOnAFullDisk) {
    StoreStep here = archive("a.whl", 1000);
    here.in_store = true;
    Disks disks;
    disks.cache = {1, {0}, {0}, 0};
    disks.root = {2, {0}, {0}, 0};
    EXPECT_EQ(complaint(plan_of({here}), disks), "");
}

}  // namespace
}  // namespace cudaenv::install
