// SPDX-License-Identifier: Apache-2.0
// Which variables decide how hosts are reached.
#include "net/connection.hpp"

#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::net {
namespace {

ConnectionSettings settings_of(const Environment::Map& variables,
                               const ClientOptions& options = {}) {
    return make_connection_settings(options, Environment(variables));
}

TEST(ConnectionSettings, AreEmptyInAnEmptyEnvironment) {
    const ConnectionSettings settings = settings_of({});
    EXPECT_FALSE(settings.http_proxy);
    EXPECT_FALSE(settings.https_proxy);
    EXPECT_EQ(settings.ca_file + settings.ca_directory, "");
    EXPECT_EQ(settings.no_proxy + settings.netrc_file, "");
}

TEST(ConnectionSettings, TakeProxiesByScheme) {
    const ConnectionSettings settings = settings_of({{"http_proxy", "http://a"},
                                                     {"HTTPS_PROXY", "http://b"},
                                                     {"all_proxy", "http://c"},
                                                     {"NO_PROXY", ".d"}});
    EXPECT_EQ(settings.http_proxy->text(), "http://a/");
    EXPECT_EQ(settings.https_proxy->text(), "http://b/");
    EXPECT_EQ(settings.no_proxy, ".d");
}

TEST(ConnectionSettings, FallBackToTheProxyForAll) {
    const ConnectionSettings settings = settings_of({{"ALL_PROXY", "http://c"}});
    EXPECT_EQ(settings.http_proxy->text(), "http://c/");
    EXPECT_EQ(settings.https_proxy->text(), "http://c/");
}

TEST(ConnectionSettings, IgnoreTheVariableThatRequestsCanSet) {
    EXPECT_FALSE(settings_of({{"HTTP_PROXY", "http://evil"}}).http_proxy);
}

TEST(ConnectionSettings, PreferTheProxyOption) {
    ClientOptions options;
    options.proxy = parse_url("http://option", "a test");
    const ConnectionSettings settings = settings_of({{"https_proxy", "http://variable"}}, options);
    EXPECT_EQ(settings.https_proxy->text(), "http://option/");
    EXPECT_EQ(settings.http_proxy->text(), "http://option/");
}

TEST(ConnectionSettings, NameTheVariableOfAMalformedProxyAndNothingOfItsText) {
    for (const char* variable : {"http_proxy", "https_proxy", "HTTPS_PROXY", "ALL_PROXY"}) {
        try {
            settings_of({{variable, "http://user:s3cr3t/t0ken@proxy.example:3128"}});
            ADD_FAILURE() << variable;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::usage);
            EXPECT_THAT(
                error.message(),
                testing::StartsWith(std::string("the proxy in ") + variable + " is malformed: "));
            EXPECT_THAT(error.message(), testing::Not(testing::HasSubstr("s3cr3t")));
        }
    }
}

TEST(ConnectionSettings, KnowWhatGoesThroughTheProxy) {
    const ConnectionSettings settings =
        settings_of({{"http_proxy", "http://a"}, {"NO_PROXY", "d.example"}});
    const auto proxy_for = [&](const char* url) {
        return settings.proxy_for(parse_url(url, "a test"));
    };
    EXPECT_EQ(proxy_for("http://e.example/"), &*settings.http_proxy);
    EXPECT_EQ(proxy_for("http://d.example/"), nullptr);
    EXPECT_EQ(proxy_for("https://e.example/"), nullptr);
}

TEST(ConnectionSettings, TakeTrustFromVariables) {
    const ConnectionSettings settings = settings_of(
        {{"SSL_CERT_FILE", "/a.pem"}, {"SSL_CERT_DIR", "/certs"}, {"CURL_CA_BUNDLE", "/b.pem"}});
    EXPECT_EQ(settings.ca_file, "/a.pem");
    EXPECT_EQ(settings.ca_directory, "/certs");
    EXPECT_EQ(settings_of({{"CURL_CA_BUNDLE", "/b.pem"}}).ca_file, "/b.pem");
}

TEST(ConnectionSettings, TakeAFileOrADirectoryAsBundle) {
    const test::TempDir directory;
    ClientOptions options;
    options.ca_bundle = directory.path().string();
    EXPECT_EQ(settings_of({{"SSL_CERT_FILE", "/a.pem"}}, options).ca_directory, directory.path());
    EXPECT_EQ(settings_of({{"SSL_CERT_FILE", "/a.pem"}}, options).ca_file, "");
    options.ca_bundle = "/bundle.pem";
    EXPECT_EQ(settings_of({}, options).ca_file, "/bundle.pem");
}

TEST(ConnectionSettings, FindNetrc) {
    EXPECT_EQ(settings_of({{"HOME", "/home/u"}}).netrc_file, "/home/u/.netrc");
    EXPECT_EQ(settings_of({{"HOME", "/home/u"}, {"NETRC", "/n"}}).netrc_file, "/n");
}

}  // namespace
}  // namespace cudaenv::net
