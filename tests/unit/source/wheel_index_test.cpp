// SPDX-License-Identifier: Apache-2.0
// Pages of package indexes and the wheels found on them.
#include "source/wheel_index.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/formats/html_links.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::source {
namespace {

using testing::HasSubstr;

constexpr const char* kJson = "application/vnd.pypi.simple.v1+json";
constexpr const char* kPage = "https://index.example.com/simple/nvidia-nvvm/";
constexpr const char* kWheel =
    "nvidia_nvvm-13.0.88-py3-none-manylinux2010_x86_64.manylinux_2_12_x86_64.whl";
const std::string kDigest(64, 'a');
const std::string kOtherDigest(64, 'b');

catalog::Archive pinned() {
    catalog::Archive archive;
    archive.path = std::string("nvidia-nvvm/") + kWheel;
    archive.sha256 = *find_sha256(kDigest);
    return archive;
}

std::string json_page(const std::string& file) {
    return R"({"meta":{"api-version":"1.1","_last-serial":1},"name":"nvidia-nvvm","versions":["13.0.88"],"files":[)" +
           file + "]}";
}

std::string json_file(const std::string& name, const std::string& url, const std::string& digest) {
    return R"({"filename":")" + name + R"(","url":")" + url + R"(","hashes":{"sha256":")" + digest +
           R"("},"size":1,"requires-python":null,"yanked":false,"core-metadata":true})";
}

IndexPage parse_index_page(const std::string& text,
                           const std::string& content_type,
                           const std::string& url,
                           net::Reach reach = net::Reach::anywhere) {
    net::Response response{parse_url(url, "a test")};
    response.content_type = content_type;
    response.reach = reach;
    return source::parse_index_page({text, response}, CancelFlag());
}

std::optional<std::string> text_of(const std::optional<Url>& url) {
    return url ? std::optional(url->text()) : std::nullopt;
}

std::optional<std::string> find_in_json(const std::string& file) {
    return text_of(find_wheel(parse_index_page(json_page(file), kJson, kPage), pinned()));
}

std::optional<std::string> find_in_html(const std::string& html) {
    return text_of(find_wheel(parse_index_page(html, "text/html", kPage), pinned()));
}

Error json_error(const std::string& text) {
    try {
        parse_index_page(text, kJson, "https://user:secret@index.example.com/simple/x/");
    } catch (const Error& error) {
        EXPECT_THAT(error.message(), testing::Not(HasSubstr("secret")));
        return error;
    }
    return {ErrorKind::internal, "accepted"};
}

TEST(IndexPage, FindsWheelsInJson) {
    EXPECT_EQ(find_in_json(json_file(kWheel, "https://files.example.com/a.whl", kDigest)),
              "https://files.example.com/a.whl");
    EXPECT_EQ(find_in_json(json_file(kWheel, "../../packages/a.whl#sha256=00", kDigest)),
              "https://index.example.com/packages/a.whl");
    EXPECT_EQ(find_in_json(json_file("other.whl", "a.whl", kOtherDigest)), std::nullopt);
}

TEST(IndexPage, PassesOverMalformedFiles) {
    EXPECT_EQ(find_in_json(
                  R"(1,{},{"filename":1,"url":"x"},{"filename":"x.whl","url":"x","hashes":[]},)" +
                  json_file(kWheel, "a.whl", kDigest)),
              std::string(kPage) + "a.whl");
}

TEST(IndexPage, RefusesWhatItDoesNotUnderstand) {
    struct Row {
        std::string text, word;
    };
    const Row rows[] = {
        {"<html>", "JSON"},
        {"[]", "JSON"},
        {R"({"files":[]})", "api-version"},
        {R"({"meta":{"api-version":"2.0"},"files":[]})", "\"2.0\""},
        {R"({"meta":{"api-version":"10.0"},"files":[]})", "\"10.0\""},
        {R"({"meta":{"api-version":"1.0"}})", "files"},
    };
    for (const Row& row : rows) {
        const Error error = json_error(row.text);
        EXPECT_EQ(error.kind(), ErrorKind::network) << row.text;
        EXPECT_THAT(error.message(), HasSubstr(row.word)) << row.text;
        EXPECT_THAT(error.hint(), HasSubstr("PIP_INDEX_URL"));
    }
}

TEST(IndexPage, FindsWheelsInHtml) {
    const std::string wheel = kWheel;
    EXPECT_EQ(find_in_html("<a href=\"../../packages/" + wheel + "#sha256=" + kDigest + "\">" +
                           wheel + "</a>"),
              "https://index.example.com/packages/" + wheel);
    EXPECT_EQ(
        find_in_html("<base href='/other/'><a href='" + wheel + "?token=1'>shortened..&gt;</a>"),
        "https://index.example.com/other/" + wheel + "?token=1");
    EXPECT_EQ(find_in_html("<a href='nvidia%5Fnvvm" + wheel.substr(11) + "'>x</a>"),
              std::string(kPage) + wheel);
    EXPECT_EQ(find_in_html("<a href='nvidia_nvvm-13.0.88.tar.gz'>x</a><a href='/'>up</a>"),
              std::nullopt);
}

TEST(FindWheel, GoesByDigestBeforeName) {
    EXPECT_EQ(find_in_json(json_file(kWheel, "wrong.whl", kOtherDigest) + "," +
                           json_file("nvidia.nvvm-13.0.88-1.whl", "right.whl", kDigest)),
              std::string(kPage) + "right.whl");
}

TEST(FindWheel, ReportsAnotherDigestUnderTheSameName) {
    try {
        find_in_json(json_file(kWheel, "a.whl", kOtherDigest));
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::integrity);
        EXPECT_THAT(error.message(), HasSubstr(kDigest));
        EXPECT_THAT(error.message(), HasSubstr(kOtherDigest));
        EXPECT_THAT(error.message(), HasSubstr(kWheel));
    }
}

TEST(IsSameWheel, ForgivesTheSpellingOfTheProject) {
    EXPECT_TRUE(is_same_wheel("NVIDIA.nvvm-13.0.88-py3-none-any.whl",
                              "nvidia_nvvm-13.0.88-py3-none-any.whl"));
    EXPECT_FALSE(is_same_wheel("nvidia_nvvm-13.0.89-py3-none-any.whl",
                               "nvidia_nvvm-13.0.88-py3-none-any.whl"));
}

TEST(FindWheel, FollowsNoLinkToAWeakerProtocolOrALocalFile) {
    for (const char* const link : {"http://index.example.com/a.whl", "file:///srv/a.whl"}) {
        try {
            find_in_json(json_file(kWheel, link, kDigest));
            FAIL() << link;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::refused);
        }
    }
    EXPECT_THROW(find_in_json(json_file(kWheel, "ftp://index.example.com/a.whl", kDigest)), Error);
    EXPECT_THROW(find_in_html("<base href='http://index.example.com/'><a href='a.whl'>"), Error);
}

TEST(FindWheel, TakesNoCredentialsFromALinkToAnotherServer) {
    EXPECT_EQ(find_in_json(json_file(kWheel, "https://u:p@files.example.com/a.whl", kDigest)),
              "https://files.example.com/a.whl");
}

TEST(IndexPage, PassesOnWhereItsLinksMayLead) {
    EXPECT_EQ(parse_index_page("", "text/html", kPage).reach, net::Reach::anywhere);
    for (const char* const type : {"text/html", kJson}) {
        EXPECT_EQ(parse_index_page(json_page(""), type, kPage, net::Reach::public_only).reach,
                  net::Reach::public_only);
    }
}

TEST(IndexPage, IsNotReadBeyondItsLimits) {
    std::string nested = json_page(std::string(100'000, '['));
    EXPECT_THAT(json_error(nested).message(), HasSubstr("nested deeper than 64 levels"));
    std::string many = "{}";
    for (int i = 0; i < 300'000; ++i) many += ",{}";
    EXPECT_THAT(json_error(json_page(many)).message(), HasSubstr("more than 250000 values"));
    std::string links;
    for (std::size_t i = 0; i <= formats::kMostLinks; ++i) links += "<a href=x>";
    try {
        parse_index_page(links, "text/html", kPage);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::network);
        EXPECT_THAT(error.message(), HasSubstr("more than 100000 links"));
    }
}

TEST(IndexPage, IsNotReadOnAfterCancelling) {
    CancelFlag cancel;
    cancel.set();
    const net::Page page{"<a href='a.whl'>", net::Response{parse_url(kPage, "a test")}};
    EXPECT_THROW(source::parse_index_page(page, cancel), Interrupted);
}

}  // namespace
}  // namespace cudaenv::source
