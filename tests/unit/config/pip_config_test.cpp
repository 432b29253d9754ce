// SPDX-License-Identifier: Apache-2.0
// pip's order of precedence, as measured with pip itself.
#include "support/temp_dir.hpp"

#include <cudaenv/config/pip_config.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::config {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> texts_of(const std::vector<NamedUrl>& addresses) {
    std::vector<std::string> texts;
    for (const NamedUrl& address : addresses) texts.push_back(address.url.text());
    return texts;
}

class PipConfiguration : public testing::Test {
 protected:
    [[nodiscard]] PipConfig load() const { return load_pip_config(environment, root.path(), {}); }
    void write(const std::string& path, const std::string& text) {
        replace_file(root / path, text);
    }
    /// The first index when `[section] index-url` stands in `path`.
    void set_index(const std::string& path, const std::string& section, const std::string& host) {
        write(path, "[" + section + "]\nindex-url = https://" + host + "/simple/\n");
    }
    [[nodiscard]] std::string first_index() const {
        const PipConfig config = load();
        return config.indexes.empty() ? "" : config.indexes.front().url.text();
    }
    void install_pip() {
        write("usr/lib/python3/dist-packages/pip/_internal/models/index.py",
              "\nPyPI = PackageIndex(\"https://index.example/\", file_storage_domain=\"x\")\n");
    }

    test::TempDir root;
    Environment environment{{{"HOME", (root / "home").string()}}};
};

TEST_F(PipConfiguration, IsEmptyOnABareMachine) {
    const PipConfig config = load();
    EXPECT_THAT(config.indexes, IsEmpty());
    EXPECT_THAT(config.find_links, IsEmpty());
    EXPECT_EQ(config.ca_bundle, std::nullopt);
}

TEST_F(PipConfiguration, FallsBackToTheIndexOfAnInstalledPip) {
    install_pip();
    const PipConfig config = load();
    EXPECT_THAT(texts_of(config.indexes), ElementsAre("https://index.example/simple/"));
    EXPECT_THAT(config.indexes.front().name, EndsWith("pip/_internal/models/index.py"));
}

TEST_F(PipConfiguration, ReadsFilesFromLowToHigh) {
    set_index("etc/xdg/pip/pip.conf", "global", "xdg.example");
    EXPECT_EQ(first_index(), "https://xdg.example/simple/");
    set_index("etc/pip.conf", "global", "etc.example");
    EXPECT_EQ(first_index(), "https://etc.example/simple/");
    set_index("home/.pip/pip.conf", "global", "legacy.example");
    EXPECT_EQ(first_index(), "https://legacy.example/simple/");
    set_index("home/.config/pip/pip.conf", "global", "user.example");
    EXPECT_EQ(first_index(), "https://user.example/simple/");
    set_index("venv/pip.conf", "global", "site.example");
    environment.set("VIRTUAL_ENV", (root / "venv").string());
    EXPECT_EQ(first_index(), "https://site.example/simple/");
    EXPECT_EQ(load().indexes.front().name, (root / "venv/pip.conf").string());
    set_index("named.conf", "global", "named.example");
    environment.set("PIP_CONFIG_FILE", (root / "named.conf").string());
    EXPECT_EQ(first_index(), "https://named.example/simple/");
    environment.set("PIP_INDEX_URL", "https://variable.example/simple/");
    EXPECT_EQ(first_index(), "https://variable.example/simple/");
    EXPECT_EQ(load().indexes.front().name, "PIP_INDEX_URL");
}

TEST_F(PipConfiguration, HonoursXdgDirectories) {
    set_index("a/pip/pip.conf", "global", "a.example");
    set_index("b/pip/pip.conf", "global", "b.example");
    environment.set("XDG_CONFIG_DIRS", (root / "a").string() + ":" + (root / "b").string());
    EXPECT_EQ(first_index(), "https://b.example/simple/");
    set_index("c/pip/pip.conf", "global", "c.example");
    environment.set("XDG_CONFIG_HOME", (root / "c").string());
    EXPECT_EQ(first_index(), "https://c.example/simple/");
}

TEST_F(PipConfiguration, LetsSectionsBeatFiles) {
    set_index("etc/pip.conf", "download", "section.example");
    set_index("home/.config/pip/pip.conf", "global", "file.example");
    EXPECT_EQ(first_index(), "https://section.example/simple/");
}

TEST_F(PipConfiguration, ReadsNoSectionOfAnotherCommand) {
    set_index("etc/pip.conf", "list", "list.example");
    EXPECT_EQ(first_index(), "");
}

TEST_F(PipConfiguration, SkipsUserFilesWhenAFileIsNamed) {
    set_index("home/.config/pip/pip.conf", "global", "user.example");
    write("named.conf", "");
    environment.set("PIP_CONFIG_FILE", (root / "named.conf").string());
    EXPECT_EQ(first_index(), "");
    environment.set("PIP_CONFIG_FILE", (root / "absent.conf").string());
    EXPECT_EQ(first_index(), "https://user.example/simple/");
}

TEST_F(PipConfiguration, SkipsAllFilesForDevNull) {
    set_index("etc/pip.conf", "global", "etc.example");
    environment.set("PIP_CONFIG_FILE", "/dev/null");
    EXPECT_EQ(first_index(), "");
}

TEST_F(PipConfiguration, IgnoresEmptyValues) {
    set_index("etc/pip.conf", "global", "etc.example");
    write("home/.config/pip/pip.conf", "[download]\nindex-url =\n");
    environment.set("PIP_INDEX_URL", "");
    EXPECT_EQ(first_index(), "https://etc.example/simple/");
}

TEST_F(PipConfiguration, AppendsExtraIndexes) {
    write("etc/pip.conf",
          "[global]\nindex_url = https://a.example/simple/\nextra-index-url =\n    "
          "https://b.example/\n    https://c.example/\n");
    EXPECT_THAT(
        texts_of(load().indexes),
        ElementsAre("https://a.example/simple/", "https://b.example/", "https://c.example/"));
    environment.set("PIP_EXTRA_INDEX_URL", "https://d.example/");
    EXPECT_THAT(texts_of(load().indexes),
                ElementsAre("https://a.example/simple/", "https://d.example/"));
}

TEST_F(PipConfiguration, NamesTheOriginOfExtraIndexesAlone) {
    environment.set("PIP_EXTRA_INDEX_URL", "https://d.example/");
    EXPECT_THAT(texts_of(load().indexes), ElementsAre("https://d.example/"));
    EXPECT_EQ(load().indexes.front().name, "PIP_EXTRA_INDEX_URL");
}

TEST_F(PipConfiguration, ForgetsAllIndexesWithNoIndex) {
    install_pip();
    set_index("etc/pip.conf", "global", "etc.example");
    environment.set("PIP_FIND_LINKS", "/srv/wheels https://links.example/page.html");
    for (const char* yes : {"1", "true", "Yes", "on"}) {
        environment.set("PIP_NO_INDEX", yes);
        EXPECT_THAT(load().indexes, IsEmpty()) << yes;
        EXPECT_THAT(texts_of(load().find_links),
                    ElementsAre("file:///srv/wheels", "https://links.example/page.html"));
    }
    environment.set("PIP_NO_INDEX", "0");
    EXPECT_EQ(first_index(), "https://etc.example/simple/");
}

TEST_F(PipConfiguration, ReadsTheOtherOptions) {
    write("etc/pip.conf",
          "[global]\ncert = /etc/bundle.pem\nproxy = http://proxy.example:3128\ntrusted-host = "
          "a.example\n    b.example:8080\n");
    const PipConfig config = load();
    EXPECT_EQ(config.ca_bundle, "/etc/bundle.pem");
    EXPECT_EQ(config.proxy->text(), "http://proxy.example:3128/");
    EXPECT_THAT(config.trusted_hosts, ElementsAre("a.example", "b.example:8080"));
}

TEST_F(PipConfiguration, TakesTheBundleOfRequestsWhenNoneIsSet) {
    environment.set("REQUESTS_CA_BUNDLE", "/requests.pem");
    EXPECT_EQ(load().ca_bundle, "/requests.pem");
    environment.set("PIP_CERT", "/pip.pem");
    EXPECT_EQ(load().ca_bundle, "/pip.pem");
}

TEST_F(PipConfiguration, NamesWhatHoldsAMalformedAddressAndNothingOfIt) {
    for (const char* const malformed :
         {"user:s3cr3t@h.example/simple", "https://user:12/s3cr3t@h.example/", "htp://s3cr3t/"}) {
        environment = Environment(Environment::Map{{"PIP_EXTRA_INDEX_URL", malformed}});
        EXPECT_THAT(load().index_fault.value_or(""),
                    AllOf(HasSubstr("the address in PIP_EXTRA_INDEX_URL is malformed: "),
                          Not(HasSubstr("s3cr3t"))));
        EXPECT_EQ(load().fault, std::nullopt);
        environment = Environment(Environment::Map{{"PIP_FIND_LINKS", malformed}});
        EXPECT_THAT(load().fault.value_or(""),
                    AllOf(HasSubstr("an address in PIP_FIND_LINKS is malformed: "),
                          Not(HasSubstr("s3cr3t"))));
        environment = Environment(Environment::Map{{"PIP_PROXY", malformed}});
        const bool is_proxy = std::string_view(malformed).starts_with("user");
        if (is_proxy) continue;
        EXPECT_THAT(
            load().fault.value_or(""),
            AllOf(HasSubstr("the proxy in PIP_PROXY is malformed: "), Not(HasSubstr("s3cr3t"))));
    }
    environment = Environment();
    write("etc/pip.conf", "[global]\nindex-url = user:s3cr3t@h.example\n");
    EXPECT_THAT(load().index_fault.value_or(""), HasSubstr((root / "etc/pip.conf").string()));
}

TEST_F(PipConfiguration, PassesOverADirectoryThatIsNotThere) {
    environment.set("PIP_FIND_LINKS", "absent/wheels /absent/wheels");
    EXPECT_THAT(texts_of(load().find_links), ElementsAre("file:///absent/wheels"));
    EXPECT_EQ(load().fault, std::nullopt);
}

TEST_F(PipConfiguration, SurvivesAnUnreadableFile) {
    std::filesystem::create_directories(root / "etc/pip.conf");
    set_index("home/.config/pip/pip.conf", "global", "user.example");
    EXPECT_EQ(first_index(), "https://user.example/simple/");
}

}  // namespace
}  // namespace cudaenv::config
