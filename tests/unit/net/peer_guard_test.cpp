// SPDX-License-Identifier: Apache-2.0
// Redirects from the internet into this machine's own network, played on loopback addresses of
// which 127.0.0.2 counts as public.
#include "fake_resolver.hpp"
#include "support/loopback_server.hpp"
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/net/fetch.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace cudaenv::net {
namespace {

using test::LoopbackServer;
using testing::AllOf;
using testing::HasSubstr;

class PublicServer : public testing::Test {
 protected:
    PublicServer() {
        options.is_public = [](const IpAddress& address) {
            return address == find_ip_address("127.0.0.2");
        };
        options.policy.plain_http_hosts = {kLoopbackName};
        options.retry.attempts = 1;
        for (LoopbackServer* server : {&here, &there}) server->serve("/x", "text");
    }
    Page fetch(const std::string& address, Reach reach = Reach::anywhere) {
        if (!client) client.emplace(options, environment, system_clock());
        return client->fetch_text(
            FetchRequest{parse_url(address, "a test"), reach}, 1000, CancelFlag());
    }
    Error failure(const std::string& address, Reach reach = Reach::anywhere) {
        try {
            fetch(address, reach);
        } catch (const Error& error) {
            return error;
        }
        ADD_FAILURE() << "no error";
        return {ErrorKind::internal, ""};
    }
    void redirect(LoopbackServer& from, const std::string& to) {
        test::Behaviour behaviour;
        behaviour.redirect_to = to;
        from.behave("/away", behaviour);
    }
    [[nodiscard]] std::string here_by_name() const {
        return std::string("http://") + kLoopbackName + ":" + std::to_string(here.port()) + "/x";
    }

    LoopbackServer here;
    LoopbackServer there{"127.0.0.2"};
    ClientOptions options;
    Environment environment;
    std::optional<Client> client;
};

TEST_F(PublicServer, MayRedirectToAPublicOne) {
    redirect(there, there.url("/x"));
    EXPECT_EQ(fetch(there.url("/away")).text, "text");
    EXPECT_EQ(fetch(there.url("/away")).response.reach, Reach::public_only);
}

TEST_F(PublicServer, MayNotRedirectToAnAddressOfThisNetwork) {
    redirect(there, here.url("/x"));
    const Error error = failure(there.url("/away"));
    EXPECT_EQ(error.kind(), ErrorKind::refused);
    EXPECT_THAT(error.message(), AllOf(HasSubstr("127.0.0.1"), HasSubstr("own network")));
    EXPECT_TRUE(here.requests().empty());
    EXPECT_EQ(here.connection_count(), 0U);
}

TEST_F(PublicServer, MayNotRedirectToANameOfThisNetwork) {
    redirect(there, here_by_name());
    EXPECT_EQ(failure(there.url("/away")).kind(), ErrorKind::refused);
    EXPECT_EQ(here.connection_count(), 0U);
}

TEST_F(PublicServer, MayNotRedirectToLocalhost) {
    redirect(there, "http://localhost:" + std::to_string(here.port()) + "/x");
    EXPECT_EQ(failure(there.url("/away")).kind(), ErrorKind::refused);
    EXPECT_EQ(here.connection_count(), 0U);
}

TEST_F(PublicServer, MayNotUseAConnectionThatIsOpenAlready) {
    EXPECT_EQ(fetch(here_by_name()).text, "text");
    redirect(there, here_by_name());
    EXPECT_EQ(failure(there.url("/away")).kind(), ErrorKind::refused);
    EXPECT_EQ(here.requests().size(), 1U);
}

TEST_F(PublicServer, MayNotComeBackThroughAnother) {
    redirect(there, there.url("/further"));
    test::Behaviour behaviour;
    behaviour.redirect_to = here.url("/x");
    there.behave("/further", behaviour);
    EXPECT_EQ(failure(there.url("/away")).kind(), ErrorKind::refused);
}

TEST_F(PublicServer, MayNotNameAnAddressOfThisNetworkOnAPage) {
    EXPECT_EQ(failure(here.url("/x"), Reach::public_only).kind(), ErrorKind::refused);
    EXPECT_EQ(failure(here_by_name(), Reach::public_only).kind(), ErrorKind::refused);
    EXPECT_EQ(fetch(there.url("/x"), Reach::public_only).text, "text");
}

TEST_F(PublicServer, MayBeNamedByOneOfThisNetwork) {
    redirect(here, there.url("/x"));
    EXPECT_EQ(fetch(here.url("/away")).text, "text");
    redirect(here, here.url("/x"));
    EXPECT_EQ(fetch(here.url("/away")).text, "text");
    EXPECT_EQ(fetch(here.url("/away")).response.reach, Reach::anywhere);
}

TEST_F(PublicServer, BehindAProxyIsJudgedByItsAddressAlone) {
    // "here" plays the proxy.
    options.proxy = parse_url(here.url(), "a test");
    options.policy.plain_http_hosts = {"a.test", "b.test"};
    test::Behaviour to_name;
    to_name.redirect_to = "http://b.test/y";
    here.behave("http://a.test/x", to_name);
    here.serve("http://b.test/y", "through the proxy");
    EXPECT_EQ(fetch("http://a.test/x").text, "through the proxy");
    for (const char* target : {"http://127.0.0.1/y", "http://localhost/y"}) {
        test::Behaviour to_address;
        to_address.redirect_to = target;
        here.behave("http://a.test/x", to_address);
        EXPECT_EQ(failure("http://a.test/x").kind(), ErrorKind::refused) << target;
    }
}

TEST_F(PublicServer, GetsNoCredentialsOfTheFirst) {
    const test::TempDir home;
    std::ofstream(home / ".netrc") << "machine 127.0.0.1 login ann password secret\n";
    environment = Environment({{"HOME", home.path().string()}});
    redirect(here, there.url("/x"));
    fetch("http://user:secret@127.0.0.1:" + std::to_string(here.port()) + "/away");
    EXPECT_EQ(here.requests().back().headers.count("authorization"), 1U);
    EXPECT_EQ(there.requests().back().headers.count("authorization"), 0U);
    fetch(here.url("/away"));
    EXPECT_EQ(here.requests().back().headers.count("authorization"), 1U);
    EXPECT_EQ(there.requests().back().headers.count("authorization"), 0U);
    std::ofstream(home / ".netrc") << "default login ann password secret\n";
    fetch(here.url("/away"));
    EXPECT_EQ(here.requests().back().headers.count("authorization"), 1U);
    EXPECT_EQ(there.requests().back().headers.count("authorization"), 0U);
    std::ofstream(home / ".netrc") << "machine 127.0.0.2 login eve password own\ndefault login ann";
    fetch(here.url("/away"));
    EXPECT_EQ(here.requests().back().headers.count("authorization"), 1U);
    EXPECT_EQ(there.requests().back().headers.count("authorization"), 0U)
        << "the user did not ask for anything there";
    std::filesystem::remove(home / ".netrc");
    redirect(here, "http://other:secret@127.0.0.2:" + std::to_string(there.port()) + "/x");
    fetch(here.url("/away"));
    EXPECT_EQ(there.requests().back().headers.count("authorization"), 0U);
    EXPECT_EQ(there.requests().back().method, "GET");
}

}  // namespace
}  // namespace cudaenv::net
