// SPDX-License-Identifier: Apache-2.0
// Debian's GCC as a tree: mapping, wrappers, names.
#include "source/debian_compiler.hpp"

#include "mapping_table.hpp"
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::source {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr Platform kPlatform = Platform::linux_x86_64;
constexpr const char* kTriplet = "x86_64-linux-gnu";

TEST(DebianCompilerMapping, KeepsTheTreeAndMovesTheCompilersAside) {
    expect_places(
        debian_compiler_mapping("gcc-10_10.2.1-6_amd64.deb", kPlatform, 10),
        {
            {"usr/bin/x86_64-linux-gnu-gcc-10", "usr/bin/x86_64-linux-gnu-gcc-10"},
            {"usr/bin/gcc-10", "usr/bin/gcc-10"},
            {"usr/lib/gcc/x86_64-linux-gnu/10/cc1", "usr/lib/gcc/x86_64-linux-gnu/10/.cc1.bin"},
            {"usr/lib/gcc/x86_64-linux-gnu/10/cc1plus",
             "usr/lib/gcc/x86_64-linux-gnu/10/.cc1plus.bin"},
            {"usr/lib/gcc/x86_64-linux-gnu/10/lto1", "usr/lib/gcc/x86_64-linux-gnu/10/.lto1.bin"},
            {"usr/lib/gcc/x86_64-linux-gnu/10/collect2",
             "usr/lib/gcc/x86_64-linux-gnu/10/collect2"},
            {"usr/lib/gcc/x86_64-linux-gnu/10/libgomp.so",
             "usr/lib/gcc/x86_64-linux-gnu/10/libgomp.so"},
            {"usr/include/c++/10/vector", "usr/include/c++/10/vector"},
            {"usr/share/doc/gcc-10-base/copyright", "share/licenses/gcc-10-base/copyright"},
            {"usr/share/doc/gcc-10", ""},
            {"usr/share/man/man1/gcc-10.1.gz", ""},
            {"etc/anything", ""},
        });
}

TEST(DebianCompilerMapping, KnowsThePlaceOfLaterReleases) {
    expect_places(
        debian_compiler_mapping("cpp-13-x86-64-linux-gnu_13.3.0-16_amd64.deb", kPlatform, 13),
        {
            {"usr/libexec/gcc/x86_64-linux-gnu/13/cc1",
             "usr/libexec/gcc/x86_64-linux-gnu/13/.cc1.bin"},
            {"usr/libexec/gcc/x86_64-linux-gnu/13/liblto_plugin.so",
             "usr/libexec/gcc/x86_64-linux-gnu/13/liblto_plugin.so"},
        });
}

TEST(DebianCompilerMapping, MakesSupportLibrariesPrivate) {
    for (const char* const package : {"libisl23_0.23-1_amd64.deb",
                                      "libmpc3_1.2.0-1_amd64.deb",
                                      "libmpfr6_4.1.0-3_amd64.deb",
                                      "libgmp10_6.2.1+dfsg-1+deb11u1_amd64.deb"}) {
        expect_places(debian_compiler_mapping(package, kPlatform, 10),
                      {
                          {"usr/lib/x86_64-linux-gnu/libx.so.23", "lib/libx.so.23"},
                          {"lib/x86_64-linux-gnu/libx.so.23", "lib/libx.so.23"},
                          {"usr/share/doc/libx/copyright", "share/licenses/libx/copyright"},
                          {"usr/share/doc/libx/changelog.gz", ""},
                      });
    }
}

TEST(DebianCompilerMapping, LeavesRunTimeLibrariesWhereLinkersLook) {
    expect_places(
        debian_compiler_mapping("libgcc-s1_10.2.1-6_amd64.deb", kPlatform, 10),
        {{"lib/x86_64-linux-gnu/libgcc_s.so.1", "usr/lib/x86_64-linux-gnu/libgcc_s.so.1"}});
    expect_places(
        debian_compiler_mapping("libgmpxx4ldbl_6.2.1_amd64.deb", kPlatform, 10),
        {{"usr/lib/x86_64-linux-gnu/libgmpxx.so.4", "usr/lib/x86_64-linux-gnu/libgmpxx.so.4"}});
    expect_places(
        debian_compiler_mapping("libstdc++6_10.2.1-6_arm64.deb", Platform::linux_sbsa, 10),
        {{"usr/lib/aarch64-linux-gnu/libstdc++.so.6.0.28",
          "usr/lib/aarch64-linux-gnu/libstdc++.so.6.0.28"}});
}

class DebianCompilerTree : public testing::Test {
 protected:
    void SetUp() override {
        for (const char* const driver : {"gcc", "g++", "cpp"}) {
            replace_file(
                tree_ / ("usr/bin/x86_64-linux-gnu-" + std::string(driver) + "-10"), "", 0755);
        }
        for (const char* const name : {".cc1.bin", ".cc1plus.bin", ".lto1.bin"}) {
            replace_file(internal() / name, "", 0755);
        }
        replace_file(system_ / "usr/lib/x86_64-linux-gnu/crt1.o", "");
    }
    void complete() {
        TreeWriter tree(tree_.path());
        complete_debian_compiler(tree, kPlatform, 10, system_.path(), CancelFlag());
    }
    /// A libstdc++ of that version as packages lay it out below `root`.
    static void put_libstdcxx(const fs::path& root, const std::string& version) {
        const fs::path directory = root / "usr/lib" / kTriplet;
        replace_file(directory / ("libstdc++.so." + version), "");
        fs::create_symlink("libstdc++.so." + version, directory / "libstdc++.so.6");
    }
    void put_own_libstdcxx(const std::string& version) const {
        put_libstdcxx(tree_.path(), version);
        fs::create_symlink("../../../x86_64-linux-gnu/libstdc++.so.6", internal() / "libstdc++.so");
    }
    [[nodiscard]] fs::path internal() const {
        return tree_.path() / "usr/lib/gcc" / kTriplet / "10";
    }
    static unsigned mode(const fs::path& path) {
        return static_cast<unsigned>(fs::status(path).permissions()) & 0777U;
    }

    test::TempDir tree_;
    test::TempDir system_;
};

TEST_F(DebianCompilerTree, GetsWrappersThatFindTheSupportLibraries) {
    complete();
    EXPECT_EQ(read_file_text(internal() / "cc1plus"),
              "#!/bin/sh\n"
              "d=${0%/*}\n"
              "LD_LIBRARY_PATH=$d/../../../../../lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH} exec "
              "\"$d/.cc1plus.bin\" \"$@\"\n");
    for (const char* const name : {"cc1", "cc1plus", "lto1"}) {
        EXPECT_EQ(mode(internal() / name), 0755U) << name;
    }
}

TEST_F(DebianCompilerTree, GetsWrappersInTheLaterPlaceToo) {
    const fs::path later = tree_ / "usr/libexec/gcc";
    fs::create_directories(later);
    fs::rename(tree_ / "usr/lib/gcc/x86_64-linux-gnu", later / kTriplet);
    complete();
    EXPECT_THAT(read_file_text(later / kTriplet / "10/cc1"), HasSubstr(".cc1.bin"));
}

TEST_F(DebianCompilerTree, GetsShortNames) {
    complete();
    complete();
    EXPECT_EQ(fs::read_symlink(tree_ / "bin/gcc"), "../usr/bin/x86_64-linux-gnu-gcc-10");
    EXPECT_EQ(fs::read_symlink(tree_ / "bin/g++"), "../usr/bin/x86_64-linux-gnu-g++-10");
    EXPECT_EQ(fs::read_symlink(tree_ / "bin/cpp"), "../usr/bin/x86_64-linux-gnu-cpp-10");
}

TEST_F(DebianCompilerTree, LosesLinksToAbsentSanitizers) {
    fs::create_symlink("../../../x86_64-linux-gnu/libasan.so.6", internal() / "libasan.so");
    replace_file(tree_ / "usr/lib/x86_64-linux-gnu/libgomp.so.1", "");
    fs::create_symlink("../../../x86_64-linux-gnu/libgomp.so.1", internal() / "libgomp.so");
    complete();
    EXPECT_FALSE(fs::is_symlink(internal() / "libasan.so"));
    EXPECT_TRUE(fs::exists(internal() / "libgomp.so"));
}

TEST_F(DebianCompilerTree, PointsItsDriversAtAForeignLibc) {
    for (const std::string directory : {"usr/lib64", "usr/lib"}) {
        remove_tree(system_ / "usr");
        remove_tree(tree_ / "bin");
        replace_file(system_ / (directory + "/crt1.o"), "");
        complete();
        const std::string script = read_file_text(tree_ / "bin/g++");
        EXPECT_THAT(script, HasSubstr("/../usr/bin/x86_64-linux-gnu-g++-10\""));
        EXPECT_THAT(script, HasSubstr("-B/" + directory + "/ \"$@\""));
        EXPECT_EQ(mode(tree_ / "bin/g++"), 0755U);
        EXPECT_EQ(mode(tree_ / "bin/gcc"), 0755U);
        EXPECT_TRUE(fs::is_symlink(tree_ / "bin/cpp"));
    }
}

TEST_F(DebianCompilerTree, LinksWithTheHostsNewerLibstdcxx) {
    put_own_libstdcxx("6.0.28");
    put_libstdcxx(system_.path(), "6.0.30");
    complete();
    EXPECT_EQ(fs::read_symlink(internal() / "libstdc++.so"),
              "/usr/lib/x86_64-linux-gnu/libstdc++.so.6");
}

TEST_F(DebianCompilerTree, KeepsItsOwnLibstdcxxOverAnOlderOrAbsentOne) {
    put_own_libstdcxx("6.0.28");
    complete();
    EXPECT_EQ(fs::read_symlink(internal() / "libstdc++.so"),
              "../../../x86_64-linux-gnu/libstdc++.so.6");
    put_libstdcxx(system_.path(), "6.0.9");
    remove_tree(tree_ / "bin");
    complete();
    EXPECT_EQ(fs::read_symlink(internal() / "libstdc++.so"),
              "../../../x86_64-linux-gnu/libstdc++.so.6");
}

TEST_F(DebianCompilerTree, WritesNothingThroughALinkThatAPackageBrought) {
    fs::create_directories(tree_ / "other");
    fs::create_directory_symlink("other", tree_ / "bin");
    EXPECT_THROW(complete(), Obstructed);
    EXPECT_TRUE(fs::is_empty(tree_ / "other"));
    fs::remove(tree_ / "bin");

    // Where a wrapper should be: the link is replaced, not what it leads to.
    replace_file(tree_ / "other/victim", "untouched");
    fs::remove(internal() / "cc1");
    fs::create_symlink("../../../../../other/victim", internal() / "cc1");
    complete();
    EXPECT_FALSE(fs::is_symlink(internal() / "cc1"));
    EXPECT_EQ(read_file_text(tree_ / "other/victim"), "untouched");
}

TEST_F(DebianCompilerTree, IsRefusedWithoutADriverOrACompiler) {
    for (const fs::path& missing :
         {tree_ / "usr/bin/x86_64-linux-gnu-g++-10", internal() / ".cc1plus.bin"}) {
        fs::rename(missing, tree_ / "aside");
        try {
            complete();
            ADD_FAILURE() << missing;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::integrity);
            EXPECT_THAT(error.message(), HasSubstr("gcc 10"));
            EXPECT_THAT(error.message(), HasSubstr(missing.filename().string()));
            EXPECT_THAT(error.hint(), HasSubstr("update cudaenv; if that does not help"));
        }
        fs::rename(tree_ / "aside", missing);
    }
}

}  // namespace
}  // namespace cudaenv::source
