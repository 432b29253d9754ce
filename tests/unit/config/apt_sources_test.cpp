// SPDX-License-Identifier: Apache-2.0
// Which mirrors count, on machines as they are.
#include "support/temp_dir.hpp"

#include <cudaenv/config/apt_sources.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::config {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kDebianRelease =
    "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nVERSION_ID=\"12\"\nID=debian\n";

std::vector<std::string> texts_of(const std::vector<NamedUrl>& addresses) {
    std::vector<std::string> texts;
    for (const NamedUrl& address : addresses) texts.push_back(address.url.text());
    return texts;
}

class AptConfiguration : public testing::Test {
 protected:
    void SetUp() override { write("etc/os-release", kDebianRelease); }
    void write(const std::string& path, const std::string& text) {
        replace_file(root / path, text);
    }
    [[nodiscard]] AptConfig load() const { return load_apt_config(root.path()); }
    [[nodiscard]] std::vector<std::string> bases_of(const std::string& list) {
        write("etc/apt/sources.list", list);
        return texts_of(load().debian_bases);
    }
    test::TempDir root;
};

TEST_F(AptConfiguration, ReadsAContainerImage) {
    write("etc/apt/sources.list.d/debian.sources",
          "Types: deb\n"
          "# http://snapshot.example/archive/debian/20250520T000000Z\n"
          "URIs: http://mirror.example/debian\n"
          "Suites: bookworm bookworm-updates\n"
          "Components: main\n"
          "Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg\n"
          "\n"
          "Types: deb\n"
          "URIs: http://mirror.example/debian-security\n"
          "Suites: bookworm-security\n"
          "Components: main\n"
          "Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg\n");
    const AptConfig config = load();
    EXPECT_THAT(texts_of(config.debian_bases), ElementsAre("http://mirror.example/debian"));
    EXPECT_EQ(config.debian_bases.front().name,
              (root / "etc/apt/sources.list.d/debian.sources").string());
}

TEST_F(AptConfiguration, ReadsAServerWithThirdPartyArchives) {
    write("etc/apt/sources.list",
          "#deb cdrom:[Debian GNU/Linux 12.0.0 _Bookworm_ - Official amd64 DVD]/ bookworm main\n"
          "deb cdrom:[Debian GNU/Linux 12.0.0 _Bookworm_ - Official amd64 DVD]/ bookworm main\n"
          "deb http://ftp.example/debian/ bookworm main non-free-firmware\n"
          "deb-src http://source.example/debian/ bookworm main\n"
          "deb http://security.example/debian-security bookworm-security main\n"
          "deb http://ftp.example/debian/ bookworm-updates main\n"
          "deb https://other.example/debian bookworm-backports main\n");
    write("etc/apt/sources.list.d/docker.list",
          "deb [arch=amd64 signed-by=/etc/apt/keyrings/docker.asc] "
          "https://docker.example/linux/debian bookworm stable\n");
    write("etc/apt/sources.list.d/cloud.list",
          "deb https://cloud.example/apt cloud-sdk-bookworm main\n");
    write("etc/apt/sources.list.d/node.sources",
          "Types: deb\nURIs: https://node.example/node_20.x\nSuites: nodistro\nComponents: main\n");
    write("etc/apt/sources.list.d/browser.list",
          "deb [arch=amd64] https://browser.example/linux/deb/ stable main\n");
    write("etc/apt/sources.list.d/database.list",
          "deb https://database.example/apt bookworm-pgdg main\n");
    write("etc/apt/sources.list.d/vendor.list",
          "deb [signed-by=/usr/share/keyrings/vendor.gpg] https://vendor.example/debian/12/prod "
          "bookworm main\n");
    write("etc/apt/sources.list.d/old.list.save",
          "deb http://saved.example/debian bookworm main\n");
    EXPECT_THAT(texts_of(load().debian_bases),
                ElementsAre("http://ftp.example/debian", "https://other.example/debian"));
    EXPECT_EQ(load().debian_bases.front().name, (root / "etc/apt/sources.list").string());
}

TEST_F(AptConfiguration, ReadsMirrorListsOfCloudImages) {
    write("etc/apt/sources.list.d/debian.sources",
          "Types: deb deb-src\nURIs: mirror+file:///etc/apt/mirrors/debian.list\n"
          "Suites: bookworm bookworm-updates bookworm-backports\nComponents: main\n\n"
          "Types: deb\nURIs: mirror+file:///etc/apt/mirrors/debian-security.list\n"
          "Suites: bookworm-security\nComponents: main\n");
    write(
        "etc/apt/mirrors/debian.list",
        "# nearest first\nhttps://near.example/debian\tpriority:1\nhttps://far.example/debian/\n");
    write("etc/apt/mirrors/debian-security.list", "https://near.example/debian-security\n");
    EXPECT_THAT(texts_of(load().debian_bases),
                ElementsAre("https://near.example/debian", "https://far.example/debian"));
}

struct Row {
    const char* name;
    const char* line;
    std::vector<std::string> bases;
};

class AptLine : public AptConfiguration, public testing::WithParamInterface<Row> {};

TEST_P(AptLine, GivesItsBase) {
    EXPECT_EQ(bases_of(GetParam().line), GetParam().bases);
}

INSTANTIATE_TEST_SUITE_P(
    Lines,
    AptLine,
    testing::Values(
        Row{"Https", "deb https://m.example/debian trixie main", {"https://m.example/debian"}},
        Row{"Directory", "deb file:/srv/debian sid main", {"file:///srv/debian"}},
        Row{"Proxy",
            "deb http://cache.example:9999/pool-proxy bookworm main contrib",
            {"http://cache.example:9999/pool-proxy"}},
        Row{"UpdatesOfANamelessMirror",
            "deb http://m.example/apt bookworm-updates main",
            {"http://m.example/apt"}},
        Row{"OwnKeyring",
            "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.pgp] http://m.example/x "
            "stable main",
            {"http://m.example/x"}},
        Row{"Once",
            "deb http://m.example/debian sid main\ndeb http://m.example/debian/ sid contrib",
            {"http://m.example/debian"}},
        Row{"NamelessStable", "deb http://m.example/apt stable main", {}},
        Row{"OldStyleSecurity", "deb http://m.example/debian-security buster/updates main", {}},
        Row{"SecurityHost", "deb http://security.example/debian bookworm main", {}},
        Row{"SecuritySuite", "deb http://m.example/debian bookworm-security main", {}},
        Row{"OtherComponent", "deb http://m.example/debian bookworm stable", {}},
        Row{"OtherSuite", "deb http://m.example/debian kali-rolling main", {}},
        Row{"Tor", "deb tor+http://m.example/debian bookworm main", {}},
        Row{"Credentials",
            "deb https://user:pw@m.example/debian bookworm main",
            {"https://user:pw@m.example/debian"}},
        Row{"Malformed", "deb https://user:12/3@m.example/debian bookworm main", {}},
        Row{"RemoteMirrorList", "deb mirror+https://m.example/debian bookworm main", {}},
        Row{"AbsentMirrorList", "deb mirror+file:/etc/apt/absent bookworm main", {}}),
    [](const auto& row) { return row.param.name; });

TEST_F(AptConfiguration, IsEmptyOnOtherDistributions) {
    const char* list = "deb http://archive.example/debian bookworm main\n";
    struct {
        const char* release;
        bool counts;
    } rows[] = {{"ID=ubuntu\nID_LIKE=debian\n", false},
                {"ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", false},
                {"ID=fedora\n", false},
                {"", false},
                {"ID=linuxmint\nID_LIKE=debian\n", true},
                {"ID=\"debian\"\n", true}};
    for (const auto& row : rows) {
        write("etc/os-release", row.release);
        EXPECT_EQ(!bases_of(list).empty(), row.counts) << row.release;
    }
}

TEST_F(AptConfiguration, ReadsTheOtherPlaceOfOsRelease) {
    std::filesystem::remove(root / "etc/os-release");
    write("usr/lib/os-release", kDebianRelease);
    EXPECT_THAT(bases_of("deb http://m.example/debian sid main\n"),
                ElementsAre("http://m.example/debian"));
}

TEST_F(AptConfiguration, IsEmptyWithoutApt) {
    const AptConfig config = load();
    EXPECT_THAT(config.debian_bases, IsEmpty());
    EXPECT_EQ(config.http_proxy, std::nullopt);
}

TEST_F(AptConfiguration, TakesTheProxyThatIsReadLast) {
    write("etc/apt/apt.conf.d/01proxy", "Acquire::http::Proxy \"http://a.example:3142\";\n");
    EXPECT_EQ(load().http_proxy->text(), "http://a.example:3142/");
    write("etc/apt/apt.conf.d/02proxy.conf",
          "Acquire { http { Proxy \"http://b.example\"; }; };\n");
    EXPECT_EQ(load().http_proxy->text(), "http://b.example/");
    write("etc/apt/apt.conf.d/03proxy.bak", "Acquire::http::Proxy \"http://backup.example\";\n");
    EXPECT_EQ(load().http_proxy->text(), "http://b.example/");
    write("etc/apt/apt.conf", "Acquire::http::Proxy \"http://u:12/s3cr3t@b.example\";\n");
    EXPECT_EQ(load().http_proxy, std::nullopt);
    EXPECT_THAT(load().fault.value_or(""),
                testing::AllOf(testing::HasSubstr((root / "etc/apt/apt.conf").string()),
                               testing::Not(testing::HasSubstr("s3cr3t"))));
    write("etc/apt/apt.conf", "Acquire::http::Proxy \"DIRECT\";\n");
    EXPECT_EQ(load().http_proxy, std::nullopt);
}

}  // namespace
}  // namespace cudaenv::config
