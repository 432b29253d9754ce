// SPDX-License-Identifier: Apache-2.0
// Archives and manifests that no honest publisher makes, and disks that do not take what is
// written.
#include "integration/debian_packages.hpp"
#include "integration/trees.hpp"
#include "integration/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

struct HostileEntry {
    const char* name;
    ArchiveEntry entry;

    friend std::ostream& operator<<(std::ostream& stream, const HostileEntry& row) {
        return stream << row.name;
    }
};

class HostileArchive : public testing::TestWithParam<HostileEntry> {};

TEST_P(HostileArchive, StopsTheInstallationAndLeavesNothingVisible) {
    Upstream upstream;
    Shipment shipment = debian_cuda();
    shipment.package("nvidia-cuda-toolkit_").entries.push_back(GetParam().entry);
    upstream.add(shipment);
    const World world(upstream);
    const ProcessResult result = world.run({"install", "11.2", "--profile", "minimal"});
    EXPECT_EQ(result.status, 5) << result.errors;
    EXPECT_THAT(result.errors, HasSubstr("nvidia-cuda-toolkit_"));
    EXPECT_THAT(names_in(world.layout().environments()), IsEmpty());
    EXPECT_THAT(names_in(world.layout().staging()), IsEmpty());
    EXPECT_FALSE(fs::exists(world.home() / "escaped"));
}

INSTANTIATE_TEST_SUITE_P(
    Entries,
    HostileArchive,
    testing::Values(
        HostileEntry{"AbsoluteName", file_entry("/usr/bin/escaped", "x", 0755)},
        HostileEntry{"DotDotName", file_entry("./usr/bin/../../../../../home/escaped", "x")},
        HostileEntry{"LinkLeavingThePrefix",
                     symlink_entry("./usr/include/escaped.h", "../../../../../../../etc/passwd")},
        HostileEntry{"AbsoluteLink", symlink_entry("./usr/include/escaped.h", "/etc/passwd")},
        HostileEntry{"Device",
                     special_entry(ArchiveEntry::Type::character_device, "./usr/bin/escaped")},
        HostileEntry{"SetUserId", file_entry("./usr/bin/escaped", "x", 04755)}),
    [](const auto& row) { return row.param.name; });

class DamagedCatalogue : public testing::Test {
 protected:
    Upstream upstream;
    World world{upstream};
};

TEST_F(DamagedCatalogue, IsReportedWithFileAndLine) {
    const fs::path manifest = upstream.catalog() / "cuda/12.4.1.yaml";
    write_bytes(manifest, text_of(manifest) + "surprise: 1\n");
    const ProcessResult result = world.run({"install", "12.4"});
    EXPECT_EQ(result.status, 5);
    EXPECT_THAT(result.errors, AllOf(HasSubstr("cuda/12.4.1.yaml:"), HasSubstr("surprise")));
}

TEST_F(DamagedCatalogue, DoesNotKeepOtherReleasesFromBeingInstalled) {
    write_bytes(upstream.catalog() / "cuda/12.4.1.yaml", "not: [a manifest\n");
    EXPECT_EQ(world.run({"install", "11.2", "--profile", "minimal"}).status, 0);
}

TEST_F(DamagedCatalogue, WithoutATableSaysWhichFileIsMissing) {
    fs::remove(upstream.catalog() / "tables/drivers.yaml");
    const ProcessResult result = world.run({"install", "12.4"});
    EXPECT_EQ(result.status, 5);
    EXPECT_THAT(result.errors, HasSubstr("tables/drivers.yaml is missing"));
}

class Disk : public testing::Test {
 protected:
    Upstream upstream;
    World world{upstream};
};

TEST_F(Disk, WhereTheRootCannotBeMadeIsReportedWithItsPath) {
    write_bytes(world.scratch("file"), "");
    world.environment.set("CUDAENV_ROOT", world.scratch("file/root").string());
    const ProcessResult result = world.run({"install", "12.4"});
    EXPECT_EQ(result.status, 1);
    EXPECT_THAT(result.errors, AllOf(HasSubstr("/file/root"), HasSubstr("Not a directory")));
}

TEST_F(Disk, ThatTakesNoMoreIsReportedAndLeavesNothingVisible) {
    // Files may grow to 100 blocks of 512 bytes: less than one of the archives.
    const ProcessResult result =
        world.run_program({"/bin/sh",
                           "-c",
                           "trap '' XFSZ; ulimit -f 100; exec \"$0\" install 12.4",
                           CUDAENV_PROGRAM});
    EXPECT_EQ(result.status, 1);
    EXPECT_THAT(result.errors, AllOf(HasSubstr("cannot write"), HasSubstr(".partial")));
    EXPECT_THAT(names_in(world.layout().environments()), IsEmpty());
    EXPECT_THAT(names_in(world.layout().staging()), IsEmpty());
    EXPECT_EQ(world.run({"install", "12.4"}).status, 0)
        << "with space again the same command goes on";
}

TEST_F(Disk, WithANewerLayoutIsLeftAlone) {
    write_bytes(world.layout().layout_file(), "99\n");
    const ProcessResult result = world.run({"install", "12.4"});
    EXPECT_EQ(result.status, 6);
    EXPECT_THAT(names_in(world.layout().environments()), IsEmpty());
}

}  // namespace
}  // namespace cudaenv::test
