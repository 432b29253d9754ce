// SPDX-License-Identifier: Apache-2.0
// What a connection keeps from request to request, and what it keeps to itself.
#include "open_source.hpp"
#include "support/loopback_server.hpp"
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/source/sources.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::source {
namespace {

catalog::Archive archive_at(const std::string& path) {
    catalog::Archive archive;
    archive.path = path;
    return archive;
}

class OpenSource : public testing::Test {
 protected:
    OpenSource() {
        settings_.redist_url = named(server_.url("/compute"));
        settings_.debian_bases = {named(server_.url("/debian"))};
    }
    /// The archive's text, as a worker gets it.
    static std::string fetch(Connection& connection, const std::string& path) {
        const Address found = connection.locate(archive_at(path), {}, CancelFlag()).front();
        return connection.fetch_text({found.url, found.reach}, 100, CancelFlag()).text;
    }

    test::LoopbackServer server_;
    Settings settings_;
};

TEST_F(OpenSource, GoesByOneConnectionForAllItsRequests) {
    server_.serve("/compute/cuda/redist/", "");
    const auto source = make_source(SourceName::redist, settings_);
    TestConnection connection(*source);
    EXPECT_EQ(connection->unreachable_reason(std::chrono::seconds(5), CancelFlag()), std::nullopt);
    for (const char* name : {"a", "b", "c"}) {
        server_.serve("/compute/cuda/redist/" + std::string(name), name);
        EXPECT_EQ(fetch(connection, name), name);
    }
    EXPECT_EQ(server_.requests().size(), 4U);
    EXPECT_EQ(server_.connection_count(), 1U);
}

TEST_F(OpenSource, ServesOnAfterAFailure) {
    server_.serve("/compute/cuda/redist/b", "b");
    const auto source = make_source(SourceName::redist, settings_);
    TestConnection connection(*source);
    EXPECT_THROW(fetch(connection, "absent"), Error);
    CancelFlag cancelled;
    cancelled.set();
    EXPECT_THROW(connection->fetch_text({named(server_.url("/x")).url}, 1, cancelled), Interrupted);
    EXPECT_EQ(fetch(connection, "b"), "b");
}

TEST_F(OpenSource, HasPermissionsAndProxyOfItsOwnOnly) {
    settings_.debian_bases = {named("http://mirror.example.com/debian")};
    settings_.debian_proxy = parse_url(server_.url(), "a test");
    const auto debian = make_source(SourceName::debian, settings_);
    const auto redist = make_source(SourceName::redist, settings_);
    TestConnection to_debian(*debian);
    TestConnection to_redist(*redist);
    server_.serve("/compute/cuda/redist/a", "a");
    EXPECT_EQ(fetch(to_redist, "a"), "a");
    EXPECT_EQ(server_.requests().back().path, "/compute/cuda/redist/a") << "not through the proxy";
    EXPECT_THROW(fetch(to_debian, "a.deb"), Error);
    EXPECT_EQ(server_.requests().back().path, "http://mirror.example.com/debian/a.deb");
    const net::FetchRequest request{parse_url("http://mirror.example.com/debian/a.deb", "a test")};
    try {
        to_redist->fetch_text(request, 100, CancelFlag());
        ADD_FAILURE() << "plain http is permitted to who did not ask for it";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::refused);
    }
}

TEST_F(OpenSource, TakesItsProxyFromTheEnvironmentThatIsGiven) {
    const auto source = make_source(SourceName::redist, settings_);
    EXPECT_THROW(
        source->connect(Environment(Environment::Map{{"http_proxy", "http://["}}), system_clock()),
        Error);
}

}  // namespace
}  // namespace cudaenv::source
