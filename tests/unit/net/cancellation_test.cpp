// SPDX-License-Identifier: Apache-2.0
// Whatever a transfer waits for, it is left soon after it was cancelled.
#include "fake_resolver.hpp"
#include "support/loopback_server.hpp"
#include "support/unserved_address.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/net/fetch.hpp>

#include <gtest/gtest.h>

#include <functional>
#include <thread>

namespace cudaenv::net {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using test::UnservedAddress;

class NullSink : public Sink {
 public:
    void start(std::uint64_t /*offset*/, const Response& /*response*/) override {}
    void write(std::string_view /*bytes*/) override {}
};

/// All that a stage may need, and the address that leads to it.
struct Places {
    test::LoopbackServer server;
    UnservedAddress silent{UnservedAddress::Manner::stays_silent};
    UnservedAddress full{UnservedAddress::Manner::accepts_nobody};

    Places() {
        server.serve("/slow", std::string(1U << 20U, 'x'));
        test::Behaviour slow;
        slow.pause = std::chrono::seconds(5);
        slow.piece_bytes = 1024;
        server.behave("/slow", slow);
        server.serve("/large", std::string(200U << 20U, 'x'));
        test::Behaviour busy;
        busy.fail_times = test::Behaviour::kAlways;
        busy.retry_after = "60";
        server.behave("/busy", busy);
    }
};

struct Stage {
    const char* name;
    std::string (*address)(const Places&);
};

class Cancellation : public testing::TestWithParam<Stage> {};

TEST_P(Cancellation, IsNoticedSoonWhile) {
    const Places places;
    ClientOptions options;
    options.policy.plain_http_hosts = {kSilentName};
    const FetchRequest request{parse_url(GetParam().address(places), "a test")};
    CancelFlag cancel;
    steady_clock::time_point cancelled;
    std::thread canceller([&] {
        std::this_thread::sleep_for(milliseconds(150));
        cancelled = steady_clock::now();
        cancel.set();
    });
    {
        Client client(options, Environment(), system_clock());
        NullSink sink;
        // Whoever transfers much is done before; then this repeats it.
        const auto repeat = [&] {
            for (;;) client.fetch(request, sink, cancel);
        };
        EXPECT_THROW(repeat(), Interrupted);
    }
    const auto left = steady_clock::now();
    canceller.join();
    const auto took = std::chrono::duration_cast<milliseconds>(left - cancelled);
    RecordProperty("milliseconds", static_cast<int>(took.count()));
    // It takes some 50; a busy machine may be slow to give any time.
    EXPECT_LT(took, milliseconds(3000));
    end_silence();
}

INSTANTIATE_TEST_SUITE_P(
    Stages,
    Cancellation,
    testing::Values(
        Stage{"LookingUpTheName",
              [](const Places&) { return std::string("http://") + kSilentName + "/x"; }},
        Stage{"Connecting", [](const Places& places) { return places.full.url(); }},
        Stage{"AgreeingOnEncryption",
              [](const Places& places) { return "https" + places.silent.url().substr(4); }},
        Stage{"WaitingForTheHead", [](const Places& places) { return places.silent.url(); }},
        Stage{"WaitingForTheBody", [](const Places& places) { return places.server.url("/slow"); }},
        Stage{"ReceivingTheBody", [](const Places& places) { return places.server.url("/large"); }},
        Stage{"WaitingToTryAgain",
              [](const Places& places) { return places.server.url("/busy"); }}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace cudaenv::net
