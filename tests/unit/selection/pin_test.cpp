// SPDX-License-Identifier: Apache-2.0
// Pins come from strangers' repositories: what is accepted is listed here, everything else is
// refused.
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/selection/pin.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace cudaenv::selection {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

void write(const fs::path& file, std::string_view text) {
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

struct AcceptedRow {
    const char* name;
    std::string text;
    const char* cuda;
    int line;
};

class AcceptedPin : public testing::TestWithParam<AcceptedRow> {};

TEST_P(AcceptedPin, NamesItsCudaAndTheLine) {
    const Pin pin = parse_pin(GetParam().text, "/p/.cudaenv");
    EXPECT_EQ(pin.cuda().text(), GetParam().cuda);
    EXPECT_EQ(pin.line(), GetParam().line);
}

INSTANTIATE_TEST_SUITE_P(
    Forms,
    AcceptedPin,
    testing::Values(AcceptedRow{"Bare", "11.2\n", "11.2", 1},
                    AcceptedRow{"WithoutLineEnd", "11.2", "11.2", 1},
                    AcceptedRow{"BlanksAround", "  11.2\t\n", "11.2", 1},
                    AcceptedRow{"CarriageReturns", "# pin\r\n11.2\r\n", "11.2", 2},
                    AcceptedRow{"ByteOrderMark",
                                "\xEF\xBB\xBF"
                                "12.4.1\n",
                                "12.4.1",
                                1},
                    AcceptedRow{"Comments", "# one\n\n12 # two\n# three\n", "12", 3},
                    AcceptedRow{"Range", ">=12.1,<12.5\n", ">=12.1,<12.5", 1},
                    AcceptedRow{"Latest", "latest\n", "latest", 1},
                    AcceptedRow{"System", "system\n", "system", 1},
                    AcceptedRow{"EnvironmentName", "12.4.1-cudnn9.1.0\n", "12.4.1-cudnn9.1.0", 1},
                    AcceptedRow{"Key", "cuda: 11.2\n", "11.2", 1},
                    AcceptedRow{"KeyAfterOthers", "cudnn: 8.9\ncuda: 11.2\n", "11.2", 2},
                    AcceptedRow{"DoubleQuotes", "cuda: \"12.10\"\n", "12.10", 1},
                    AcceptedRow{"SingleQuotes", "cuda: '>=12.1,<12.5' # why\n", ">=12.1,<12.5", 1},
                    AcceptedRow{"BlankBeforeColon", "cuda : 12\n", "12", 1}),
    [](const auto& row) { return row.param.name; });

struct RefusedRow {
    const char* name;
    std::string text;
    const char* place;
    const char* reason;
};

class RefusedPin : public testing::TestWithParam<RefusedRow> {};

TEST_P(RefusedPin, IsAUsageErrorWithFileAndLine) {
    try {
        parse_pin(GetParam().text, "/p/.cudaenv");
        FAIL() << "accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::usage);
        EXPECT_THAT(error.message(), HasSubstr(GetParam().place));
        EXPECT_THAT(error.message(), HasSubstr(GetParam().reason));
    }
}

INSTANTIATE_TEST_SUITE_P(
    Forms,
    RefusedPin,
    testing::Values(
        RefusedRow{"Empty", "", "/p/.cudaenv:1:", "names no CUDA version"},
        RefusedRow{"OnlyComments", "# nothing\n", "/p/.cudaenv:1:", "names no CUDA version"},
        RefusedRow{"NoCuda", "\ncudnn: 9\n", "/p/.cudaenv:2:", "names no CUDA version"},
        RefusedRow{"UnknownKey", "cuda: 12\nhook: rm\n", ":2:", "unknown key \"hook\""},
        RefusedRow{"Duplicate", "cuda: 12\ncuda: 11\n", ":2:", "names cuda twice"},
        RefusedRow{"TwoBareLines", "12\n11\n", ":1:", "mixes a bare value"},
        RefusedRow{"BareAndKey", "cudnn: 9\n12\n", ":2:", "mixes a bare value"},
        RefusedRow{"Slash", "../../etc\n", ":1:", "bad value"},
        RefusedRow{"TwoDots", "cuda: 12..4\n", ":1:", "bad value"},
        RefusedRow{"Expansion", "$(id)\n", ":1:", "bad value"},
        RefusedRow{"Words", "11.2 or so\n", ":1:", "bad value"},
        RefusedRow{"ControlCharacter", "cuda: 12\n\x1b[31m\n", ":2:", "control character"},
        RefusedRow{"Nul", std::string("12\0\n", 4), ":1:", "control character"},
        RefusedRow{"LoneCarriageReturn", "11\r.2\n", ":1:", "control character"},
        RefusedRow{"TooLong", std::string(kMaxPinBytes, '#') + "\n12", ":1:", "4 KiB"},
        RefusedRow{"NoValue", "cuda:\n", ":1:", "no value for cuda"},
        RefusedRow{"NoKey", ": 12\n", ":1:", "without a key"},
        RefusedRow{"NoBlank", "cuda:12\n", ":1:", "needs a blank"},
        RefusedRow{"UnfinishedQuote", "cuda: \"12\n", ":1:", "unfinished quote"},
        RefusedRow{"CudaNone", "none\n", ":1:", "cannot ask for cuda \"none\""},
        RefusedRow{"LibraryName", "cuda: 12\ncudnn: lab\n", ":2:", "cannot ask for cudnn \"lab\""},
        RefusedRow{"Profile", "cuda: 12\nprofile: huge\n", ":2:", "unknown profile \"huge\""},
        RefusedRow{"Compat", "cuda: 12\ncompat: maybe\n", ":2:", "unknown compat \"maybe\""}),
    [](const auto& row) { return row.param.name; });

TEST(Pin, SeparatesLibrariesFromOtherKeys) {
    const Pin pin = parse_pin("cuda: 12.4\ncudnn: 9\nnccl: none\nprofile: minimal\ncompat: minor\n",
                              "/p/.cudaenv");
    const auto libraries = pin.libraries();
    ASSERT_EQ(libraries.size(), 2U);
    EXPECT_EQ(libraries.at("cudnn").text(), "9");
    EXPECT_EQ(libraries.at("nccl").kind(), Spec::Kind::none);
    EXPECT_EQ(pin.find("profile"), "minimal");
    EXPECT_EQ(pin.find("compat"), "minor");
    EXPECT_EQ(pin.find("cutensor"), std::nullopt);
}

struct RewriteRow {
    const char* name;
    std::string before;
    const char* cuda;
    std::string after;
};

class RewrittenPin : public testing::TestWithParam<RewriteRow> {};

TEST_P(RewrittenPin, KeepsEverythingElse) {
    const auto& row = GetParam();
    const std::string text = render_pin(row.before, row.cuda);
    EXPECT_EQ(text, row.after);
    EXPECT_EQ(parse_pin(text, "/p/.cudaenv").cuda().text(), row.cuda);
}

INSTANTIATE_TEST_SUITE_P(
    Forms,
    RewrittenPin,
    testing::Values(
        RewriteRow{"New", "", "11.2", "11.2\n"},
        RewriteRow{"Bare", "12.4\n", "11.2", "11.2\n"},
        RewriteRow{"BareWithComment", "# why\n12.4  # lab\n", "11.2", "# why\n11.2  # lab\n"},
        RewriteRow{"BareRange", "12.4\n", ">=12,<13", ">=12,<13\n"},
        RewriteRow{"Key", "cudnn: 9\ncuda: 12.4\n", "13", "cudnn: 9\ncuda: 13\n"},
        RewriteRow{
            "Quoted", "cuda: '12.4' # x\r\ncudnn: 9\r\n", "13", "cuda: 13 # x\r\ncudnn: 9\r\n"},
        RewriteRow{"RangeIsQuoted", "cuda: 12\n", ">=12,<13", "cuda: \">=12,<13\"\n"},
        RewriteRow{"ByteOrderMark",
                   "\xEF\xBB\xBF"
                   "12\n",
                   "13",
                   "\xEF\xBB\xBF"
                   "13\n"}),
    [](const auto& row) { return row.param.name; });

TEST(FindPinFile, TakesTheNearestDirectory) {
    const test::TempDir dir;
    write(dir / "a/.cudaenv", "12\n");
    write(dir / "a/b/.cuda-version", "11\n");
    fs::create_directories(dir / "a/b/c");
    EXPECT_EQ(find_pin_file(dir / "a/b/c"), dir / "a/b/.cuda-version");
    EXPECT_EQ(find_pin_file(dir / "a"), dir / "a/.cudaenv");
}

TEST(FindPinFile, PrefersOurNameInOneDirectory) {
    const test::TempDir dir;
    write(dir / ".cudaenv", "12\n");
    write(dir / ".cuda-version", "11\n");
    EXPECT_EQ(find_pin_file(dir.path()), dir / ".cudaenv");
}

TEST(FindPinFile, SkipsDirectoriesOfThatName) {
    const test::TempDir dir;
    write(dir / "a/.cudaenv", "12\n");
    fs::create_directories(dir / "a/prefix/.cudaenv");
    EXPECT_EQ(find_pin_file(dir / "a/prefix"), dir / "a/.cudaenv");
}

TEST(FindPinFile, FindsNothingForARelativeOrVanishedDirectory) {
    EXPECT_EQ(find_pin_file(""), std::nullopt);
    EXPECT_EQ(find_pin_file("relative"), std::nullopt);
}

TEST(LoadPin, ReadsTheFile) {
    const test::TempDir dir;
    write(dir / ".cudaenv", "11.2\n");
    const Pin pin = load_pin(dir / ".cudaenv");
    EXPECT_EQ(pin.cuda().text(), "11.2");
    EXPECT_EQ(pin.file, dir / ".cudaenv");
}

TEST(LoadPin, RefusesALargeFileUnread) {
    const test::TempDir dir;
    write(dir / ".cudaenv", std::string(kMaxPinBytes + 1, '\n'));
    try {
        load_pin(dir / ".cudaenv");
        FAIL() << "accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::usage);
        EXPECT_THAT(error.message(), HasSubstr(".cudaenv:1: the pin is longer than 4 KiB"));
    }
}

}  // namespace
}  // namespace cudaenv::selection
