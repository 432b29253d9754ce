// SPDX-License-Identifier: Apache-2.0
// Plain words and persistence for each kind of failure.
#include "net/failure.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>

namespace cudaenv::net {
namespace {

using testing::HasSubstr;
using testing::Not;

TransferFacts facts_of(CURLcode code) {
    TransferFacts facts;
    facts.code = code;
    facts.was_connected = true;
    return facts;
}

TransferFacts refused_by_host() {
    TransferFacts facts = facts_of(CURLE_COULDNT_CONNECT);
    facts.was_connected = false;
    facts.os_error = ECONNREFUSED;
    return facts;
}

TransferFacts lost_again() {
    TransferFacts facts = refused_by_host();
    facts.was_reached = true;
    return facts;
}

TransferFacts slow_to_connect() {
    TransferFacts facts = facts_of(CURLE_OPERATION_TIMEDOUT);
    facts.was_connected = false;
    return facts;
}

TransferFacts refused_by_proxy() {
    TransferFacts facts = facts_of(CURLE_RECV_ERROR);
    facts.proxy_status = 403;
    return facts;
}

TransferFacts flooded() {
    TransferFacts facts = facts_of(CURLE_WRITE_ERROR);
    facts.has_endless_head = true;
    return facts;
}

using CureMatcher = testing::Matcher<const Cure&>;

CureMatcher network() {
    return testing::Eq(Cure(Advice::check_network_or_other_source));
}

CureMatcher hint(const char* words) {
    return testing::VariantWith<std::string>(HasSubstr(words));
}

struct CauseRow {
    const char* name;
    TransferFacts facts;
    const char* reason;
    CureMatcher cure;
    Persistence persistence;
};

class TransferCause : public testing::TestWithParam<CauseRow> {};

TEST_P(TransferCause, SaysWhatHappened) {
    const Cause cause = transfer_cause(GetParam().facts);
    EXPECT_THAT(cause.reason, HasSubstr(GetParam().reason));
    EXPECT_THAT(cause.cure, GetParam().cure);
    EXPECT_EQ(cause.persistence, GetParam().persistence);
}

INSTANTIATE_TEST_SUITE_P(Codes,
                         TransferCause,
                         testing::Values(CauseRow{"UnknownHost",
                                                  facts_of(CURLE_COULDNT_RESOLVE_HOST),
                                                  "no such host",
                                                  network(),
                                                  Persistence::once_more},
                                         CauseRow{"UnknownProxy",
                                                  facts_of(CURLE_COULDNT_RESOLVE_PROXY),
                                                  "no such proxy",
                                                  hint("https_proxy"),
                                                  Persistence::once_more},
                                         CauseRow{"Refused",
                                                  refused_by_host(),
                                                  "connection refused",
                                                  network(),
                                                  Persistence::once_more},
                                         CauseRow{"RefusedAfterAnAnswer",
                                                  lost_again(),
                                                  "connection refused",
                                                  network(),
                                                  Persistence::keep_trying},
                                         CauseRow{"SlowToConnect",
                                                  slow_to_connect(),
                                                  "no connection within",
                                                  network(),
                                                  Persistence::give_up},
                                         CauseRow{"Stalled",
                                                  facts_of(CURLE_OPERATION_TIMEDOUT),
                                                  "no data",
                                                  network(),
                                                  Persistence::keep_trying},
                                         CauseRow{"Untrusted",
                                                  facts_of(CURLE_PEER_FAILED_VERIFICATION),
                                                  "certificate not trusted",
                                                  hint("SSL_CERT_FILE"),
                                                  Persistence::give_up},
                                         CauseRow{"BadBundle",
                                                  facts_of(CURLE_SSL_CACERT_BADFILE),
                                                  "certificate bundle cannot be read",
                                                  hint("CURL_CA_BUNDLE"),
                                                  Persistence::give_up},
                                         CauseRow{"NoTls",
                                                  facts_of(CURLE_SSL_CONNECT_ERROR),
                                                  "no secure connection",
                                                  hint("SSL_CERT_FILE"),
                                                  Persistence::give_up},
                                         CauseRow{"Partial",
                                                  facts_of(CURLE_PARTIAL_FILE),
                                                  "broke off",
                                                  network(),
                                                  Persistence::keep_trying},
                                         CauseRow{"Reset",
                                                  facts_of(CURLE_RECV_ERROR),
                                                  "connection broke",
                                                  network(),
                                                  Persistence::keep_trying},
                                         CauseRow{"ProxySaysNo",
                                                  refused_by_proxy(),
                                                  "the proxy answered HTTP 403",
                                                  hint("proxy"),
                                                  Persistence::give_up},
                                         CauseRow{"Flooded",
                                                  flooded(),
                                                  "endless header lines",
                                                  hint("configured address"),
                                                  Persistence::give_up},
                                         CauseRow{"Other",
                                                  facts_of(CURLE_TOO_MANY_REDIRECTS),
                                                  "redirect",
                                                  testing::Eq(Cure()),
                                                  Persistence::once_more}),
                         [](const auto& row) { return row.param.name; });

TEST(StatusCause, RetriesOnlyWhatMayPass) {
    for (const long status : {408L, 429L, 500L, 502L, 503L, 504L})
        EXPECT_EQ(status_cause(status).persistence, Persistence::keep_trying) << status;
    for (const long status : {304L, 400L, 401L, 403L, 404L, 407L, 410L})
        EXPECT_EQ(status_cause(status).persistence, Persistence::give_up) << status;
}

TEST(StatusCause, HintsAtCredentials) {
    EXPECT_THAT(status_cause(401).cure, hint(".netrc"));
    EXPECT_THAT(status_cause(407).cure, hint("proxy variable"));
}

TEST(StatusCause, AdvisesToWaitOrToGoElsewhere) {
    EXPECT_EQ(status_cause(404).cure, Cure(Advice::check_address_or_other_source));
    EXPECT_EQ(status_cause(408).cure, Cure(Advice::check_network_or_other_source));
    EXPECT_EQ(status_cause(429).cure, Cure(Advice::wait_or_other_source));
    EXPECT_EQ(status_cause(503).cure, Cure(Advice::try_later_or_other_source));
}

Error error_at(const Url& url) {
    return fetch_error(ErrorKind::network, url, {"broken", "mend it"});
}

TEST(FetchError, NamesFileAndHostOnly) {
    const Url base = parse_url("https://u:s3cr3t@h.example/s3cr3t?s3cr3t", "a test");
    EXPECT_EQ(error_at(base.joined("a/x.tar.xz")).message(),
              "cannot fetch x.tar.xz from h.example: broken");
    EXPECT_EQ(error_at(base.joined("nvidia-cublas/")).message(),
              "cannot fetch nvidia-cublas/ from h.example: broken");
    EXPECT_EQ(error_at(base).message(), "cannot fetch a page from h.example: broken");
    EXPECT_EQ(error_at(parse_url("https://h.example", "a test")).message(),
              "cannot fetch the start page from h.example: broken");
}

TEST(FetchError, ShowsTheAddressWithoutItsSecrets) {
    const Error error =
        error_at(parse_url("https://user:s3cr3t@h.example:8443/s3cr3t/x.whl?s3cr3t", "a test"));
    EXPECT_EQ(error.hint(), "mend it");
    EXPECT_THAT(error.details(), testing::ElementsAre("address: https://h.example:8443/…/x.whl?…"));
}

TEST(TransferCause, NeverRepeatsAnAddressOfLibcurl) {
    TransferFacts facts = facts_of(CURLE_COULDNT_RESOLVE_PROXY);
    facts.detail = "Unsupported proxy syntax in 'http://user:s3cr3t@proxy'";
    for (int code = 1; code < CURL_LAST; ++code) {
        facts.code = static_cast<CURLcode>(code);
        EXPECT_THAT(transfer_cause(facts).reason, Not(HasSubstr("s3cr3t"))) << code;
    }
}

TEST(PaceCause, TellsTheRate) {
    using std::chrono::seconds;
    Pace pace(1024, seconds(30), seconds(120));
    pace.begin({}, 0);
    int second = 0;
    const auto pass = [&](int end, std::uint64_t total) {
        while (second < end) pace.judge(Pace::TimePoint(seconds(++second)), total);
    };
    pass(31, 0);
    EXPECT_EQ(pace_cause(pace).reason, "no data came for too long");
    EXPECT_EQ(pace_cause(pace).persistence, Persistence::keep_trying);
    pass(40, 62);
    EXPECT_THAT(pace_cause(pace).reason, HasSubstr("only 62 bytes came"));
    pass(121, 363);
    EXPECT_EQ(pace_cause(pace).reason,
              "only 363 bytes came in 121 seconds (3 a second): too slow to wait for");
    EXPECT_EQ(pace_cause(pace).persistence, Persistence::give_up);
}

}  // namespace
}  // namespace cudaenv::net
