// SPDX-License-Identifier: Apache-2.0
// Pages of package indexes, in both formats.
#include "support/expect_error.hpp"

#include <cudaenv/formats/html_links.hpp>
#include <cudaenv/formats/json.hpp>
#include <cudaenv/formats/project_page.hpp>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::formats {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::SizeIs;

const std::string kDigest(64, 'a');

ProjectPage read_page(const std::string& text) {
    const Document document = parse_json(text, "p", {.bytes = 1U << 20U});
    return read_json_project_page(document.root());
}

ProjectFile read_file(const std::string& file) {
    return read_page(R"({"meta": {"api-version": "1.1"}, "files": [)" + file + "]}").files.at(0);
}

ProjectPage read_html(const std::string& html) {
    const Url url = parse_url("https://index.example.com/simple/x/", "a test");
    return parse_html_project_page(html, url, [] {});
}

TEST(JsonProjectPage, HasEveryField) {
    const ProjectFile file = read_file(
        R"({"filename": "x-1.0.whl", "url": "../x-1.0.whl#frag", "hashes": {"sha256": ")" +
        kDigest + R"("}, "size": 1000, "upload-time": "2024-08-17T00:00:00Z",
                      "yanked": "bad build", "requires-python": null})");
    EXPECT_EQ(file.name, "x-1.0.whl");
    EXPECT_EQ(file.reference, "../x-1.0.whl");
    EXPECT_EQ(file.sha256->hex(), kDigest);
    EXPECT_EQ(file.size->value, 1000U);
    EXPECT_EQ(file.uploaded, "2024-08-17T00:00:00Z");
    EXPECT_TRUE(file.is_yanked);
    EXPECT_EQ(file.fault, "");
}

TEST(JsonProjectPage, NeedsNoMoreThanNamesAndDigests) {
    const ProjectFile file = read_file(
        R"({"filename": "x", "yanked": false, "hashes": {"sha256": ")" + kDigest + "\"}}");
    EXPECT_EQ(file.reference, "");
    EXPECT_FALSE(file.size.has_value());
    EXPECT_EQ(file.uploaded, "");
    EXPECT_FALSE(file.is_yanked);
    EXPECT_EQ(file.fault, "");
}

struct Fault {
    const char* name;
    std::string members;  ///< of a file that has a name
    const char* fault;
};

class MalformedProjectFile : public testing::TestWithParam<Fault> {};

TEST_P(MalformedProjectFile, SaysWhatItLacks) {
    EXPECT_EQ(read_file(R"({"filename": "x")" + GetParam().members + "}").fault, GetParam().fault);
}

const std::string kHashes = R"(, "hashes": {"sha256": ")" + kDigest + R"("})";

INSTANTIATE_TEST_SUITE_P(
    Faults,
    MalformedProjectFile,
    testing::Values(
        Fault{"NoHashes", "", "files[0]: \"hashes\" is missing"},
        Fault{"OddHashes", R"(, "hashes": [])", "files[0].hashes: expected an object"},
        Fault{"NoDigest", R"(, "hashes": {"md5": "x"})", "files[0].hashes: \"sha256\" is missing"},
        Fault{"OddDigest",
              R"(, "hashes": {"sha256": "x"})",
              "files[0].hashes.sha256: expected a SHA-256 digest"},
        Fault{"OddSize", kHashes + R"(, "size": -1)", "files[0].size: expected a size in bytes"},
        Fault{
            "OddTime", kHashes + R"(, "upload-time": 1)", "files[0].upload-time: expected a text"},
        Fault{"OddReason",
              kHashes + R"(, "yanked": 1)",
              "files[0].yanked: expected true, false or a reason"},
        Fault{"Several", R"(, "size": [], "yanked": [])", "files[0]: \"hashes\" is missing"}),
    [](const testing::TestParamInfo<Fault>& row) { return std::string(row.param.name); });

TEST(JsonProjectPage, PassesOverNoFile) {
    const ProjectPage page =
        read_page(R"({"meta": {"api-version": "1"}, "files": [1, {}, {"filename": 1}]})");
    EXPECT_THAT(page.files,
                ElementsAre(Field(&ProjectFile::fault, "files[0]: expected an object"),
                            Field(&ProjectFile::fault, "files[1]: \"filename\" is missing"),
                            Field(&ProjectFile::fault, "files[2].filename: expected a text")));
}

TEST(JsonProjectPage, IsOfOneVersion) {
    for (const char* const meta :
         {"{}", "1", R"({"api-version": 1})", R"({"api-version": "10"})"}) {
        test::expect_error(ErrorKind::integrity, "p: its api-version is \"", [&] {
            static_cast<void>(read_page(fmt::format(R"({{"meta": {}, "files": []}})", meta)));
        });
    }
    test::expect_error(ErrorKind::integrity, "p: it has no files", [] {
        static_cast<void>(read_page(R"({"meta": {"api-version": "1.0"}})"));
    });
}

TEST(HtmlProjectPage, NamesFilesByTheirLinks) {
    const ProjectPage page = read_html("<a href='../../packages/x-1.0.whl#sha256=" + kDigest +
                                       "'>x-1…</a><a href='x%2D2.0.whl?token=1#egg'>x</a>"
                                       "<a href='/'>up</a><a href='https://'>none</a>");
    ASSERT_THAT(page.files, SizeIs(2));
    EXPECT_EQ(page.base, "");
    EXPECT_EQ(page.files[0].name, "x-1.0.whl");
    EXPECT_EQ(page.files[0].reference, "../../packages/x-1.0.whl");
    EXPECT_EQ(page.files[0].sha256->hex(), kDigest);
    EXPECT_EQ(page.files[0].fault, "");
    EXPECT_EQ(page.files[1].name, "x-2.0.whl");
    EXPECT_EQ(page.files[1].reference, "x%2D2.0.whl?token=1");
    EXPECT_FALSE(page.files[1].sha256.has_value());
}

TEST(HtmlProjectPage, GivesItsBaseAsItIsWritten) {
    const ProjectPage page = read_html("<base href='/other/'><a href='x.whl'>x</a>");
    EXPECT_EQ(page.base, "/other/");
    EXPECT_THAT(page.files, ElementsAre(Field(&ProjectFile::reference, "x.whl")));
    EXPECT_THAT(read_html("<base href='https://'><a href='x.whl'>x</a>").files, IsEmpty());
}

TEST(HtmlProjectPage, IsLimitedInNumber) {
    std::string links;
    for (std::size_t i = 0; i <= kMostLinks; ++i) links += "<a href=x>";
    const ProjectPage page = read_html(links);
    EXPECT_TRUE(page.has_too_many_links);
    EXPECT_THAT(page.files, IsEmpty());
}

TEST(HtmlProjectPage, IsNotReadOnAfterACheckThatThrows) {
    const Url url = parse_url("https://index.example.com/simple/x/", "a test");
    EXPECT_THROW(parse_html_project_page("<a href=x>", url, [] { throw Interrupted(); }),
                 Interrupted);
}

}  // namespace
}  // namespace cudaenv::formats
