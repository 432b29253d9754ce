// SPDX-License-Identifier: Apache-2.0
// Pins come from strangers' repositories: what is accepted is listed here, everything else is
// refused.
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/selection/pin.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <fstream>
#include <functional>
#include <utility>

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
        RefusedRow{"NoLibrary", "cuda: 12\ngcc: 10\n", ":2:", "unknown key \"gcc\""},
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
    EXPECT_EQ(libraries.at(Product::cudnn).text(), "9");
    EXPECT_EQ(libraries.at(Product::nccl).kind(), Spec::Kind::none);
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

/// The pin that applies in `directory`; empty: none.
fs::path found(const fs::path& directory) {
    const Environment environment;
    const PinSearch search = find_pin(directory, SafeDirectories(environment, "/nowhere"));
    return search.pin ? search.pin->file : fs::path();
}

TEST(FindPin, TakesTheNearestDirectory) {
    const test::TempDir dir;
    write(dir / "a/.cudaenv", "12\n");
    write(dir / "a/b/.cuda-version", "11\n");
    fs::create_directories(dir / "a/b/c");
    EXPECT_EQ(found(dir / "a/b/c"), dir / "a/b/.cuda-version");
    EXPECT_EQ(found(dir / "a"), dir / "a/.cudaenv");
}

TEST(FindPin, PrefersOurNameInOneDirectory) {
    const test::TempDir dir;
    write(dir / ".cudaenv", "12\n");
    write(dir / ".cuda-version", "11\n");
    EXPECT_EQ(found(dir.path()), dir / ".cudaenv");
}

TEST(FindPin, FollowsLinks) {
    const test::TempDir dir;
    write(dir / "elsewhere", "12\n");
    fs::create_directory(dir / "a");
    fs::create_symlink(dir / "elsewhere", dir / "a/.cudaenv");
    EXPECT_EQ(found(dir / "a"), dir / "a/.cudaenv");
}

TEST(FindPin, PassesOverWhatIsNoFile) {
    const test::TempDir dir;
    write(dir / ".cudaenv", "12\n");
    fs::create_directories(dir / "prefix/.cudaenv");
    fs::create_directory(dir / "pipe");
    ASSERT_EQ(::mkfifo((dir / "pipe/.cudaenv").c_str(), 0600), 0);
    for (const auto& [name, target] : {std::pair{"link-to-pipe", (dir / "pipe/.cudaenv").string()},
                                       {"device", "/dev/zero"},
                                       {"terminal", "/dev/tty"},
                                       {"dangling", "/nowhere"},
                                       {"loop", ".cudaenv"}}) {
        fs::create_directory(dir / name);
        fs::create_symlink(target, dir / name / ".cudaenv");
    }
    for (const char* name : {"prefix", "pipe", "link-to-pipe", "device", "dangling", "loop"}) {
        EXPECT_EQ(found(dir / name), dir / ".cudaenv") << name;
        EXPECT_THROW(load_pin(dir / name / ".cudaenv"), Error) << name;
    }
}

TEST(FindPin, FindsNothingForARelativeOrVanishedDirectory) {
    EXPECT_EQ(found(""), "");
    EXPECT_EQ(found("relative"), "");
}

struct SecretRow {
    const char* name;
    const char* text;
    const char* fault;
};

class LinkedPin : public testing::TestWithParam<SecretRow> {};

TEST_P(LinkedPin, IsComplainedAboutWithoutAWordOfIt) {
    const test::TempDir dir;
    write(dir / "id_secret", GetParam().text);
    fs::create_symlink("id_secret", dir / ".cudaenv");
    for (const auto& load : {std::function<void()>([&] { load_pin(dir / ".cudaenv"); }),
                             std::function<void()>([&] { read_pin_text(dir / ".cudaenv"); }),
                             std::function<void()>([&] { found(dir.path()); })}) {
        try {
            load();
            FAIL() << "accepted";
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::usage);
            EXPECT_EQ(error.message(), (dir / ".cudaenv").string() + GetParam().fault);
            EXPECT_THAT(error.hint(), testing::Not(HasSubstr("hunter")));
        }
    }
}

INSTANTIATE_TEST_SUITE_P(
    Secrets,
    LinkedPin,
    testing::Values(
        SecretRow{"Key",
                  "-----BEGIN hunter PRIVATE KEY-----\nhunter2\n",
                  ":1: the pin mixes a bare value with other lines"},
        SecretRow{"Word", "hunter2\n", ":1: the pin is a link, which may ask for a release only"},
        SecretRow{"QuotedWord",
                  "cuda: 'hunter2'\n",
                  ":1: the pin is a link, which may ask for a release only"},
        SecretRow{"PasswordLikeAVersion",
                  "9pass42\n",
                  ":1: the pin is a link, which may ask for a release only"},
        SecretRow{"Number", "482910\n", ":1: the pin is a link, which may ask for a release only"},
        SecretRow{
            "ThreeDigits", "482\n", ":1: the pin is a link, which may ask for a release only"},
        SecretRow{
            "LongNumbers", "12.4829\n", ":1: the pin is a link, which may ask for a release only"},
        SecretRow{"Suffix",
                  "cuda: 12.4-hunter\n",
                  ":1: the pin is a link, which may ask for a release only"},
        SecretRow{"RangeOfNumbers",
                  ">=12.1,<482910\n",
                  ":1: the pin is a link, which may ask for a release only"},
        SecretRow{"RangeOfPasswords",
                  "cuda: '>= 9pass42'\n",
                  ":1: the pin is a link, which may ask for a release only"},
        SecretRow{"LibraryNumber",
                  "cuda: 12\ncudnn: 482910\n",
                  ":2: the pin is a link, which may ask for a release only"},
        SecretRow{"Sentence", "hunter 2\n", ":1: the pin has a bad value"},
        SecretRow{"Password", "# login\nroot:hunter\n", ":2: the pin needs a blank after \":\""},
        SecretRow{"Field", "cuda: 12\nhunter: 2\n", ":2: the pin has an unknown key"},
        SecretRow{"KeyWithoutValue", "cuda: 12\nhunter:\n", ":2: the pin has no value"},
        SecretRow{"Profile", "cuda: 12\nprofile: hunter\n", ":2: the pin has an unknown profile"},
        SecretRow{"Library", "cuda: 12\ncudnn: hunter\n", ":2: the pin cannot ask for cudnn"},
        SecretRow{"Bytes", "hunter\x1b\n", ":1: the pin contains a control character"}),
    [](const auto& row) { return row.param.name; });

TEST(LinkedPinOfARelease, IsTakenAsAnyOther) {
    const test::TempDir dir;
    fs::create_symlink("shared", dir / ".cudaenv");
    for (const char* cuda :
         {"12", "12.4", "12.4.131", "latest", "system", ">=12.1, <13", "== 12.4.1"}) {
        write(dir / "shared", std::string("cuda: '") + cuda + "'\ncudnn: 8.9.7.29\nnccl: none\n");
        EXPECT_EQ(load_pin(dir / ".cudaenv").cuda().text(), cuda);
    }
    write(dir / "shared", "12.4\n");
    EXPECT_EQ(load_pin(dir / ".cudaenv").cuda().text(), "12.4");
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
