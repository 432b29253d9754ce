// SPDX-License-Identifier: Apache-2.0
// Archives and manifests that no honest publisher makes, and disks that do not take what is
// written.
#include "integration/debian_packages.hpp"
#include "integration/redist_archives.hpp"
#include "integration/trees.hpp"
#include "integration/wheels.hpp"
#include "integration/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
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
        HostileEntry{"SetUserId", file_entry("./usr/bin/escaped", "x", 04755)},
        HostileEntry{"EscapeInName", file_entry("./usr/bin/\x1B]0;escaped\x07", "x")},
        HostileEntry{"NewlineInName", file_entry("./usr/bin/escaped\n", "x")},
        HostileEntry{"NewlineInTarget", symlink_entry("./usr/bin/escaped", "ptxas\n")},
        HostileEntry{"LongTarget", symlink_entry("./usr/bin/escaped", std::string(1025, 'x'))},
        HostileEntry{"LinkToItself",
                     symlink_entry("./usr/bin/escaped",
                                   "../lib/nvidia-cuda-toolkit/"
                                   "bin/escaped/x")}),
    [](const auto& row) { return row.param.name; });

/// CUDA 12.4.1 with entries that do not belong there.
class HostileToolkit : public testing::Test {
 protected:
    void add(const std::string& component, ArchiveEntry entry) {
        Package& package = shipment.package(component);
        const std::string& first = package.entries.front().name;
        entry.name = first.substr(0, first.find('/') + 1) + entry.name;
        package.entries.push_back(std::move(entry));
    }
    void expect_refusal(const std::vector<std::string>& words) {
        upstream.add(shipment);
        const World world(upstream);
        const ProcessResult result = world.run({"install", shipment.version});
        EXPECT_EQ(result.status, 5) << result.errors;
        for (const std::string& text : words) EXPECT_THAT(result.errors, HasSubstr(text));
        EXPECT_THAT(names_in(world.layout().environments()), IsEmpty());
        EXPECT_THAT(names_in(world.layout().staging()), IsEmpty());
    }

    Upstream upstream;
    Shipment shipment = redist_cuda("12.4.1");
};

TEST_F(HostileToolkit, DoesNotLeaveThePrefixThroughLinksOfSeveralArchives) {
    add("cuda_nvcc", symlink_entry("p/q/r", "../../lib"));
    add("cuda_cudart", symlink_entry("p/q/r/x", "../../../outside"));
    add("cuda_cccl", file_entry("p/q/r/x/escaped", "x"));
    expect_refusal({"cuda_nvcc", "p/q/r"});
}

TEST_F(HostileToolkit, HasALinkWhereAnotherArchiveHasADirectory) {
    add("cuda_nvcc", symlink_entry("include", "bin"));
    shipment.package("cuda_nvcc")
        .entries.erase(std::remove_if(shipment.package("cuda_nvcc").entries.begin(),
                                      shipment.package("cuda_nvcc").entries.end(),
                                      [](const ArchiveEntry& entry) {
                                          return entry.name.find("/include/") != std::string::npos;
                                      }),
                       shipment.package("cuda_nvcc").entries.end());
    expect_refusal({"both bring include"});
}

TEST_F(HostileToolkit, HasALoopOfLinksInOneArchive) {
    add("cuda_nvcc", symlink_entry("bin/one", "two"));
    add("cuda_nvcc", symlink_entry("bin/two", "one"));
    expect_refusal({"cuda_nvcc", "bin/", "leads in a circle"});
}

TEST_F(HostileToolkit, HasALoopOfLinksOfTwoArchives) {
    add("cuda_nvcc", symlink_entry("bin/one", "two"));
    add("cuda_cudart", symlink_entry("bin/two", "one"));
    expect_refusal({"bin/", "leads in a circle"});
}

TEST_F(HostileToolkit, BringsCudaenvsOwnDirectory) {
    add("cuda_nvcc", file_entry(".cudaenv/activation", "set LD_PRELOAD /tmp/x\n"));
    expect_refusal({"cuda_nvcc", ".cudaenv/activation belongs to cudaenv itself"});
}

TEST_F(HostileToolkit, HasADirectoryWhereOurOwnFileShouldBe) {
    add("cuda_nvcc", file_entry("version.json/x", "x"));
    expect_refusal({"no room for cudaenv's own version.json"});
}

TEST_F(HostileToolkit, HasALinkWhereOurOwnDirectoryShouldBe) {
    add("cuda_nvcc", symlink_entry("extras", "include"));
    expect_refusal({"no room for cudaenv's own extras"});
}

TEST_F(HostileToolkit, WantsMoreMemoryThanAnArchiveMayHave) {
    Package& package = shipment.package("cuda_cccl");
    package.file = with_xz_dictionary(pack(package), 37);
    expect_refusal({"cuda_cccl", "needs 1537 MiB of memory to unpack, more than the 64 MiB"});
}

class HostileWheels : public HostileToolkit {
 protected:
    HostileWheels() { shipment = wheel_cuda(); }
};

TEST_F(HostileWheels, HoldAMemberThatNoWheelHolds) {
    Package& package = shipment.package("nvidia-cuda-nvcc");
    package.file = with_zip_method(pack(package), 93);
    expect_refusal({"neither stored nor deflated"});
}

TEST_F(HostileWheels, HaveALinkWhereDevelopmentLinksShouldBe) {
    Package& package = shipment.package("nvidia-cuda-nvcc");
    package.entries = {file_entry("nvidia/cu13/include/libx.so.1", "x"),
                       symlink_entry("nvidia/cu13/lib", "include")};
    expect_refusal({"no room for cudaenv's own lib/libx.so"});
}

TEST(HostileCompiler, WritesNothingThroughALinkOfAnotherPackage) {
    Upstream upstream;
    Shipment shipment = debian_gcc();
    shipment.package("libgmp10")
        .entries.push_back(symlink_entry("./usr/libexec/gcc", "../lib/gcc"));
    upstream.add(shipment);
    const World world(upstream);
    const ProcessResult result = world.run({"install", "gcc-10"});
    EXPECT_EQ(result.status, 5) << result.errors;
    EXPECT_THAT(result.errors, HasSubstr("usr/libexec/gcc"));
    EXPECT_THAT(names_in(world.layout().staging()), IsEmpty());
}

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
