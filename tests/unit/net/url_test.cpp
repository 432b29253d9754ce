// SPDX-License-Identifier: Apache-2.0
// Joining URLs and deciding which may be fetched.
#include <cudaenv/base/error.hpp>
#include <cudaenv/net/url.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::net {
namespace {

using testing::HasSubstr;

TEST(ResolveUrl, FollowsReferencesOfAllForms) {
    const std::string page = "https://index.example/simple/nvidia-cublas/";
    EXPECT_EQ(resolve_url(page, "../../packages/x.whl"), "https://index.example/packages/x.whl");
    EXPECT_EQ(resolve_url(page, "x.whl#sha256=ab"),
              "https://index.example/simple/nvidia-cublas/x.whl#sha256=ab");
    EXPECT_EQ(resolve_url(page, "/root.whl"), "https://index.example/root.whl");
    EXPECT_EQ(resolve_url(page, "//files.example/x.whl"), "https://files.example/x.whl");
    EXPECT_EQ(resolve_url(page, "http://other.example:81/y"), "http://other.example:81/y");
    EXPECT_EQ(resolve_url("https://index.example/a/page.html?x=1", "b.whl"),
              "https://index.example/a/b.whl");
}

TEST(ResolveUrl, KeepsCredentialsForRelativeReferencesOnly) {
    const std::string page = "https://user:secret@index.example/simple/x/";
    EXPECT_EQ(resolve_url(page, "../y/"), "https://user:secret@index.example/simple/y/");
    EXPECT_EQ(resolve_url(page, "//files.example/x"), "https://files.example/x");
}

TEST(ResolveUrl, WorksOnLocalPages) {
    EXPECT_EQ(resolve_url("/srv/my wheels/index.html", "a.whl"), "file:///srv/my%20wheels/a.whl");
    EXPECT_EQ(resolve_url("file:///srv/wheels/index.html", "../b.whl"), "file:///srv/b.whl");
}

TEST(ResolveUrl, RejectsWhatIsNoUrl) {
    try {
        resolve_url("https://", "x");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::network);
        EXPECT_THAT(error.message(), HasSubstr("no URL"));
    }
}

TEST(JoinUrl, PutsExactlyOneSlash) {
    EXPECT_EQ(join_url("https://h.example/base", "a/b"), "https://h.example/base/a/b");
    EXPECT_EQ(join_url("https://h.example/base/", "/a/b"), "https://h.example/base/a/b");
    EXPECT_EQ(join_url("https://h.example/base//", "a/"), "https://h.example/base/a/");
}

TEST(JoinUrl, EncodesOnlyWhatMustBe) {
    EXPECT_EQ(join_url("https://h.example", "pool/a_1:2~rc1+b 3#4?.deb"),
              "https://h.example/pool/a_1:2~rc1+b%203%234%3F.deb");
}

TEST(JoinUrl, LeavesPlainPathsAsTheyAre) {
    EXPECT_EQ(join_url("/srv/mirror", "a b#c"), "/srv/mirror/a b#c");
    EXPECT_EQ(join_url("/", "a"), "/a");
}

TEST(UrlHost, IsLowerCaseWithoutPortAndUser) {
    EXPECT_EQ(url_host("https://user:pw@Index.Example:8443/x"), "index.example");
    EXPECT_EQ(url_host("file:///srv/x"), "");
    EXPECT_EQ(url_host("/srv/x"), "");
}

TEST(UrlScheme, IsLowerCase) {
    EXPECT_EQ(url_scheme("HTTPS://h.example/"), "https");
    EXPECT_EQ(url_scheme("file:///x"), "file");
    EXPECT_EQ(url_scheme("/x"), "file");
}

TEST(FileUrlPath, DecodesUrlsButNotPaths) {
    EXPECT_EQ(file_url_path("file:///srv/a%20b"), "/srv/a b");
    EXPECT_EQ(file_url_path("file://localhost/srv/a"), "/srv/a");
    EXPECT_EQ(file_url_path("/srv/100%20"), "/srv/100%20");
}

struct PolicyRow {
    const char* name;
    const char* url;
    bool is_permitted;
};

class Policy : public testing::TestWithParam<PolicyRow> {};

TEST_P(Policy, DecidesBySchemeAndHost) {
    const UrlPolicy policy{{"apt.example"}};
    if (GetParam().is_permitted) {
        EXPECT_NO_THROW(check_url(GetParam().url, policy));
        return;
    }
    try {
        check_url(GetParam().url, policy);
        FAIL() << GetParam().url;
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::refused);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Urls,
    Policy,
    testing::Values(PolicyRow{"Https", "https://any.example/x", true},
                    PolicyRow{"File", "file:///x", true},
                    PolicyRow{"PlainPath", "/x", true},
                    PolicyRow{"LoopbackName", "http://localhost:80/x", true},
                    PolicyRow{"LoopbackAddress", "http://127.0.0.1:8080/x", true},
                    PolicyRow{"LoopbackAddress6", "http://[::1]:8080/x", true},
                    PolicyRow{"LoopbackLookalike", "http://127.evil.example/x", false},
                    PolicyRow{"LocalhostLookalike", "http://localhost.example/x", false},
                    PolicyRow{"LoopbackAsUser", "http://127.0.0.1@evil.example/x", false},
                    PolicyRow{"ConfiguredHttp", "http://APT.example/x", true},
                    PolicyRow{"OtherHttp", "http://other.example/x", false},
                    PolicyRow{"Ftp", "ftp://apt.example/x", false}),
    [](const auto& row) { return row.param.name; });

TEST(CheckUrl, NamesTheRedactedUrlAndTheWayOn) {
    try {
        check_url("http://user:secret@other.example/x", {});
        FAIL();
    } catch (const Error& error) {
        EXPECT_THAT(error.message(), HasSubstr("http://other.example/x"));
        EXPECT_THAT(error.message(), testing::Not(HasSubstr("secret")));
        EXPECT_THAT(error.hint(), HasSubstr("http://other.example/"));
    }
}

}  // namespace
}  // namespace cudaenv::net
