// SPDX-License-Identifier: Apache-2.0
// The ini dialect of pip.conf.
#include <cudaenv/formats/pip_ini.hpp>

#include <gtest/gtest.h>

namespace cudaenv::formats {
namespace {

TEST(PipIni, ReadsSectionsAndNormalisesKeys) {
    const PipIni ini = parse_pip_ini(
        "[global]\nIndex_URL = https://index.example/\n--no-index: yes\n[download]\na=b=c\n");
    EXPECT_EQ(ini.at("global").at("index-url"), "https://index.example/");
    EXPECT_EQ(ini.at("global").at("no-index"), "yes");
    EXPECT_EQ(ini.at("download").at("a"), "b=c");
}

TEST(PipIni, SkipsCommentsAndStrayLines) {
    const PipIni ini = parse_pip_ini("stray = 1\n# c\n; c\n[global]\n  # c\nword\na = 1\n");
    EXPECT_EQ(ini.size(), 1U);
    EXPECT_EQ(ini.at("global").size(), 1U);
}

TEST(PipIni, JoinsContinuationLines) {
    const PipIni ini = parse_pip_ini(
        "[global]\r\nfind-links =\r\n    /a\r\n\r\n    # c\r\n    /b\r\ncert = x\r\n");
    EXPECT_EQ(ini.at("global").at("find-links"), "\n/a\n/b");
    EXPECT_EQ(ini.at("global").at("cert"), "x");
}

TEST(PipIni, TakesAnIndentedKeyForAKey) {
    const PipIni ini = parse_pip_ini("[global]\n  a = 1\n  b = 2\n");
    EXPECT_EQ(ini.at("global").at("a"), "1");
    EXPECT_EQ(ini.at("global").at("b"), "2");
}

TEST(PipIni, LetsALaterLineWin) {
    EXPECT_EQ(parse_pip_ini("[global]\na = 1\na = 2\n").at("global").at("a"), "2");
}

}  // namespace
}  // namespace cudaenv::formats
