// SPDX-License-Identifier: Apache-2.0
// Where answers may send us.
#include "net/redirect.hpp"

#include <cudaenv/base/error.hpp>

#include <gtest/gtest.h>

namespace cudaenv::net {
namespace {

TEST(IsRedirect, KnowsTheFiveStatuses) {
    for (const long status : {301L, 302L, 303L, 307L, 308L})
        EXPECT_TRUE(is_redirect(status)) << status;
    for (const long status : {200L, 300L, 304L, 404L}) EXPECT_FALSE(is_redirect(status)) << status;
}

TEST(RedirectTarget, RefusesPlainHttpToAnUnknownHost) {
    const Url url = parse_url("http://127.0.0.1/x", "a test");
    const UrlPolicy policy{{"apt.example"}};
    EXPECT_EQ(redirect_target(url, "http://apt.example/y", policy).text(), "http://apt.example/y");
    EXPECT_THROW(redirect_target(url, "http://other.example/y", policy), Error);
}

}  // namespace
}  // namespace cudaenv::net
