// SPDX-License-Identifier: Apache-2.0
// config.yaml and the variables over it.
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/config/config.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>

namespace cudaenv::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

NamedUrl named(const std::string& address, const std::string& name) {
    return {parse_url(address, name), name};
}

class LoadConfig : public testing::Test {
 protected:
    Config load(const std::string& text, const Environment::Map& variables = {}) {
        replace_file(file, text);
        return load_config(file, Environment(variables));
    }
    Error failure(const std::string& text, const Environment::Map& variables = {}) {
        try {
            load(text, variables);
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::usage);
            return error;
        }
        ADD_FAILURE() << "accepted: " << text;
        return {ErrorKind::internal, ""};
    }
    test::TempDir directory;
    std::filesystem::path file = directory / "config.yaml";
};

TEST_F(LoadConfig, GivesDefaultsWithoutAFile) {
    const Config config = load_config(directory / "absent.yaml", Environment());
    EXPECT_THAT(config.sources,
                ElementsAre(SourceName::redist, SourceName::debian, SourceName::wheels));
    EXPECT_EQ(config.profile, Profile::standard);
    EXPECT_EQ(config.jobs, 0U);
    EXPECT_EQ(config.debian_url, std::nullopt);
    EXPECT_TRUE(config.plain_http_hosts.empty());
}

TEST_F(LoadConfig, AcceptsAnEmptyFile) {
    EXPECT_EQ(load("# nothing yet\n").profile, Profile::standard);
}

TEST_F(LoadConfig, ReadsEveryKey) {
    const Config config = load(R"(
sources: [wheels, redist]
redist_url: https://a.example/compute
wheel_index_url: https://index.example/simple/
debian_url: http://Deb.Example:8080/debian
library_path: never
host_compiler: gcc-10
default_cudnn: none
profile: full
keep_downloads: true
safe_directories: [/srv/projects, /home/*]
jobs: 4
)");
    EXPECT_THAT(config.sources, ElementsAre(SourceName::wheels, SourceName::redist));
    EXPECT_EQ(config.redist_url, named("https://a.example/compute", "redist_url"));
    EXPECT_EQ(config.wheel_index_url, named("https://index.example/simple/", "wheel_index_url"));
    EXPECT_EQ(config.debian_url, named("http://Deb.Example:8080/debian", "debian_url"));
    EXPECT_EQ(config.host_compiler, CompilerWish::gcc(10));
    EXPECT_EQ(config.default_cudnn, DefaultCudnn::none);
    EXPECT_EQ(config.profile, Profile::full);
    EXPECT_TRUE(config.keep_downloads);
    EXPECT_EQ(config.jobs, 4U);
    EXPECT_THAT(config.plain_http_hosts, ElementsAre("deb.example"));
}

TEST_F(LoadConfig, LetsVariablesWin) {
    const Config config = load("profile: full\njobs: 4\nsources: redist\n",
                               {{"CUDAENV_PROFILE", "minimal"},
                                {"CUDAENV_SOURCES", "wheels, debian redist"},
                                {"CUDAENV_LIBRARY_PATH", "always"},
                                {"CUDAENV_KEEP_DOWNLOADS", "1"},
                                {"CUDAENV_DEBIAN_URL", "http://user:pw@[::1]:80/m"},
                                {"CUDAENV_JOBS", ""}});
    EXPECT_EQ(config.profile, Profile::minimal);
    EXPECT_THAT(config.sources,
                ElementsAre(SourceName::wheels, SourceName::debian, SourceName::redist));
    EXPECT_TRUE(config.keep_downloads);
    EXPECT_EQ(config.jobs, 4U);
    EXPECT_THAT(config.plain_http_hosts, ElementsAre("[::1]"));
    EXPECT_EQ(config.debian_url, named("http://user:pw@[::1]:80/m", "CUDAENV_DEBIAN_URL"));
}

TEST_F(LoadConfig, TakesSafeDirectoriesInEveryFormThatIsObeyed) {
    for (const char* text : {"safe_directories: /a\n",
                             "safe_directories: /a:/b/*:*\n",
                             "safe_directories: '/a:'\n",
                             "safe_directories: []\n",
                             "safe_directories: [/a, '*']\n"}) {
        EXPECT_NO_THROW(load(text)) << text;
    }
    for (const char* value : {"/a", "/a:/b", "/a:", ":/a", ":"})
        EXPECT_NO_THROW(load("", {{"CUDAENV_SAFE_DIRECTORIES", value}})) << value;
}

TEST_F(LoadConfig, NamesEachPlainHttpHostOnce) {
    const Config config = load(
        "redist_url: http://m.example/a\ndebian_url: HTTP://M.example:81/b\n",
        {{"CUDAENV_REDIST_URL", "http://m.example/c"}, {"CUDAENV_DEBIAN_URL", "http://m.example"}});
    EXPECT_THAT(config.plain_http_hosts, ElementsAre("m.example"));
}

TEST_F(LoadConfig, ListsTheKnownKeysForAnUnknownOne) {
    const Error error = failure("profile: full\nsource: redist\n");
    EXPECT_THAT(error.message(), HasSubstr(file.string() + ":2: unknown key: \"source\""));
    EXPECT_THAT(error.hint(), HasSubstr("known keys: sources, redist_url,"));
    EXPECT_THAT(error.hint(), HasSubstr("jobs"));
}

struct BadRow {
    const char* name;
    const char* text;
    const char* line;
    const char* reason;
};

class BadConfig : public LoadConfig, public testing::WithParamInterface<BadRow> {};

TEST_P(BadConfig, IsRejectedWithItsLine) {
    const Error error = failure(GetParam().text);
    EXPECT_THAT(error.message(), HasSubstr(file.string() + GetParam().line));
    EXPECT_THAT(error.message(), HasSubstr(GetParam().reason));
    EXPECT_THAT(error.hint(), Not(testing::IsEmpty()));
}

INSTANTIATE_TEST_SUITE_P(
    Files,
    BadConfig,
    testing::Values(
        BadRow{"Malformed", "jobs: 1\nsources: [a\n", ":3:", "malformed YAML"},
        BadRow{"NotAMap", "- a\n- b\n", ":1:", "key: value"},
        BadRow{"JustText", "\nhello\n", ":2:", "key: value"},
        BadRow{"Alias", "profile: &a full\nhost_compiler: *a\n", ":2:", "aliases are not allowed"},
        BadRow{"Deep", "sources: [[[[[[[[[[[[]]]]]]]]]]]]\n", ":1:", "nested too deep"},
        BadRow{"Twice", "jobs: 1\njobs: 2\n", ":2:", "\"jobs\" is given twice"},
        BadRow{"NoValue", "profile:\n", ":1:", "profile has no value"},
        BadRow{"ListForText", "profile: [full]\n", ":1:", "profile must be one plain value"},
        BadRow{"MapForSources", "sources: {a: b}\n", ":1:", "sources must be"},
        BadRow{"NestedSources", "sources: [[redist]]\n", ":1:", "each of sources must be"},
        BadRow{"NoSources", "sources: []\n", ":1:", "no source is named"},
        BadRow{"UnknownSource", "sources: [redist, conda]\n", ":1:", "\"conda\" is none of redist"},
        BadRow{"SourceThatIsNotThereYet",
               "sources: [runfile]\n",
               ":1:",
               "\"runfile\" is none of redist, debian, wheels"},
        BadRow{"KeyOfASourceThatIsNotThereYet",
               "mirror_url: https://m.example/\n",
               ":1:",
               "unknown key: \"mirror_url\""},
        BadRow{"SourceTwice", "sources: [redist, redist]\n", ":1:", "named twice"},
        BadRow{"BadUrl",
               "\n\ndebian_url: ftp://x\n",
               ":3:",
               "debian_url: the address is malformed: its scheme is none of https, http and file"},
        BadRow{"UrlWithoutHost", "debian_url: http:///x\n", ":1:", "it has no host"},
        BadRow{"BadProfile", "profile: huge\n", ":1:", "minimal, default, full"},
        BadRow{"BadLibraryPath", "library_path: maybe\n", ":1:", "auto, always, never"},
        BadRow{"BadCompiler", "host_compiler: gcc-x\n", ":1:", "gcc-N"},
        BadRow{"BadCompilerEnd", "host_compiler: gcc-\n", ":1:", "gcc-N"},
        BadRow{"BadCudnn", "default_cudnn: 9\n", ":1:", "auto, none"},
        BadRow{"BadFlag", "keep_downloads: maybe\n", ":1:", "true, false"},
        BadRow{"RelativeDirectory",
               "safe_directories: [/a, b]\n",
               ":1:",
               "\"b\" is neither an absolute path nor *"},
        BadRow{"RelativeDirectoryInOne",
               "safe_directories: /a:b\n",
               ":1:",
               "\"b\" is neither an absolute path nor *"},
        BadRow{"DirectoriesInOneEntry",
               "safe_directories:\n- /a\n- /b:*\n",
               ":3:",
               "safe_directories: an entry holds \":\", which stands between entries"},
        BadRow{"SourcesInOneEntry", "sources: ['redist,debian']\n", ":1:", "an entry holds \",\""},
        BadRow{"NegativeJobs", "jobs: -1\n", ":1:", "no number from 0 to 256"},
        BadRow{"ManyJobs", "jobs: 257\n", ":1:", "no number from 0 to 256"},
        BadRow{"WordyJobs", "jobs: 4x\n", ":1:", "no number from 0 to 256"}),
    [](const auto& row) { return row.param.name; });

TEST_F(LoadConfig, NamesTheVariableOfABadValue) {
    const Error error = failure("", {{"CUDAENV_JOBS", "many"}});
    EXPECT_THAT(error.message(), HasSubstr("CUDAENV_JOBS: \"many\""));
    EXPECT_THAT(error.hint(), HasSubstr("unset CUDAENV_JOBS"));
}

TEST_F(LoadConfig, NeverShowsSecretsOfAnAddress) {
    for (const char* const address : {"ftp://user:s3cr3t@h.example/",
                                      "user:s3cr3t@h.example/",
                                      "//user:s3cr3t@h.example/",
                                      "https://user:12/s3cr3t@h.example/",
                                      "https://user:12#s3cr3t@h.example/",
                                      "https://h.example:s3cr3t/",
                                      "https://s3cr3t%zz@h.example/"}) {
        for (const char* const key :
             {"debian_url", "sources", "profile", "jobs", "keep_downloads", "host_compiler"}) {
            const std::string line = std::string(key) + ": '" + address + "'\n";
            EXPECT_THAT(failure(line).message(), Not(HasSubstr("s3cr3t"))) << line;
            std::string variable = std::string("CUDAENV_") + key;
            for (char& c : variable) c = static_cast<char>(std::toupper(c));
            EXPECT_THAT(failure("", {{variable, address}}).message(), Not(HasSubstr("s3cr3t")))
                << variable;
        }
        EXPECT_THAT(failure("'" + std::string(address) + "': x\n").message(),
                    Not(HasSubstr("s3cr3t")));
    }
}

}  // namespace
}  // namespace cudaenv::config
