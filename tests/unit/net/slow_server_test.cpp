// SPDX-License-Identifier: Apache-2.0
// Servers that send just enough to look alive. Every look at the clock lets a second pass.
#include "support/loopback_server.hpp"
#include "support/unserved_address.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/net/fetch.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::net {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using test::Behaviour;
using testing::HasSubstr;

class RushingClock : public Clock {
 public:
    [[nodiscard]] std::chrono::steady_clock::time_point now() const override {
        return std::chrono::steady_clock::time_point(seconds(passed_ += seconds_per_look));
    }
    void sleep(milliseconds /*duration*/) const override {}

    int seconds_per_look = 1;

 private:
    mutable int passed_ = 0;
};

class NullSink : public Sink {
 public:
    void start(std::uint64_t /*offset*/, const Response& /*response*/) override {}
    void write(std::string_view /*bytes*/) override {}
};

class SlowServer : public testing::Test {
 protected:
    Error failure(const std::string& address) {
        NullSink sink;
        try {
            Client(options, Environment(), clock)
                .fetch(FetchRequest{parse_url(address, "a test")}, sink, cancel);
        } catch (const Error& error) {
            return error;
        }
        ADD_FAILURE() << "no error for " << address;
        return {ErrorKind::internal, ""};
    }

    void SetUp() override {
        server.serve("/file.bin", std::string(1U << 20U, 'x'));
        Behaviour behaviour;
        behaviour.pause = milliseconds(20);
        behaviour.piece_bytes = 1;
        server.behave("/file.bin", behaviour);
    }

    test::LoopbackServer server;
    RushingClock clock;
    CancelFlag cancel;
    ClientOptions options;
};

TEST_F(SlowServer, ThatSendsAByteNowAndThenIsGivenUp) {
    const Error error = failure(server.url("/file.bin"));
    EXPECT_EQ(error.kind(), ErrorKind::network);
    EXPECT_THAT(error.message(), HasSubstr("a second): too slow to wait for"));
    // A window each, and the last one when all together were too slow.
    EXPECT_GE(server.requests().size(), 2U);
    EXPECT_LE(server.requests().size(), 5U);
    EXPECT_THAT(server.requests().back().range, HasSubstr("bytes="));
}

TEST_F(SlowServer, IsGivenUpInEachAttempt) {
    options.retry.attempts = 1;
    EXPECT_THAT(failure(server.url("/file.bin")).message(), HasSubstr("came for too long"));
}

TEST_F(SlowServer, ThatSaysNothingIsGivenUpInEachAttempt) {
    const test::UnservedAddress silent(test::UnservedAddress::Manner::stays_silent);
    options.retry.attempts = 1;
    EXPECT_THAT(failure(silent.url()).message(), HasSubstr("no data came for too long"));
}

TEST_F(SlowServer, ThatIsFastEnoughIsWaitedFor) {
    options.slowest_rate = 0;
    options.retry.attempts = 1;
    server.serve("/file.bin", std::string(50, 'x'));
    NullSink sink;
    EXPECT_EQ(Client(options, Environment(), clock)
                  .fetch(FetchRequest{parse_url(server.url("/file.bin"), "a test")}, sink, cancel)
                  .length,
              50U);
}

TEST_F(SlowServer, ThatBeginsAnewAgainAndAgainIsGivenUp) {
    server.serve("/large.bin", std::string(12U << 20U, 'x'));
    Behaviour behaviour;
    behaviour.cut_times = Behaviour::kAlways;
    behaviour.cut_after = 2U << 20U;
    behaviour.ignore_range = true;
    server.behave("/large.bin", behaviour);
    clock.seconds_per_look = 0;
    EXPECT_THAT(failure(server.url("/large.bin")).message(), HasSubstr("broke off"));
    EXPECT_LE(server.requests().size(), 5U);
}

}  // namespace
}  // namespace cudaenv::net
