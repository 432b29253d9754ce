// SPDX-License-Identifier: Apache-2.0
// Deciding which addresses may be fetched, and where a server may lead.
#include <cudaenv/base/error.hpp>
#include <cudaenv/net/policy.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::net {
namespace {

using testing::HasSubstr;
using testing::Not;

Url url_of(std::string_view text) {
    return parse_url(text, "a test");
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
        EXPECT_NO_THROW(check_url(url_of(GetParam().url), policy));
        return;
    }
    try {
        check_url(url_of(GetParam().url), policy);
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
                    PolicyRow{"OtherHttp", "http://other.example/x", false}),
    [](const auto& row) { return row.param.name; });

TEST(CheckUrl, NamesTheHostAndTheWayOn) {
    try {
        check_url(url_of("http://user:secret@other.example/secret"), {});
        FAIL();
    } catch (const Error& error) {
        EXPECT_THAT(error.message(), HasSubstr("http://other.example/…"));
        EXPECT_THAT(error.message(), Not(HasSubstr("secret")));
        EXPECT_EQ(error.cure(), Cure(Advice(Advice::permit_plain_http, "other.example")));
    }
}

std::string target(std::string_view from, std::string_view reference) {
    return follow(url_of(from), reference).text();
}

TEST(Follow, ResolvesRelativeReferences) {
    EXPECT_EQ(target("https://a.example/simple/x", "x/"), "https://a.example/simple/x/");
}

TEST(Follow, MayGoFromHttpToHttps) {
    EXPECT_EQ(target("http://127.0.0.1:80/x", "https://a.example/y"), "https://a.example/y");
}

TEST(Follow, NeverLeavesHttps) {
    for (const char* reference : {"http://127.0.0.1/secret", "file:///etc/secret"}) {
        try {
            target("https://a.example/secret", reference);
            FAIL() << reference;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::refused);
            EXPECT_THAT(error.message(), HasSubstr("https://a.example/… leads to "));
        }
    }
}

TEST(Follow, NeverReachesLocalFilesFromAServer) {
    EXPECT_THROW(target("http://127.0.0.1/x", "file:///etc/passwd"), Error);
    EXPECT_EQ(target("/srv/index.html", "a.whl"), "file:///srv/a.whl");
}

TEST(Follow, SaysNothingOfAMalformedAddress) {
    try {
        target("https://a.example/x", "ftp://user:secret@a.example/");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::network);
        EXPECT_THAT(error.message(), HasSubstr("malformed address: its scheme"));
        EXPECT_THAT(error.message(), Not(HasSubstr("secret")));
    }
}

TEST(Follow, KeepsCredentialsOnTheSameServerOnly) {
    const std::string from = "https://user:secret@a.example/x";
    EXPECT_EQ(target(from, "https://A.example/y"), "https://user:secret@a.example/y");
    EXPECT_EQ(target(from, "https://a.example:443/y"), "https://user:secret@a.example:443/y");
    EXPECT_EQ(target(from, "https://own:one@a.example/y"), "https://own:one@a.example/y");
    EXPECT_EQ(target(from, "https://b.example/y"), "https://b.example/y");
    EXPECT_EQ(target(from, "https://a.example:8443/y"), "https://a.example:8443/y");
}

TEST(Follow, TakesNoCredentialsForAnotherServerFromAnybody) {
    EXPECT_EQ(target("https://a.example/x", "https://own:one@b.example/y"), "https://b.example/y");
    EXPECT_EQ(target("https://a.example/x", "//own@b.example/y"), "https://b.example/y");
}

}  // namespace
}  // namespace cudaenv::net
