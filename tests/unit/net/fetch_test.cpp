// SPDX-License-Identifier: Apache-2.0
// Whole downloads against a server that misbehaves on request.
#include "support/loopback_server.hpp"
#include "support/temp_dir.hpp"
#include "support/unserved_address.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/net/fetch.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>
#include <thread>

namespace cudaenv::net {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using test::Behaviour;
using test::LoopbackServer;
using testing::ElementsAre;
using testing::HasSubstr;

/// Never waits; remembers how long it was asked to.
class ImpatientClock : public Clock {
 public:
    [[nodiscard]] std::chrono::steady_clock::time_point now() const override { return {}; }
    void sleep(milliseconds duration) const override {
        slept += duration;
        longest = std::max(longest, duration);
        if (on_sleep) on_sleep();
    }
    mutable milliseconds slept{0};
    mutable milliseconds longest{0};
    std::function<void()> on_sleep;
};

class RecordingSink : public Sink {
 public:
    void start(std::uint64_t offset, const Response& /*response*/) override {
        starts.push_back(offset);
        text.resize(offset, '?');
    }
    void write(std::string_view bytes) override {
        text += bytes;
        if (on_write) on_write();
    }
    std::vector<std::uint64_t> starts;
    std::string text;
    std::function<void()> on_write;
};

Url url_of(const std::string& text) {
    return parse_url(text, "a test");
}

std::string make_body(std::size_t size) {
    std::string body(size, '\0');
    for (std::size_t i = 0; i < size; ++i) body[i] = static_cast<char>('a' + i * 7 % 26);
    return body;
}

class Fetch : public testing::Test {
 protected:
    Response fetch(const FetchRequest& request) {
        return Client(options, Environment(), clock).fetch(request, sink, cancel);
    }
    Response fetch(const std::string& path) {
        const FetchRequest request{url_of(server.url(path))};
        return fetch(request);
    }
    /// The error that fetching throws; fails the test when it does not.
    Error failure(const FetchRequest& request) {
        try {
            fetch(request);
        } catch (const Error& error) {
            return error;
        }
        ADD_FAILURE() << "no error for " << request.url.text();
        return {ErrorKind::internal, ""};
    }
    Error failure(const std::string& path) {
        const FetchRequest request{url_of(server.url(path))};
        return failure(request);
    }
    void behave(const Behaviour& behaviour) { server.behave("/file.bin", behaviour); }
    [[nodiscard]] std::vector<std::string> ranges() const {
        std::vector<std::string> values;
        for (const auto& request : server.requests("/file.bin")) values.push_back(request.range);
        return values;
    }

    void SetUp() override { server.serve("/file.bin", body); }

    const std::string body = make_body(300'000);
    LoopbackServer server;
    ImpatientClock clock;
    CancelFlag cancel;
    ClientOptions options;
    RecordingSink sink;
};

TEST_F(Fetch, DeliversTheWholeBody) {
    const Response response = fetch("/file.bin");
    EXPECT_EQ(sink.text, body);
    EXPECT_THAT(sink.starts, ElementsAre(0));
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.length, body.size());
    EXPECT_EQ(response.url, url_of(server.url("/file.bin")));
    EXPECT_EQ(response.content_type, "application/octet-stream");
    EXPECT_FALSE(response.etag.empty());
}

TEST_F(Fetch, SaysWhoItIsAndAsksForNoCompression) {
    FetchRequest request{url_of(server.url("/file.bin"))};
    request.accept = "application/json";
    fetch(request);
    const auto headers = server.requests().front().headers;
    EXPECT_THAT(headers.at("user-agent"), testing::StartsWith("cudaenv/"));
    EXPECT_EQ(headers.at("accept"), "application/json");
    EXPECT_EQ(headers.count("accept-encoding"), 0U);
    EXPECT_EQ(headers.count("range"), 0U);
}

TEST_F(Fetch, ReadsNoEndlessHeaderLines) {
    Behaviour behaviour;
    behaviour.content_type = "text/plain";
    for (int i = 0; i < 5000; ++i)
        behaviour.content_type += "\r\nX-Filler: " + std::string(80, 'x');
    behave(behaviour);
    try {
        fetch("/file.bin");
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::network);
        EXPECT_THAT(error.message(), HasSubstr("endless header lines"));
    }
    EXPECT_EQ(server.requests().size(), 1U);
    EXPECT_EQ(sink.text, "");
}

TEST_F(Fetch, AnnouncesAnEmptyBody) {
    server.serve("/empty", "");
    EXPECT_EQ(fetch("/empty").length, 0U);
    EXPECT_THAT(sink.starts, ElementsAre(0));
}

TEST_F(Fetch, ResumesAfterACut) {
    behave({.cut_times = 2, .cut_after = 100'000});
    fetch("/file.bin");
    EXPECT_EQ(sink.text, body);
    EXPECT_THAT(sink.starts, ElementsAre(0, 100'000, 200'000));
    EXPECT_THAT(ranges(), ElementsAre("", "bytes=100000-", "bytes=200000-"));
    EXPECT_EQ(server.requests()[1].headers.count("if-range"), 1U);
}

TEST_F(Fetch, AsksForTheRestWhenLessThanAnnouncedArrives) {
    Behaviour behaviour;
    behaviour.announce = body.size() + 10;
    behave(behaviour);
    fetch("/file.bin");
    EXPECT_EQ(sink.text, body);
    EXPECT_THAT(ranges(), ElementsAre("", "bytes=300000-"));
}

TEST_F(Fetch, GivesUpWhenNothingMoreArrives) {
    behave({.cut_times = Behaviour::kAlways, .cut_after = 0});
    const Error error = failure("/file.bin");
    EXPECT_EQ(error.kind(), ErrorKind::network);
    EXPECT_THAT(error.message(), HasSubstr("broke off"));
    EXPECT_EQ(server.requests().size(), 4U);
}

TEST_F(Fetch, TakesAMissingLengthAndAnEarlyEndForACut) {
    Behaviour behaviour;
    behaviour.hide_length = true;
    behaviour.cut_times = 1;
    behaviour.cut_after = 1000;
    behave(behaviour);
    FetchRequest request{url_of(server.url("/file.bin"))};
    request.expected_size = body.size();
    fetch(request);
    EXPECT_EQ(sink.text, body);
    EXPECT_THAT(sink.starts, ElementsAre(0, 1000));
}

TEST_F(Fetch, StartsAnewWhenTheServerIgnoresTheRange) {
    Behaviour behaviour;
    behaviour.ignore_range = true;
    behaviour.cut_times = 1;
    behaviour.cut_after = 1000;
    behave(behaviour);
    fetch("/file.bin");
    EXPECT_EQ(sink.text, body);
    EXPECT_THAT(sink.starts, ElementsAre(0, 0));
}

TEST_F(Fetch, StartsAnewWhenTheServerSendsAnotherRange) {
    Behaviour behaviour;
    behaviour.range_start = 500;
    behaviour.cut_times = 1;
    behaviour.cut_after = 1000;
    behave(behaviour);
    fetch("/file.bin");
    EXPECT_EQ(sink.text, body);
    EXPECT_THAT(sink.starts, ElementsAre(0, 0));
    EXPECT_THAT(ranges(), ElementsAre("", "bytes=1000-", ""));
}

TEST_F(Fetch, StartsAnewWhenTheFileChanged) {
    Behaviour older;
    older.etag = "\"older\"";
    older.cut_times = 1;
    older.cut_after = 1000;
    behave(older);
    clock.on_sleep = [this] { behave({}); };
    fetch("/file.bin");
    EXPECT_EQ(sink.text, body);
    EXPECT_THAT(sink.starts, ElementsAre(0, 0));
    EXPECT_EQ(server.requests()[1].headers.at("if-range"), "\"older\"");
}

TEST_F(Fetch, ContinuesAnEarlierDownload) {
    FetchRequest request{url_of(server.url("/file.bin"))};
    request.offset = 299'000;
    request.expected_size = body.size();
    const Response response = fetch(request);
    EXPECT_THAT(sink.starts, ElementsAre(299'000));
    EXPECT_EQ(sink.text.substr(299'000), body.substr(299'000));
    EXPECT_EQ(response.length, body.size());
}

TEST_F(Fetch, IsDoneWhenNothingIsLeft) {
    FetchRequest request{url_of(server.url("/file.bin"))};
    request.offset = body.size();
    EXPECT_EQ(fetch(request).length, body.size());
    EXPECT_THAT(sink.starts, ElementsAre(body.size()));
    EXPECT_EQ(server.requests().size(), 1U);
}

TEST_F(Fetch, StartsAnewWhenThePartIsLongerThanTheFile) {
    FetchRequest request{url_of(server.url("/file.bin"))};
    request.offset = body.size() + 1;
    fetch(request);
    EXPECT_EQ(sink.text, body);
    EXPECT_THAT(sink.starts, ElementsAre(0));
}

TEST_F(Fetch, RefusesALongerFile) {
    FetchRequest request{url_of(server.url("/file.bin"))};
    request.expected_size = body.size() - 1;
    const Error error = failure(request);
    EXPECT_EQ(error.kind(), ErrorKind::integrity);
    EXPECT_THAT(error.message(), HasSubstr("299999 are expected"));
    EXPECT_TRUE(sink.starts.empty());
}

TEST_F(Fetch, StopsAtALongerBodyOfUnknownLength) {
    Behaviour behaviour;
    behaviour.hide_length = true;
    behave(behaviour);
    FetchRequest request{url_of(server.url("/file.bin"))};
    request.expected_size = 100'000;
    EXPECT_EQ(failure(request).kind(), ErrorKind::integrity);
    EXPECT_LE(sink.text.size(), 100'000U);
    EXPECT_EQ(server.requests().size(), 1U);
}

TEST_F(Fetch, RefusesAShorterFile) {
    FetchRequest request{url_of(server.url("/file.bin"))};
    request.expected_size = body.size() + 1;
    EXPECT_EQ(failure(request).kind(), ErrorKind::integrity);
}

TEST_F(Fetch, WaitsAsLongAsTheServerAsks) {
    Behaviour behaviour;
    behaviour.fail_times = 2;
    behaviour.retry_after = "7";
    behave(behaviour);
    fetch("/file.bin");
    EXPECT_EQ(sink.text, body);
    EXPECT_EQ(clock.slept, seconds(14));
    EXPECT_LE(clock.longest, milliseconds(100));
}

TEST_F(Fetch, UnderstandsADateInRetryAfter) {
    Behaviour behaviour;
    behaviour.fail_times = 1;
    behaviour.retry_after = "Fri, 31 Dec 2100 23:59:59 GMT";
    behave(behaviour);
    const Error error = failure("/file.bin");
    EXPECT_EQ(server.requests().size(), 1U);
    EXPECT_THAT(error.message(), HasSubstr("HTTP 503"));
    EXPECT_THAT(error.details().back(), HasSubstr("asks to wait"));
}

TEST_F(Fetch, GivesUpWhenTheServerKeepsFailing) {
    for (const int status : {408, 429, 500, 502, 503}) {
        const std::string path = "/status" + std::to_string(status);
        Behaviour behaviour;
        behaviour.fail_times = Behaviour::kAlways;
        behaviour.fail_status = status;
        server.behave(path, behaviour);
        const Error error = failure(path);
        EXPECT_EQ(error.kind(), ErrorKind::network);
        EXPECT_THAT(error.message(), HasSubstr(std::to_string(status)));
        EXPECT_THAT(error.details(), testing::Contains("given up after 4 attempts"));
        EXPECT_EQ(server.requests(path).size(), 4U);
    }
}

TEST_F(Fetch, GivesUpAtOnceOnStatusesThatWillNotChange) {
    struct Row {
        int status;
        ErrorKind kind;
    };
    for (const Row& row : {Row{400, ErrorKind::network},
                           Row{401, ErrorKind::network},
                           Row{403, ErrorKind::network},
                           Row{404, ErrorKind::not_found},
                           Row{410, ErrorKind::not_found}}) {
        const std::string path = "/status" + std::to_string(row.status);
        Behaviour behaviour;
        behaviour.fail_times = Behaviour::kAlways;
        behaviour.fail_status = row.status;
        server.behave(path, behaviour);
        const Error error = failure(path);
        EXPECT_EQ(error.kind(), row.kind) << row.status;
        EXPECT_THAT(error.message(), HasSubstr("from 127.0.0.1"));
        EXPECT_NE(error.cure(), Cure());
        EXPECT_EQ(server.requests(path).size(), 1U) << row.status;
    }
    EXPECT_TRUE(sink.starts.empty());
}

TEST_F(Fetch, DoesNotCountAttemptsThatBringMuch) {
    const std::string large = make_body(12U << 20U);
    server.serve("/large.bin", large);
    server.behave("/large.bin", {.cut_times = Behaviour::kAlways, .cut_after = 2U << 20U});
    fetch("/large.bin");
    EXPECT_EQ(sink.text, large);
    EXPECT_EQ(server.requests().size(), 6U);
}

TEST_F(Fetch, FollowsRedirects) {
    server.behave("/old", {.redirect_to = "file.bin"});
    server.behave("/older", {.redirect_to = server.url("/old"), .redirect_status = 308});
    EXPECT_EQ(fetch("/older").url, url_of(server.url("/file.bin")));
    EXPECT_EQ(sink.text, body);
}

TEST_F(Fetch, ResumesThroughTheFirstAddress) {
    server.behave("/old", {.redirect_to = "/file.bin"});
    behave({.cut_times = 1, .cut_after = 1000});
    fetch("/old");
    EXPECT_EQ(sink.text, body);
    EXPECT_EQ(server.requests("/old").size(), 2U);
}

TEST_F(Fetch, EndsARedirectLoop) {
    server.behave("/loop", {.redirect_to = "/loop"});
    const Error error = failure("/loop");
    EXPECT_EQ(error.kind(), ErrorKind::network);
    EXPECT_THAT(error.message(), HasSubstr("redirects"));
    EXPECT_EQ(server.requests("/loop").size(), 11U);
}

TEST_F(Fetch, RefusesARedirectToAForbiddenHost) {
    server.behave("/away", {.redirect_to = "http://other.example/x"});
    EXPECT_EQ(failure("/away").kind(), ErrorKind::refused);
}

TEST_F(Fetch, RefusesAForbiddenUrlBeforeAnyRequest) {
    FetchRequest request{url_of("http://other.example/x")};
    EXPECT_EQ(failure(request).kind(), ErrorKind::refused);
}

TEST_F(Fetch, PassesExceptionsOfTheSinkThrough) {
    sink.on_write = [] { throw std::out_of_range("disk full"); };
    EXPECT_THROW(fetch("/file.bin"), std::out_of_range);
    EXPECT_EQ(server.requests().size(), 1U);
}

TEST_F(Fetch, StopsBeforeItStartsWhenCancelled) {
    cancel.set();
    EXPECT_THROW(fetch("/file.bin"), Interrupted);
    EXPECT_TRUE(server.requests().empty());
}

TEST_F(Fetch, StopsWhenCancelledWhileWaitingToRetry) {
    Behaviour behaviour;
    behaviour.fail_times = Behaviour::kAlways;
    behaviour.retry_after = "60";
    behave(behaviour);
    clock.on_sleep = [this] { cancel.set(); };
    EXPECT_THROW(fetch("/file.bin"), Interrupted);
    EXPECT_LE(clock.slept, milliseconds(100));
}

/// A port of 127.0.0.1 on which nothing listens.
int closed_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    EXPECT_EQ(::bind(socket, reinterpret_cast<sockaddr*>(&address), length), 0);
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &length);
    ::close(socket);
    return ntohs(address.sin_port);
}

TEST_F(Fetch, TriesARefusingHostOnlyTwice) {
    FetchRequest request{url_of("http://127.0.0.1:" + std::to_string(closed_port()) + "/x.tar.xz")};
    const Error error = failure(request);
    EXPECT_EQ(error.kind(), ErrorKind::network);
    EXPECT_EQ(error.message(), "cannot fetch x.tar.xz from 127.0.0.1: connection refused");
    EXPECT_THAT(error.details(), testing::Contains("given up after 2 attempts"));
    EXPECT_EQ(error.cure(), Cure(Advice::check_network_or_other_source));
}

TEST_F(Fetch, TriesAnUnknownHostOnlyTwice) {
    options.policy.plain_http_hosts = {"unknown.test"};
    FetchRequest request{url_of("http://unknown.test/x")};
    const Error error = failure(request);
    EXPECT_EQ(error.kind(), ErrorKind::network);
    EXPECT_THAT(error.message(), HasSubstr("no such host"));
    EXPECT_THAT(error.details(), testing::Contains("given up after 2 attempts"));
}

TEST_F(Fetch, GivesUpAtOnceWhereNoTlsIsSpoken) {
    FetchRequest request{url_of("https://127.0.0.1:" + std::to_string(server.port()) + "/x")};
    const Error error = failure(request);
    EXPECT_EQ(error.kind(), ErrorKind::network);
    EXPECT_THAT(error.message(), HasSubstr("no secure connection"));
    EXPECT_EQ(clock.slept, milliseconds(0));
}

TEST_F(Fetch, NamesAnUnreadableCertificateBundle) {
    options.ca_bundle = "/nonexistent/bundle.pem";
    FetchRequest request{url_of("https://127.0.0.1:" + std::to_string(server.port()) + "/x")};
    EXPECT_THAT(failure(request).message(), HasSubstr("certificate bundle cannot be read"));
}

TEST_F(Fetch, GoesThroughTheProxy) {
    options.proxy = url_of(server.url());
    options.policy.plain_http_hosts = {"files.example"};
    FetchRequest request{url_of("http://files.example/x")};
    EXPECT_EQ(failure(request).kind(), ErrorKind::not_found);
    EXPECT_EQ(server.requests().front().path, "http://files.example/x");
}

TEST_F(Fetch, SaysWhatTheProxyAnswered) {
    options.proxy = url_of(server.url());
    FetchRequest request{url_of("https://files.example/x")};
    EXPECT_THAT(failure(request).message(), HasSubstr("the proxy answered HTTP 404"));
}

class Netrc : public Fetch {
 protected:
    /// Whether `asked` was sent credentials when the address of `server` was fetched.
    bool sends_credentials(const LoopbackServer& asked) {
        std::ofstream(home / ".netrc") << entry;
        sink = {};
        Client(options, Environment({{"HOME", home.path().string()}}), clock)
            .fetch(FetchRequest{url_of(server.url("/file.bin"))}, sink, cancel);
        return asked.requests().back().headers.count("authorization") == 1;
    }
    const test::TempDir home;
    std::string entry = "machine 127.0.0.1 login ann password secret\n";
    LoopbackServer other;
};

TEST_F(Netrc, HasCredentialsForTheServerThatIsAsked) {
    EXPECT_TRUE(sends_credentials(server));
    EXPECT_EQ(server.requests().back().headers.at("authorization"), "Basic YW5uOnNlY3JldA==");
    entry = "default login ann password secret\n";
    EXPECT_TRUE(sends_credentials(server));
}

TEST_F(Netrc, HasNothingForAnotherPortThatARedirectNames) {
    other.serve("/file.bin", body);
    Behaviour away;
    away.redirect_to = other.url("/file.bin");
    behave(away);
    for (const char* host : {"machine 127.0.0.1", "default"}) {
        entry = std::string(host) + " login ann password secret\n";
        EXPECT_FALSE(sends_credentials(other)) << host;
        EXPECT_EQ(server.requests().back().headers.count("authorization"), 1U) << host;
    }
    Behaviour within;
    within.redirect_to = "/elsewhere.bin";
    server.serve("/elsewhere.bin", body);
    behave(within);
    EXPECT_TRUE(sends_credentials(server));
}

TEST_F(Netrc, HasNothingForServersThatTheUserDidNotName) {
    options.named_by_user = {url_of(other.url("/simple"))};
    EXPECT_FALSE(sends_credentials(server));
    options.named_by_user.push_back(url_of(server.url("/simple")));
    EXPECT_TRUE(sends_credentials(server));
}

TEST_F(Netrc, HasNothingForWhatAServerOnTheInternetNamed) {
    options.is_public = [](const IpAddress&) { return true; };
    std::ofstream(home / ".netrc") << entry;
    const FetchRequest request{url_of(server.url("/file.bin")), Reach::public_only};
    Client client(options, Environment({{"HOME", home.path().string()}}), clock);
    client.fetch(request, sink, cancel);
    EXPECT_EQ(server.requests().back().headers.count("authorization"), 0U);
    options.named_by_user = {request.url};
    Client wiser(options, Environment({{"HOME", home.path().string()}}), clock);
    wiser.fetch(request, sink, cancel);
    EXPECT_EQ(server.requests().back().headers.count("authorization"), 1U);
}

TEST_F(Fetch, KeepsTheConnectionBetweenRequests) {
    Client client(options, Environment(), clock);
    FetchRequest request{url_of(server.url("/file.bin"))};
    for (int i = 0; i < 3; ++i) client.fetch(request, sink, cancel);
    EXPECT_EQ(sink.text, body);
    EXPECT_EQ(server.connection_count(), 1U);
}

TEST_F(Fetch, ReadsLocalFiles) {
    const test::TempDir directory;
    std::ofstream(directory / "a b.bin") << body;
    FetchRequest request{url_of("file://" + directory.path().string() + "/a%20b.bin")};
    request.offset = 1000;
    EXPECT_EQ(fetch(request).length, body.size());
    EXPECT_THAT(sink.starts, ElementsAre(1000));
    EXPECT_EQ(sink.text.substr(1000), body.substr(1000));
    request.url = url_of(directory.path().string() + "/a b.bin");
    request.offset = 0;
    fetch(request);
    EXPECT_EQ(sink.text, body);
}

TEST_F(Fetch, ExplainsMissingAndWrongLocalFiles) {
    const test::TempDir directory;
    std::ofstream(directory / "x") << "abc";
    FetchRequest request{url_of((directory / "absent").string())};
    EXPECT_EQ(failure(request).kind(), ErrorKind::not_found);
    request.url = url_of(directory.path().string());
    EXPECT_THAT(failure(request).message(), HasSubstr("no regular file"));
    request.url = url_of((directory / "x").string());
    request.expected_size = 4;
    EXPECT_EQ(failure(request).kind(), ErrorKind::integrity);
}

TEST_F(Fetch, CollectsText) {
    server.serve("/simple/x/", "<html>");
    Client client(options, Environment(), clock);
    FetchRequest request{url_of(server.url("/simple/x/"))};
    const Page page = client.fetch_text(request, 6, cancel);
    EXPECT_EQ(page.text, "<html>");
    EXPECT_EQ(page.response.content_type, "text/html");
    try {
        client.fetch_text(request, 5, cancel);
        FAIL();
    } catch (const Error& error) {
        EXPECT_THAT(error.message(), HasSubstr("larger than 5 bytes"));
    }
}

TEST_F(Fetch, LimitsTextOfUnknownLength) {
    Behaviour behaviour;
    behaviour.hide_length = true;
    behave(behaviour);
    FetchRequest request{url_of(server.url("/file.bin"))};
    EXPECT_THROW(Client(options, Environment(), clock).fetch_text(request, 100, cancel), Error);
}

TEST_F(Fetch, KnowsWhatIsReachable) {
    const test::TempDir directory;
    Client client(options, Environment(), clock);
    std::string reason;
    EXPECT_TRUE(client.is_reachable(url_of(server.url("/file.bin")), seconds(2), reason, cancel));
    EXPECT_TRUE(client.is_reachable(url_of(server.url("/absent")), seconds(2), reason, cancel));
    EXPECT_TRUE(client.is_reachable(
        url_of("file://" + directory.path().string()), seconds(2), reason, cancel));
    EXPECT_EQ(reason, "");

    EXPECT_FALSE(client.is_reachable(url_of("file:///nonexistent/x"), seconds(2), reason, cancel));
    EXPECT_THAT(reason, HasSubstr("does not exist"));
    EXPECT_FALSE(client.is_reachable(url_of("http://other.example/"), seconds(2), reason, cancel));
    EXPECT_THAT(reason, HasSubstr("not permitted"));
    EXPECT_FALSE(client.is_reachable(
        url_of("http://127.0.0.1:" + std::to_string(closed_port())), seconds(2), reason, cancel));
    EXPECT_EQ(reason, "connection refused");
}

TEST_F(Fetch, CountsNoHostAsReachableThatTurnsEverythingAway) {
    struct Row {
        int status;
        const char* reason;  ///< empty: reachable
    };
    const Row rows[] = {
        {204, ""},
        {302, ""},
        {400, ""},
        {404, ""},
        {405, ""},
        {429, ""},
        {401, "HTTP 401 (not permitted)"},
        {403, "HTTP 403 (not permitted)"},
        {407, "HTTP 407 (the proxy wants credentials)"},
        {500, "HTTP 500 (the server failed)"},
        {503, "HTTP 503 (the server failed)"},
    };
    Client client(options, Environment(), clock);
    for (const Row& row : rows) {
        Behaviour behaviour;
        behaviour.fail_times = 1;
        behaviour.fail_status = row.status;
        behave(behaviour);
        std::string reason;
        EXPECT_EQ(client.is_reachable(url_of(server.url("/file.bin")), seconds(5), reason, cancel),
                  std::string_view(row.reason).empty())
            << row.status;
        EXPECT_EQ(reason, row.reason);
    }
}

TEST_F(Fetch, WaitsForASilentHostNoLongerThanAllowed) {
    const test::UnservedAddress silent(test::UnservedAddress::Manner::stays_silent);
    Client client(options, Environment(), clock);
    std::string reason;
    EXPECT_FALSE(client.is_reachable(url_of(silent.url()), milliseconds(50), reason, cancel));
    EXPECT_EQ(reason, "no data came for too long");
}

TEST_F(Fetch, StopsAskingWhetherAHostIsReachable) {
    const test::UnservedAddress silent(test::UnservedAddress::Manner::stays_silent);
    Client client(options, Environment(), clock);
    std::string reason;
    std::thread canceller([this] {
        std::this_thread::sleep_for(milliseconds(50));
        cancel.set();
    });
    EXPECT_THROW(client.is_reachable(url_of(silent.url()), seconds(60), reason, cancel),
                 Interrupted);
    canceller.join();
}

}  // namespace
}  // namespace cudaenv::net
