// SPDX-License-Identifier: Apache-2.0
// Asking several addresses within one time limit.
#include "source/reachable.hpp"

#include "open_source.hpp"
#include "support/loopback_server.hpp"
#include "support/unserved_address.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/clock.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::source {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using test::UnservedAddress;
using testing::HasSubstr;

class Addresses : public testing::Test {
 protected:
    bool is_any_reachable(const std::vector<std::string>& urls, milliseconds timeout) {
        net::Client client({}, Environment(), system_clock());
        std::vector<NamedUrl> places;
        places.reserve(urls.size());
        for (const std::string& url : urls) places.push_back(named(url, "redist_url"));
        const auto reason =
            source::unreachable_reason(places, client, system_clock(), timeout, cancel_);
        reason_ = reason.value_or("");
        return !reason;
    }

    const UnservedAddress silent_{UnservedAddress::Manner::stays_silent};
    const UnservedAddress closed_{UnservedAddress::Manner::refuses};
    test::LoopbackServer server_;
    std::string reason_;
    CancelFlag cancel_;
};

TEST_F(Addresses, AreReachableWhenOneAnswers) {
    EXPECT_TRUE(is_any_reachable({closed_.url(), server_.url("/absent")}, seconds(5)));
}

TEST_F(Addresses, AreUnreachableForTheReasonOfTheFirst) {
    EXPECT_FALSE(is_any_reachable({closed_.url(), silent_.url()}, milliseconds(100)));
    EXPECT_EQ(reason_, "redist_url (" + closed_.url() + "): connection refused");
}

TEST_F(Addresses, AreNotMoreThanTheHostsThatServe) {
    test::Behaviour forbidding;
    forbidding.fail_times = test::Behaviour::kAlways;
    forbidding.fail_status = 403;
    server_.behave("/compute", forbidding);
    EXPECT_FALSE(is_any_reachable({server_.url("/compute")}, seconds(5)));
    EXPECT_EQ(reason_, "redist_url (" + server_.url() + "): HTTP 403 (not permitted)");
}

TEST_F(Addresses, ShareOneTimeLimit) {
    const std::vector<std::string> urls(10, silent_.url());
    const auto begin = system_clock().now();
    EXPECT_FALSE(is_any_reachable(urls, milliseconds(500)));
    EXPECT_LT(system_clock().now() - begin, seconds(3));
    EXPECT_THAT(reason_, HasSubstr("no data came"));
}

TEST_F(Addresses, LeaveTimeForThoseThatFollowASilentOne) {
    EXPECT_TRUE(is_any_reachable({silent_.url(), server_.url("/")}, seconds(2)));
}

TEST_F(Addresses, AreNotAskedAfterCancelling) {
    cancel_.set();
    EXPECT_THROW(is_any_reachable({server_.url("/")}, seconds(5)), Interrupted);
    EXPECT_TRUE(server_.requests().empty());
}

}  // namespace
}  // namespace cudaenv::source
