// SPDX-License-Identifier: Apache-2.0
// Pages of package indexes and the wheels found on them.
#include "source/wheel_index.hpp"

#include <cudaenv/base/error.hpp>

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

std::optional<std::string> find_in_json(const std::string& file) {
    return find_wheel(parse_index_page(json_page(file), kJson, kPage), pinned());
}

std::optional<std::string> find_in_html(const std::string& html) {
    return find_wheel(parse_index_page(html, "text/html", kPage), pinned());
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
              std::string(kPage) + "nvidia%5Fnvvm" + wheel.substr(11));
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

TEST(WithCredentialsOf, GivesThemToTheSameHostOnly) {
    const std::string index = "https://user:s%40cret@index.example.com/simple/x/";
    EXPECT_EQ(with_credentials_of(index, "https://index.example.com/p/a.whl"),
              "https://user:s%40cret@index.example.com/p/a.whl");
    for (const char* const other : {"https://index.example.com.evil.example/p/a.whl",
                                    "https://files.example.com/a.whl",
                                    "http://index.example.com/a.whl",
                                    "https://index.example.com:8443/a.whl",
                                    "https://me@index.example.com/a.whl"}) {
        EXPECT_EQ(with_credentials_of(index, other), other);
    }
    EXPECT_EQ(
        with_credentials_of("https://index.example.com/simple/", "https://index.example.com/a@b"),
        "https://index.example.com/a@b");
    EXPECT_EQ(with_credentials_of("/srv/wheels", "file:///a"), "file:///a");
}

}  // namespace
}  // namespace cudaenv::source
