// SPDX-License-Identifier: Apache-2.0
// Where links end up once their names and targets went through the mapping.
#include "unit/archive/unpacking.hpp"

#include <cudaenv/archive/unpack.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>

namespace cudaenv::archive {
namespace {

using namespace cudaenv::test;
using testing::ElementsAre;
using testing::IsEmpty;

/// Prefixes and what replaces them, longer ones before their own prefixes.
using Prefixes = std::map<std::string, std::string, std::greater<>>;

/// Replaces the longest prefix that fits; other names are dropped.
Mapping replacing(Prefixes prefixes) {
    return [prefixes = std::move(prefixes)](const std::string& entry) -> std::optional<Placement> {
        for (const auto& [from, to] : prefixes) {
            if (entry.starts_with(from)) return keep(to + entry.substr(from.size()));
        }
        return std::nullopt;
    };
}

Mapping debian_mapping() {
    return replacing({{"usr/bin/", "bin/"},
                      {"usr/lib/nsight-compute/", "nsight-compute/"},
                      {"usr/lib/x86_64-linux-gnu/", "lib/"},
                      {"usr/lib/x86_64-linux-gnu/nsight-compute/", "nsight-compute/"}});
}

TEST(SymbolicLinks, FollowTheirTargetsAcrossDirectories) {
    Unpacking unpacking("x.deb",
                        make_deb({symlink_entry("./usr/bin/ncu", "../lib/nsight-compute/ncu"),
                                  file_entry("./usr/lib/nsight-compute/ncu", "tool", 0755)}),
                        debian_mapping());
    unpacking.run();
    EXPECT_EQ(unpacking.link("bin/ncu"), "../nsight-compute/ncu");
    EXPECT_EQ(unpacking.text("bin/ncu"), "tool");
}

TEST(SymbolicLinks, MayPointToWhatAnotherArchiveBrings) {
    Unpacking unpacking(
        "x.deb",
        make_deb({symlink_entry("./usr/lib/x86_64-linux-gnu/libcufft.so", "libcufft.so.10")}),
        debian_mapping());
    unpacking.run();
    EXPECT_EQ(unpacking.link("lib/libcufft.so"), "libcufft.so.10");
}

TEST(SymbolicLinks, AreDroppedWhenTheirTargetIs) {
    Unpacking unpacking("x.deb",
                        make_deb({symlink_entry("./usr/bin/a", "../share/a"),
                                  file_entry("./usr/share/a", "x"),
                                  symlink_entry("./usr/share/b", "a")}),
                        debian_mapping());
    EXPECT_EQ(unpacking.run().files, 0U);
    EXPECT_FALSE(unpacking.exists("bin/a"));
    EXPECT_TRUE(std::filesystem::is_empty(unpacking / "out"));
}

TEST(SymbolicLinks, AreDroppedWhenTheMappingMergesBothPlaces) {
    Unpacking unpacking(
        "x.deb",
        make_deb({file_entry("./usr/lib/x86_64-linux-gnu/nsight-compute/target/x", "x"),
                  symlink_entry("./usr/lib/nsight-compute/target",
                                "../x86_64-linux-gnu/nsight-compute/target")}),
        debian_mapping());
    unpacking.run();
    EXPECT_EQ(unpacking.text("nsight-compute/target/x"), "x");
    EXPECT_TRUE(std::filesystem::is_directory(
        std::filesystem::symlink_status(unpacking / "out/nsight-compute/target")));
}

TEST(SymbolicLinks, FindADirectoryByTheFilesInIt) {
    Unpacking unpacking("x.tar.xz",
                        make_tar({symlink_entry("top/lib64", "lib"),
                                  symlink_entry("top/extras/root", ".."),
                                  file_entry("top/lib/libx.so", "x"),
                                  symlink_entry("top/none", "empty"),
                                  symlink_entry("top/renamed", "other"),
                                  file_entry("top/other/file", "y")}),
                        [](const std::string& entry) -> std::optional<Placement> {
                            static const std::map<std::string, std::string> places{
                                {"top/lib64", "lib64"},
                                {"top/extras/root", "extras/root"},
                                {"top/lib/libx.so", "lib/libx.so"},
                                {"top/none", "none"},
                                {"top/renamed", "renamed"},
                                {"top/other/file", "elsewhere/y"}};
                            const auto place = places.find(entry);
                            if (place == places.end()) return std::nullopt;
                            return keep(place->second);
                        });
    unpacking.run();
    EXPECT_FALSE(unpacking.exists("none"));
    EXPECT_FALSE(unpacking.exists("renamed"));
    EXPECT_EQ(unpacking.link("lib64"), "lib");
    EXPECT_EQ(unpacking.link("extras/root"), "..");
    EXPECT_EQ(unpacking.text("extras/root/lib/libx.so"), "x");
}

TEST(SymbolicLinks, CountAbsoluteTargetsFromTheArchivesRoot) {
    Unpacking unpacking("x.deb",
                        make_deb({symlink_entry("./usr/lib/profile", "/etc/profile"),
                                  file_entry("./etc/profile", "x")}),
                        replacing({{"usr/lib/", "bin/"}, {"etc/", "etc/"}}));
    unpacking.run();
    EXPECT_EQ(unpacking.link("bin/profile"), "../etc/profile");
}

TEST(SymbolicLinks, MayBeAbsoluteWhenDropped) {
    Unpacking unpacking("x.deb",
                        make_deb({symlink_entry("./usr/lib/profile", "/etc/nvcc.profile"),
                                  file_entry("./usr/bin/ptxas", "x")}),
                        replacing({{"usr/bin/", "bin/"}}));
    EXPECT_EQ(unpacking.run().files, 1U);
    EXPECT_FALSE(unpacking.exists("usr"));
}

TEST(SymbolicLinks, MayBeRepeated) {
    Unpacking unpacking("x.tar.xz", make_tar({symlink_entry("a", "b"), symlink_entry("a", "./b")}));
    unpacking.run();
    EXPECT_EQ(unpacking.link("a"), "b");
}

TEST(SymbolicLinks, InWheelsFollowTheSameRules) {
    Unpacking good(
        "x.whl",
        make_zip({file_entry("lib/libx.so.1", "x"), symlink_entry("lib/libx.so", "libx.so.1")}));
    good.run();
    EXPECT_EQ(good.link("lib/libx.so"), "libx.so.1");

    Unpacking bad("x.whl", make_zip({symlink_entry("lib/x", "../../etc/passwd")}));
    EXPECT_EQ(bad.failure().kind(), ErrorKind::integrity);
}

TEST(HardLinks, ShareTheFileThatWasUnpacked) {
    Unpacking unpacking("x.tar.xz",
                        make_tar({file_entry("top/a", "x", 0755),
                                  hard_link_entry("top/deep/b", "./top/a"),
                                  hard_link_entry("dropped", "nowhere")}),
                        replacing({{"top/", ""}}));
    const Unpacked unpacked = unpacking.run();
    EXPECT_EQ(unpacked.files, 2U);
    EXPECT_EQ(unpacked.bytes.value, 1U);
    EXPECT_TRUE(std::filesystem::equivalent(unpacking / "out/a", unpacking / "out/deep/b"));
    EXPECT_EQ(unpacking.mode("deep/b"), 0755U);
}

}  // namespace
}  // namespace cudaenv::archive
