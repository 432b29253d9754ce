// SPDX-License-Identifier: Apache-2.0
// Small file systems: what does not fit is known before it is fetched, and what nobody measured
// does not fill them.
#include "integration/redist_archives.hpp"
#include "integration/trees.hpp"
#include "integration/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// Needs the right to mount something for oneself.
class SmallDisk : public testing::Test {
 protected:
    void SetUp() override {
        const ProcessResult result = on_disk("size=1m", world.scratch("probe"), {"/bin/true"});
        if (result.status != 0) GTEST_SKIP() << "no private mounts here: " << result.errors;
    }

    /// Runs a program that finds a new file system with these options at `place`.
    [[nodiscard]] ProcessResult on_disk(const std::string& options,
                                        const fs::path& place,
                                        const std::vector<std::string>& command) const {
        fs::create_directories(place);
        std::vector<std::string> argv{
            "/usr/bin/unshare",
            "--user",
            "--map-root-user",
            "--mount",
            "/bin/sh",
            "-c",
            "/bin/mount -t tmpfs -o \"$0\" cudaenv-test \"$1\" && shift && exec \"$@\"",
            options,
            place.string()};
        argv.insert(argv.end(), command.begin(), command.end());
        return world.run_program(argv);
    }

    [[nodiscard]] ProcessResult install_on(const std::string& options,
                                           const fs::path& place) const {
        return on_disk(options, place, {CUDAENV_PROGRAM, "install", "12.4"});
    }

    void expect_nothing_fetched() {
        EXPECT_THAT(upstream.server().requests(upstream.address("cuda_nvcc-")), IsEmpty());
        EXPECT_THAT(upstream.server().requests(upstream.address("libcublas-")), IsEmpty());
    }

    Upstream upstream;
    World world{upstream};
};

TEST_F(SmallDisk, ForTheCacheIsNoticedBeforeTheDownload) {
    const ProcessResult result = install_on("size=64k", world.layout().cache);
    EXPECT_EQ(result.status, 1);
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr("not enough space in " + world.layout().downloads().string()),
                      HasSubstr("to download"),
                      HasSubstr("free"),
                      HasSubstr("XDG_CACHE_HOME")));
    expect_nothing_fetched();
}

TEST_F(SmallDisk, ForTheRootIsNoticedBeforeTheDownload) {
    const ProcessResult result = install_on("size=64k", world.layout().root);
    EXPECT_EQ(result.status, 1);
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr("not enough space in " + world.layout().root.string()),
                      HasSubstr("unpacked"),
                      HasSubstr("CUDAENV_ROOT")));
    expect_nothing_fetched();
}

TEST_F(SmallDisk, ForAPartOfTheRootIsRefusedBeforeTheDownload) {
    ASSERT_EQ(world.run({"use", "--global", "12.4"}).status, 0) << "there is a root";
    for (const fs::path& part :
         {world.layout().staging(), world.layout().store(), world.layout().environments()}) {
        const ProcessResult result = install_on("size=512m", part);
        EXPECT_EQ(result.status, 6) << part << result.errors;
        EXPECT_THAT(result.errors,
                    AllOf(HasSubstr(part.string() + " "),
                          HasSubstr("on different file systems or mounts"),
                          HasSubstr("CUDAENV_ROOT")));
    }
    expect_nothing_fetched();
}

TEST_F(SmallDisk, WithoutInodesForTheRootIsNoticedAndSaidAsSuch) {
    const ProcessResult result = install_on("size=512m,nr_inodes=24", world.layout().root);
    EXPECT_EQ(result.status, 1);
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr("not enough inodes in " + world.layout().root.string()),
                      HasSubstr("df -i")));
    expect_nothing_fetched();
}

TEST_F(SmallDisk, WithFewInodesIsSaidAsSuchWhateverCouldNotBeMade) {
    // The layout number, a directory of the root, a lock.
    for (int inodes = 1; inodes <= 16; ++inodes) {
        const ProcessResult result =
            install_on("size=512m,nr_inodes=" + std::to_string(inodes), world.layout().root);
        EXPECT_EQ(result.status, 1) << inodes;
        EXPECT_THAT(result.errors,
                    AllOf(HasSubstr("inodes"), Not(HasSubstr("No space left on device"))))
            << inodes;
    }
}

TEST_F(SmallDisk, WithoutAnInodeLeftIsMadeRoomOn) {
    const ProcessResult result = on_disk("size=512m,nr_inodes=4000",
                                         world.layout().root,
                                         {"/bin/sh",
                                          "-c",
                                          "\"$0\" install 12.4 || exit 8; "
                                          "cd \"$1\" && /bin/mkdir full || exit 7; i=0; "
                                          "while true >full/$i; do i=$((i+1)); done 2>/dev/null; "
                                          "\"$0\" uninstall 12.4 && test ! -e environments/12.4.1",
                                          CUDAENV_PROGRAM,
                                          world.layout().root.string()});
    EXPECT_EQ(result.status, 0) << result.errors;
}

TEST_F(SmallDisk, ThatTakesNoWritesForTheRootKeepsNobodyFromPinning) {
    // One without the directories of a root, too.
    for (const char* options : {"ro", "size=4k,nr_inodes=1"}) {
        const ProcessResult result =
            on_disk(options, world.layout().root, {CUDAENV_PROGRAM, "use", "12.4"});
        EXPECT_EQ(result.status, 0) << options << result.errors;
        EXPECT_THAT(result.errors,
                    AllOf(HasSubstr("warning: cannot"), HasSubstr("uninstall will not know")));
        EXPECT_EQ(text_of(world.project() / ".cudaenv"), "12.4\n");
        fs::remove(world.project() / ".cudaenv");
    }
}

TEST_F(SmallDisk, IsNotFilledByAnArchiveOfUnknownSize) {
    Shipment cuda = redist_cuda("12.4.1");
    constexpr std::size_t size = 3U << 20U;
    cuda.package("libcublas-").entries.push_back(file_entry("x/lib/libbig.so", noise(size, 5)));
    upstream.add(cuda);
    const fs::path manifest = upstream.catalog() / "cuda/12.4.1.yaml";
    write_bytes(manifest, std::regex_replace(text_of(manifest), std::regex(", size: [0-9]+"), ""));
    const ProcessResult result = install_on("size=2m", world.layout().cache);
    EXPECT_EQ(result.status, 1) << result.errors;
    EXPECT_THAT(result.errors,
                AllOf(ContainsRegex("cannot download libcublas.* to " +
                                    world.layout().downloads().string() + ": only"),
                      HasSubstr("free some space")));
}

TEST_F(SmallDisk, IsNotFilledByWhatIsUnpacked) {
    Shipment shipment = redist_cuda("12.4.1");
    Package& package = shipment.package("cuda_cccl");
    package.entries.push_back(
        file_entry(package.entries.front().name + ".d/zeros", std::string(20U << 20U, '\0')));
    upstream.add(shipment);
    const ProcessResult result = install_on("size=10m", world.layout().root);
    EXPECT_EQ(result.status, 1);
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr("cannot unpack cuda_cccl"),
                      HasSubstr("are left there"),
                      HasSubstr("free some space")));
}

TEST_F(SmallDisk, WithoutInodesForWhatIsUnpackedIsSaidAsSuch) {
    Shipment shipment = redist_cuda("12.4.1");
    Package& package = shipment.package("cuda_cccl");
    const std::string directory = package.entries.front().name + ".d/";
    for (int i = 0; i < 300; ++i)
        package.entries.push_back(file_entry(directory + std::to_string(i), ""));
    upstream.add(shipment);
    // Enough for what can be known before: nobody counts the files of an archive.
    const ProcessResult result = install_on("size=100m,nr_inodes=200", world.layout().root);
    EXPECT_EQ(result.status, 1);
    EXPECT_THAT(result.errors, AllOf(HasSubstr("no inodes left"), HasSubstr("df -i")));
}

}  // namespace
}  // namespace cudaenv::test
