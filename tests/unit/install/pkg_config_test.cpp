// SPDX-License-Identifier: Apache-2.0
// pkg-config files that point at their own prefix.
#include "install/pkg_config.hpp"

#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::install {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

TEST(PkgConfig, ReplacesNvidiasRootByOneRelativeToTheFile) {
    const std::string text = relocated_pc(
        "cudaroot=/usr/local/cuda-12.4\nlibdir=${cudaroot}/targets/x86_64-linux/lib\n"
        "includedir=${cudaroot}/targets/x86_64-linux/include\n\nName: cudart\nLibs: -L${libdir} "
        "-lcudart\n");
    EXPECT_EQ(text,
              "cudaroot=${pcfiledir}/..\nlibdir=${pcfiledir}/../lib\nincludedir=${pcfiledir}/../"
              "include\n\n"
              "Name: cudart\nLibs: -L${libdir} -lcudart\n");
}

TEST(PkgConfig, ReplacesDebiansPrefix) {
    const std::string text =
        relocated_pc("prefix=/usr\nlibdir=/usr/lib/x86_64-linux-gnu/stubs\nVersion: 11.2\n");
    EXPECT_EQ(text, "prefix=${pcfiledir}/..\nlibdir=${pcfiledir}/../lib/stubs\nVersion: 11.2\n");
}

std::vector<std::string> write(const fs::path& prefix,
                               const Version& toolkit,
                               const std::map<Product, Version>& libraries) {
    TreeWriter tree(prefix);
    return write_pkg_config(tree, toolkit, libraries, CancelFlag());
}

TEST(PkgConfig, WritesWhatIsMissingWithUnversionedLinks) {
    const test::TempDir prefix;
    replace_file(prefix / "lib/libcudart.so", "x");
    replace_file(prefix / "lib/libnvJitLink.so", "x");
    replace_file(prefix / "pkg-config/cublas-13.0.pc",
                 "cudaroot=/usr/local/cuda-13.0\nName: cublas\n");
    const auto written = write(prefix.path(), parse_version("13.0.2"), {});
    EXPECT_THAT(written,
                UnorderedElementsAre("pkg-config/cublas-13.0.pc",
                                     "pkg-config/cudart-13.0.pc",
                                     "pkg-config/nvjitlink-13.0.pc"));
    EXPECT_EQ(fs::read_symlink(prefix / "pkg-config/cudart.pc"), "cudart-13.0.pc");
    EXPECT_THAT(read_file_text(prefix / "pkg-config/nvjitlink.pc"), HasSubstr("-lnvJitLink"));
    EXPECT_THAT(read_file_text(prefix / "pkg-config/cublas.pc"),
                HasSubstr("cudaroot=${pcfiledir}/.."));
}

TEST(PkgConfig, RefusesATextOfAbsurdSize) {
    const test::TempDir prefix;
    replace_file(prefix / "pkg-config/cublas-13.0.pc", std::string((1U << 20U) + 1, '\n'));
    try {
        write(prefix.path(), parse_version("13.0.2"), {});
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::integrity);
        EXPECT_THAT(error.message(), HasSubstr("pkg-config/cublas-13.0.pc has more than"));
    }
}

TEST(PkgConfig, ReplacesItsFilesAndWritesThroughNoLink) {
    const test::TempDir prefix;
    replace_file(prefix / "lib/libcudart.so", "x");
    replace_file(prefix / "victim", "untouched");
    fs::create_directories(prefix / "pkg-config");
    fs::create_symlink("../victim", prefix / "pkg-config/cudart-13.0.pc");
    write(prefix.path(), parse_version("13.0.2"), {});
    EXPECT_EQ(read_file_text(prefix / "victim"), "untouched");
    EXPECT_FALSE(fs::is_symlink(prefix / "pkg-config/cudart-13.0.pc"));
}

TEST(PkgConfig, GivesALibraryBesideTheToolkitItsOwnVersion) {
    const test::TempDir prefix;
    replace_file(prefix / "lib/libcudnn.so", "x");
    EXPECT_THAT(
        write(
            prefix.path(), parse_version("12.4.1"), {{Product::cudnn, parse_version("9.1.1.17")}}),
        UnorderedElementsAre("pkg-config/cudnn.pc"));
    EXPECT_THAT(read_file_text(prefix / "pkg-config/cudnn.pc"), HasSubstr("Version: 9.1.1.17\n"));
}

}  // namespace
}  // namespace cudaenv::install
