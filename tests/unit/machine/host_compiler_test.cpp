// SPDX-License-Identifier: Apache-2.0
// Finding host compilers on a PATH of small scripts, and glibc in sample trees.
#include "machine/host_compiler.hpp"

#include "support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace cudaenv::machine {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class HostCompilers : public ::testing::Test {
 protected:
    void add_program(const std::string& relative, const std::string& script) {
        const auto path = root_ / relative;
        fs::create_directories(path.parent_path());
        std::ofstream(path) << "#!/bin/sh\n" << script << '\n';
        fs::permissions(path, fs::perms::owner_all);
    }
    void add_gcc(const std::string& relative, const std::string& version) {
        add_program(relative, "echo " + version);
    }
    void link(const std::string& relative, const std::string& target) {
        fs::create_directories((root_ / relative).parent_path());
        fs::create_symlink(root_ / target, root_ / relative);
    }
    /// "gcc 12.2.0 bin/g++ default" for each compiler found in `directories`.
    std::vector<std::string> found(const std::vector<std::string>& directories,
                                   Environment environment = Environment()) {
        std::string path;
        for (const auto& directory : directories) {
            path += (path.empty() ? "" : ":") + (root_ / directory).string();
        }
        environment.set("PATH", path + ":.:");
        std::vector<std::string> lines;
        const Places places{root_.path(), root_ / "cache"};
        for (const auto& compiler : find_host_compilers(environment, places)) {
            lines.push_back(std::string(compiler_kind_text(compiler.kind)) + " " +
                            compiler.version.text() + " " +
                            compiler.path.lexically_relative(root_.path()).string() +
                            (compiler.is_default ? " default" : ""));
        }
        return lines;
    }
    const test::TempDir root_;
};

TEST_F(HostCompilers, ComeOnceEachWithTheDefaultFirst) {
    add_gcc("bin/x86_64-linux-gnu-g++-12", "12.2.0");
    link("bin/g++-12", "bin/x86_64-linux-gnu-g++-12");
    link("bin/g++", "bin/g++-12");
    link("bin/c++", "bin/g++-12");
    add_gcc("bin/g++-9", "9.3.0");
    add_gcc("bin/g++-13", "13.2.0");
    EXPECT_THAT(
        found({"bin"}),
        ElementsAre("gcc 12.2.0 bin/g++ default", "gcc 13.2.0 bin/g++-13", "gcc 9.3.0 bin/g++-9"));
}

TEST_F(HostCompilers, IncludeClangAfterGcc) {
    add_program("bin/clang++-14", "echo 'Debian clang version 14.0.6'; echo 'Target: x86_64'");
    add_program("bin/clang++-16", "echo 'Ubuntu clang version 16.0.6 (23ubuntu4)'");
    add_gcc("bin/g++-10", "10.2.1");
    EXPECT_THAT(
        found({"bin"}),
        ElementsAre(
            "gcc 10.2.1 bin/g++-10", "clang 16.0.6 bin/clang++-16", "clang 14.0.6 bin/clang++-14"));
}

TEST_F(HostCompilers, TakeTheFirstPlainNameOnPathForTheDefault) {
    add_gcc("first/g++", "11.4.0");
    add_gcc("second/g++", "12.2.0");
    EXPECT_THAT(found({"first", "second"}),
                ElementsAre("gcc 11.4.0 first/g++ default", "gcc 12.2.0 second/g++"));
}

TEST_F(HostCompilers, LeaveOutShimsAndWrappers) {
    add_gcc("real/g++", "12.2.0");
    add_gcc("wrappers/ccache", "12.2.0");
    link("wrappers/g++", "wrappers/ccache");
    add_gcc("programs/cudaenv-shim", "12.2.0");
    link("elsewhere/g++", "programs/cudaenv-shim");
    add_gcc("home/shims/g++", "12.2.0");
    const Environment environment({{"CUDAENV_ROOT", (root_ / "home").string()}});
    EXPECT_THAT(found({"home/shims", "elsewhere", "wrappers", "real"}, environment),
                ElementsAre("gcc 12.2.0 real/g++ default"));
}

TEST_F(HostCompilers, LeaveOutWhatDoesNotAnswer) {
    add_program("bin/g++", "exit 1");
    add_program("bin/g++-9", "echo no version here");
    add_program("bin/clang++", "echo clang");
    add_gcc("bin/g++-10.save", "10.2.1");
    add_gcc("bin/g++-", "10.2.1");
    std::ofstream(root_ / "bin/g++-11") << "not executable";
    EXPECT_THAT(found({"bin", "absent"}), IsEmpty());
}

TEST_F(HostCompilers, AreAskedInTheCLocale) {
    add_program("bin/g++", "[ \"$LC_ALL\" = C ] && echo 12.2.0");
    EXPECT_THAT(found({"bin"}, Environment(Environment::Map{{"LC_ALL", "de_DE.UTF-8"}})),
                ElementsAre("gcc 12.2.0 bin/g++ default"));
}

TEST_F(HostCompilers, AreFoundWhereDistributionsPutThemButNeverAsTheDefault) {
    add_gcc("bin/g++-9", "9.3.0");
    add_gcc("usr/bin/g++", "12.2.0");
    add_gcc("usr/bin/g++-13", "13.2.0");
    add_gcc("opt/rh/gcc-toolset-11/root/usr/bin/g++", "11.2.1");
    add_program("usr/lib/llvm-16/bin/clang++", "echo 'Debian clang version 16.0.6 (15~deb12u1)'");
    add_gcc("opt/rh/other-11/root/usr/bin/g++", "11.9.9");
    EXPECT_THAT(found({"bin"}),
                ElementsAre("gcc 13.2.0 usr/bin/g++-13",
                            "gcc 12.2.0 usr/bin/g++",
                            "gcc 11.2.1 opt/rh/gcc-toolset-11/root/usr/bin/g++",
                            "gcc 9.3.0 bin/g++-9",
                            "clang 16.0.6 usr/lib/llvm-16/bin/clang++"));
}

TEST_F(HostCompilers, AreAskedOnceUntilTheirFileChanges) {
    const auto log = (root_ / "log").string();
    const auto asked = [&] {
        std::ifstream stream(log);
        return std::string(std::istreambuf_iterator<char>(stream), {});
    };
    add_program("bin/g++", "echo asked >>" + log + "; echo 12.2.0");
    add_program("bin/clang++", "echo asked >>" + log + "; echo nothing");
    for (int i = 0; i < 3; ++i)
        EXPECT_THAT(found({"bin"}), ElementsAre("gcc 12.2.0 bin/g++ default"));
    EXPECT_EQ(asked(), "asked\nasked\n");
    add_program("bin/g++", "echo again >>" + log + "; echo 13.2.0");
    for (int i = 0; i < 2; ++i)
        EXPECT_THAT(found({"bin"}), ElementsAre("gcc 13.2.0 bin/g++ default"));
    EXPECT_EQ(asked(), "asked\nasked\nagain\n");
}

TEST_F(HostCompilers, AreAskedAgainWhenTheKeptAnswersAreTornOrForeign) {
    add_gcc("bin/g++", "12.2.0");
    EXPECT_THAT(found({"bin"}), ElementsAre("gcc 12.2.0 bin/g++ default"));
    std::string kept;
    {
        std::ifstream stream(root_ / "cache/compilers");
        kept.assign(std::istreambuf_iterator<char>(stream), {});
    }
    const auto lied = "99.9.9" + kept.substr(kept.find(' ', kept.find('\n')));
    for (const std::string& damaged : {std::string(),
                                       std::string("end\n"),
                                       kept.substr(0, kept.size() - 4),
                                       "cudaenv-compilers 2\n" + lied}) {
        std::ofstream(root_ / "cache/compilers", std::ios::trunc) << damaged;
        EXPECT_THAT(found({"bin"}), ElementsAre("gcc 12.2.0 bin/g++ default")) << damaged;
    }
}

TEST(Glibc, IsReadFromTheBannerInTheLibrary) {
    const test::TempDir root;
    EXPECT_FALSE(detect_glibc(root.path()));
    const auto path = root / "usr/lib/x86_64-linux-gnu/libc.so.6";
    fs::create_directories(path.parent_path());
    std::ofstream(path)
        << std::string(
               "\x7f"
               "ELF\0",
               5)
        << "GNU C Library (Debian GLIBC 2.36-9+deb12u10) stable release version 2.36.\n"
        << "Copyright (C) 2022 Free Software Foundation, Inc.\n";
    const auto version = detect_glibc(root.path());
    ASSERT_TRUE(version);
    EXPECT_EQ(version->text(), "2.36");
}

TEST(Glibc, IgnoresALibraryWithoutABanner) {
    const test::TempDir root;
    fs::create_directories(root / "lib64");
    std::ofstream(root / "lib64/libc.so.6") << "GNU C Library of another kind\n";
    EXPECT_FALSE(detect_glibc(root.path()));
}

#ifdef __GLIBC__
TEST(Glibc, OfTheRunningSystemIsKnown) {
    const auto version = detect_glibc("/");
    ASSERT_TRUE(version);
    EXPECT_EQ(version->major_number(), 2U);
}
#endif

}  // namespace
}  // namespace cudaenv::machine
