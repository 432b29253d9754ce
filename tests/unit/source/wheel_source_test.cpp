// SPDX-License-Identifier: Apache-2.0
// Where wheels are looked for, with directories in the place of servers.
#include "source/wheel_source.hpp"

#include "open_source.hpp"
#include "support/loopback_server.hpp"
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/files.hpp>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace cudaenv::source {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kWheel = "nvidia_nvvm-13.0.88-py3-none-manylinux2010_x86_64.whl";

catalog::Archive pinned() {
    catalog::Archive archive;
    archive.path = std::string("nvidia-nvvm/") + kWheel;
    archive.sha256 = *find_sha256(std::string(64, 'a'));
    return archive;
}

std::vector<std::string> locate(const Settings& settings) {
    const WheelSource source(settings);
    TestConnection connection(source);
    return texts_of(connection->locate(pinned(), {}, CancelFlag()));
}

Error locate_error(const Settings& settings) {
    try {
        locate(settings);
    } catch (const Error& error) {
        return error;
    }
    return {ErrorKind::internal, "found"};
}

std::string file_address(const std::filesystem::path& path) {
    return "file://" + path.string();
}

class WheelPlaces : public testing::Test {
 protected:
    /// An index whose only page links to `reference`.
    NamedUrl index(const std::string& name, const std::string& reference) {
        replace_file(places_ / (name + "/nvidia-nvvm/index.html"),
                     "<a href=\"" + reference + "\">x</a>");
        return named(file_address(places_ / name));
    }
    test::TempDir places_;
    Settings settings_;
};

TEST_F(WheelPlaces, FindsAWheelOnAnIndex) {
    settings_.wheel_indexes = {index("simple", std::string("../../packages/") + kWheel)};
    EXPECT_THAT(locate(settings_),
                ElementsAre(file_address(places_ / ("packages/" + std::string(kWheel)))));
}

TEST_F(WheelPlaces, GoesOnToTheNextIndex) {
    settings_.wheel_indexes = {named(file_address(places_ / "absent")),
                               index("other", "nvidia_nvvm-13.0.89-py3-none-any.whl"),
                               index("simple", kWheel)};
    EXPECT_THAT(locate(settings_),
                ElementsAre(HasSubstr("/simple/nvidia-nvvm/nvidia_nvvm-13.0.88")));
}

TEST_F(WheelPlaces, ReadsAnIndexPageOnce) {
    settings_.wheel_indexes = {index("simple", kWheel)};
    const WheelSource source(settings_);
    TestConnection connection(source);
    const auto first = connection->locate(pinned(), {}, CancelFlag());
    remove_tree(places_ / "simple");
    EXPECT_EQ(connection->locate(pinned(), {}, CancelFlag()), first);
}

TEST_F(WheelPlaces, PrefersFindLinksInEveryForm) {
    const std::string wheel = places_ / ("my wheels/" + std::string(kWheel));
    replace_file(wheel, "");
    replace_file(places_ / "page.html", "<a href='elsewhere/" + std::string(kWheel) + "'>");
    replace_file(places_ / "renamed/NVIDIA-nvvm-13.0.88-py3-none-manylinux2010_x86_64.whl", "");
    const std::string url = file_address(places_ / ("my%20wheels/" + std::string(kWheel)));
    struct Row {
        std::string place, url;
    };
    const Row rows[] = {
        {places_ / "my wheels", url},
        {file_address(places_ / "my%20wheels"), url},
        {wheel, url},
        {places_ / "page.html", file_address(places_ / ("elsewhere/" + std::string(kWheel)))},
        {places_ / "renamed",
         file_address(places_ / "renamed/NVIDIA-nvvm-13.0.88-py3-none-manylinux2010_x86_64.whl")},
    };
    settings_.wheel_indexes = {index("simple", kWheel)};
    for (const Row& row : rows) {
        settings_.find_links = {named(row.place)};
        EXPECT_THAT(locate(settings_), ElementsAre(row.url)) << row.place;
    }
}

TEST_F(WheelPlaces, PassOverFindLinksWithoutTheWheel) {
    replace_file(places_ / "wheels/other.whl", "");
    settings_.find_links = {
        named(places_ / "wheels"), named(places_ / "wheels/other.whl"), named(places_ / "absent")};
    settings_.wheel_indexes = {index("simple", kWheel)};
    EXPECT_THAT(locate(settings_), ElementsAre(HasSubstr("/simple/")));
}

TEST_F(WheelPlaces, ReportWhatNoneOfThemHas) {
    settings_.find_links = {named(places_ / "wheels", "PIP_FIND_LINKS")};
    settings_.wheel_indexes = {index("simple", "other.whl")};
    settings_.wheel_indexes[0].name = "PIP_INDEX_URL";
    const Error error = locate_error(settings_);
    EXPECT_EQ(error.kind(), ErrorKind::network);
    EXPECT_EQ(error.message(),
              std::string(kWheel) + " of project nvidia-nvvm is not on PIP_FIND_LINKS (" +
                  (places_ / "wheels").string() + "), PIP_INDEX_URL (" +
                  (places_ / "simple").string() + ")");
    EXPECT_EQ(error.cure(), Cure(Advice::other_index_or_source));
}

TEST_F(WheelPlaces, ReportAFailureRatherThanAbsence) {
    settings_.wheel_indexes = {named("http://127.0.0.1:1/simple"), index("simple", "other.whl")};
    EXPECT_EQ(locate_error(settings_).kind(), ErrorKind::network);
}

TEST_F(WheelPlaces, ReportAForeignDigest) {
    settings_.wheel_indexes = {
        index("simple", std::string(kWheel) + "#sha256=" + std::string(64, 'b'))};
    EXPECT_EQ(locate_error(settings_).kind(), ErrorKind::integrity);
}

TEST_F(WheelPlaces, StopWhenCancelled) {
    settings_.wheel_indexes = {index("simple", kWheel)};
    const WheelSource source(settings_);
    TestConnection connection(source);
    CancelFlag cancel;
    cancel.set();
    EXPECT_THROW(connection->locate(pinned(), {}, cancel), Interrupted);
}

TEST_F(WheelPlaces, TellWhetherOneOfThemAnswers) {
    settings_.find_links = {named(places_ / "absent")};
    settings_.wheel_indexes = {index("simple", kWheel)};
    const WheelSource source(settings_);
    TestConnection connection(source);
    EXPECT_EQ(connection->unreachable_reason(std::chrono::seconds(2), CancelFlag()), std::nullopt);
    settings_.wheel_indexes.clear();
    const WheelSource absent(settings_);
    EXPECT_THAT(TestConnection(absent)
                    ->unreachable_reason(std::chrono::seconds(2), CancelFlag())
                    .value_or(""),
                HasSubstr("absent"));
}

class WheelServer : public testing::Test {
 protected:
    void serve_json(const std::string& path, const std::string& url) {
        server_.serve(path,
                      R"({"meta":{"api-version":"1.1"},"files":[{"filename":")" +
                          std::string(kWheel) + R"(","url":")" + url + R"(","hashes":{"sha256":")" +
                          std::string(64, 'a') + R"("}}]})");
        test::Behaviour behaviour;
        behaviour.content_type = "application/vnd.pypi.simple.v1+json; charset=utf-8";
        server_.behave(path, behaviour);
    }
    test::LoopbackServer server_;
    Settings settings_;
};

TEST_F(WheelServer, IsAskedForJsonAndBelieved) {
    serve_json("/simple/nvidia-nvvm/", "../../packages/a.whl#sha256=00");
    settings_.wheel_indexes = {named(server_.url("/simple"))};
    EXPECT_THAT(locate(settings_), ElementsAre(server_.url("/packages/a.whl")));
    const auto requests = server_.requests("/simple/nvidia-nvvm/");
    ASSERT_EQ(requests.size(), 1U);
    EXPECT_THAT(requests[0].headers.at("accept"),
                HasSubstr("application/vnd.pypi.simple.v1+json, "));
}

TEST_F(WheelServer, MayAnswerHtml) {
    server_.serve("/simple/nvidia-nvvm/", "<a href='../" + std::string(kWheel) + "'>x</a>");
    test::Behaviour behaviour;
    behaviour.content_type = "text/html";
    server_.behave("/simple/nvidia-nvvm/", behaviour);
    settings_.wheel_indexes = {named(server_.url("/simple/"))};
    EXPECT_THAT(locate(settings_), ElementsAre(server_.url("/simple/" + std::string(kWheel))));
}

TEST_F(WheelServer, MayRedirectItsPages) {
    test::Behaviour behaviour;
    behaviour.redirect_to = "/elsewhere/nvidia-nvvm/";
    server_.behave("/simple/nvidia-nvvm/", behaviour);
    serve_json("/elsewhere/nvidia-nvvm/", "a.whl");
    settings_.wheel_indexes = {named(server_.url("/simple"))};
    EXPECT_THAT(locate(settings_), ElementsAre(server_.url("/elsewhere/nvidia-nvvm/a.whl")));
}

TEST_F(WheelServer, MayBeAFindLinksPage) {
    server_.serve("/wheels.html", "<a href='" + std::string(kWheel) + "'>x</a>");
    settings_.find_links = {named(server_.url("/wheels.html"))};
    EXPECT_THAT(locate(settings_), ElementsAre(server_.url("/" + std::string(kWheel))));
}

TEST_F(WheelServer, GetsItsCredentialsWithEveryFile) {
    serve_json("/simple/nvidia-nvvm/", "/packages/a.whl");
    const std::string host = "127.0.0.1:" + std::to_string(server_.port());
    settings_.wheel_indexes = {named("http://user:secret@" + host + "/simple")};
    EXPECT_THAT(locate(settings_), ElementsAre("http://user:secret@" + host + "/packages/a.whl"));
}

TEST_F(WheelServer, GetsNothingFromNetrcForServersThatItsPageNames) {
    const test::TempDir home;
    test::LoopbackServer other;
    const std::string other_by_name = "http://localhost:" + std::to_string(other.port());
    const std::string wheel = kWheel;
    for (const char* entry : {"default", "machine 127.0.0.1", "machine localhost"}) {
        replace_file(home / ".netrc", std::string(entry) + " login ann password secret\n");
        const Environment environment({{"HOME", home.path().string()}});
        for (const std::string& page :
             {fmt::format("<a href='{}'>x</a>", other.url("/" + wheel)),
              fmt::format("<a href='{}/{}'>x</a>", other_by_name, wheel),
              fmt::format("<base href='{}/'><a href='{}'>x</a>", other_by_name, wheel)}) {
            other.serve("/" + wheel, "text");
            server_.serve("/simple/nvidia-nvvm/", page);
            settings_.wheel_indexes = {named(server_.url("/simple"))};
            const WheelSource source(settings_);
            TestConnection connection(source, environment);
            const Address found = connection->locate(pinned(), {}, CancelFlag()).front();
            connection->fetch_text({found.url, found.reach}, 100, CancelFlag());
            EXPECT_EQ(other.requests().back().headers.count("authorization"), 0U) << entry << page;
        }
    }
}

TEST_F(WheelServer, GetsWhatNetrcHasForItWithEveryFile) {
    const test::TempDir home;
    replace_file(home / ".netrc", "machine 127.0.0.1 login ann password secret\n");
    const Environment environment({{"HOME", home.path().string()}});
    serve_json("/simple/nvidia-nvvm/", "/packages/a.whl");
    server_.serve("/packages/a.whl", "text");
    settings_.wheel_indexes = {named(server_.url("/simple"))};
    const WheelSource source(settings_);
    TestConnection connection(source, environment);
    const Address found = connection->locate(pinned(), {}, CancelFlag()).front();
    connection->fetch_text({found.url, found.reach}, 100, CancelFlag());
    for (const auto& request : server_.requests())
        EXPECT_EQ(request.headers.count("authorization"), 1U) << request.path;
}

TEST_F(WheelServer, AnswersSeveralThreads) {
    serve_json("/simple/nvidia-nvvm/", "a.whl");
    settings_.wheel_indexes = {named(server_.url("/simple"))};
    const WheelSource source(settings_);
    std::vector<std::vector<std::string>> found(4);
    std::vector<std::thread> threads;
    threads.reserve(found.size());
    for (std::vector<std::string>& urls : found) {
        threads.emplace_back([&source, &urls] {
            TestConnection connection(source);
            urls = texts_of(connection->locate(pinned(), {}, CancelFlag()));
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_THAT(found, testing::Each(ElementsAre(server_.url("/simple/nvidia-nvvm/a.whl"))));
}

TEST(WheelSource, IsUnusableWithoutAnyPlace) {
    EXPECT_EQ(WheelSource({}).find_obstacle(),
              (Obstacle{"no package index is configured",
                        "set PIP_INDEX_URL, index-url in pip.conf, or PIP_FIND_LINKS=<directory of "
                        "wheels>"}));
    Settings settings;
    settings.find_links = {named("/srv/wheels")};
    EXPECT_EQ(WheelSource(settings).find_obstacle(), std::nullopt);
    settings = {};
    settings.wheel_indexes = {named("https://index.example.com/simple")};
    EXPECT_EQ(WheelSource(settings).find_obstacle(), std::nullopt);
    settings.wheel_fault = "the address in PIP_INDEX_URL is malformed: it has no scheme";
    EXPECT_EQ(WheelSource(settings).find_obstacle(), Obstacle{*settings.wheel_fault});
}

TEST(WheelSource, TalksAsPipIsConfigured) {
    Settings settings;
    settings.wheel_ca_bundle = "/etc/ssl/corporate.pem";
    settings.wheel_proxy = parse_url("http://proxy.example.com:3128", "a test");
    settings.plain_http_hosts = {"index.example.com"};
    const net::ClientOptions options = WheelSource(settings).client_options();
    EXPECT_EQ(options.ca_bundle, "/etc/ssl/corporate.pem");
    EXPECT_EQ(options.proxy, settings.wheel_proxy);
    EXPECT_THAT(options.policy.plain_http_hosts, ElementsAre("index.example.com"));
}

TEST(WheelSource, NamesThePlacesThatTheUserNamed) {
    Settings settings;
    settings.find_links = {named("/srv/wheels"), named("https://links.example.com/x")};
    settings.wheel_indexes = {named("https://index.example.com/simple")};
    EXPECT_THAT(
        WheelSource(settings).client_options().named_by_user,
        ElementsAre(
            settings.find_links[0].url, settings.find_links[1].url, settings.wheel_indexes[0].url));
}

TEST(WheelSource, CallsAWheelByItsProject) {
    EXPECT_EQ(WheelSource({}).label(pinned()), "nvidia-nvvm");
}

TEST(WheelSource, MapsByTheProjectInThePath) {
    const auto mapping = WheelSource({}).mapping(pinned(), {});
    EXPECT_EQ(mapping("nvidia_nvvm-13.0.88.dist-info/licenses/License.txt")->path,
              "share/licenses/nvidia-nvvm/License.txt");
}

TEST(WheelSource, CompletesTheTree) {
    const test::TempDir part;
    replace_file(part / "lib/libcudart.so.13", "");
    TreeWriter tree(part.path());
    WheelSource({}).complete(tree, {}, "/", CancelFlag());
    EXPECT_EQ(std::filesystem::read_symlink(part / "lib/libcudart.so"), "libcudart.so.13");
}

}  // namespace
}  // namespace cudaenv::source
