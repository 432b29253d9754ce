// SPDX-License-Identifier: Apache-2.0
// Where answers may send us, and with whose credentials.
#include "net/redirect.hpp"

#include <cudaenv/base/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::net {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(IsRedirect, KnowsTheFiveStatuses) {
    for (const long status : {301L, 302L, 303L, 307L, 308L})
        EXPECT_TRUE(is_redirect(status)) << status;
    for (const long status : {200L, 300L, 304L, 404L}) EXPECT_FALSE(is_redirect(status)) << status;
}

TEST(RedirectTarget, ResolvesRelativeLocations) {
    EXPECT_EQ(redirect_target("https://a.example/simple/x", "x/", {}),
              "https://a.example/simple/x/");
}

TEST(RedirectTarget, MayGoFromHttpToHttps) {
    EXPECT_EQ(redirect_target("http://127.0.0.1:80/x", "https://a.example/y", {}),
              "https://a.example/y");
}

TEST(RedirectTarget, NeverLeavesHttps) {
    for (const char* location : {"http://127.0.0.1/x", "file:///etc/passwd", "ftp://a.example/x"}) {
        try {
            redirect_target("https://a.example/x", location, {});
            FAIL() << location;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::refused);
            EXPECT_THAT(error.message(), HasSubstr("https://a.example/x redirects to"));
        }
    }
}

TEST(RedirectTarget, NeverReachesLocalFiles) {
    EXPECT_THROW(redirect_target("http://127.0.0.1/x", "file:///etc/passwd", {}), Error);
}

TEST(RedirectTarget, RefusesPlainHttpToAnUnknownHost) {
    const UrlPolicy policy{{"apt.example"}};
    EXPECT_EQ(redirect_target("http://127.0.0.1/x", "http://apt.example/y", policy),
              "http://apt.example/y");
    EXPECT_THROW(redirect_target("http://127.0.0.1/x", "http://other.example/y", policy), Error);
}

TEST(RedirectTarget, KeepsCredentialsOnTheSameServerOnly) {
    const std::string from = "https://user:secret@a.example/x";
    EXPECT_EQ(redirect_target(from, "https://A.example/y", {}), "https://user:secret@A.example/y");
    EXPECT_EQ(redirect_target(from, "https://b.example/y", {}), "https://b.example/y");
    EXPECT_EQ(redirect_target(from, "https://a.example:8443/y", {}), "https://a.example:8443/y");
    EXPECT_EQ(redirect_target(from, "https://own:one@a.example/y", {}),
              "https://own:one@a.example/y");
}

}  // namespace
}  // namespace cudaenv::net
