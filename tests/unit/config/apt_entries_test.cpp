// SPDX-License-Identifier: Apache-2.0
// Both formats of apt's source lists.
#include "config/apt_entries.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::config {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(OneLineSources, ReadUriSuiteAndComponents) {
    const auto entries =
        parse_one_line_sources("deb http://mirror.example/debian bookworm main contrib\n");
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_THAT(entries[0].uris, ElementsAre("http://mirror.example/debian"));
    EXPECT_THAT(entries[0].suites, ElementsAre("bookworm"));
    EXPECT_THAT(entries[0].components, ElementsAre("main", "contrib"));
    EXPECT_EQ(entries[0].signed_by, "");
}

TEST(OneLineSources, ReadOptions) {
    const auto entries = parse_one_line_sources(
        "deb [ arch=amd64,arm64 signed-by=/usr/share/keyrings/x.gpg ] https://a.example/x stable "
        "main\n"
        "deb [arch=amd64] https://b.example/x stable main\n");
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(entries[0].signed_by, "/usr/share/keyrings/x.gpg");
    EXPECT_THAT(entries[0].uris, ElementsAre("https://a.example/x"));
    EXPECT_THAT(entries[1].uris, ElementsAre("https://b.example/x"));
}

TEST(OneLineSources, SkipWhatIsNoBinarySource) {
    EXPECT_THAT(parse_one_line_sources("# deb http://a.example/ bookworm main\n"
                                       "deb-src http://a.example/ bookworm main\n"
                                       "deb\n"
                                       "deb http://a.example/\n"
                                       "deb [arch=amd64\n"
                                       "debug http://a.example/ bookworm main\n"
                                       "\n"),
                IsEmpty());
}

TEST(OneLineSources, EndAtComments) {
    const auto entries =
        parse_one_line_sources("  deb http://a.example/ bookworm main # contrib\n");
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_THAT(entries[0].components, ElementsAre("main"));
}

TEST(Deb822Sources, ReadStanzas) {
    const auto entries = parse_deb822_sources(
        "# first comment\n"
        "Types: deb deb-src\n"
        "URIs: http://a.example/debian\n"
        "# between\n"
        " http://b.example/debian\n"
        "suites: bookworm bookworm-updates\n"
        "Components: main\n"
        "Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg\n"
        " \n"
        "Types: deb\n"
        "URIs: https://c.example/\n"
        "Suites: ./\n");
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_THAT(entries[0].uris, ElementsAre("http://a.example/debian", "http://b.example/debian"));
    EXPECT_THAT(entries[0].suites, ElementsAre("bookworm", "bookworm-updates"));
    EXPECT_EQ(entries[0].signed_by, "/usr/share/keyrings/debian-archive-keyring.gpg");
    EXPECT_THAT(entries[1].components, IsEmpty());
}

TEST(Deb822Sources, SkipDisabledAndSourceStanzas) {
    EXPECT_THAT(
        parse_deb822_sources("Types: deb\nURIs: http://a.example/\nSuites: x\nEnabled: no\n\n"
                             "Types: deb-src\nURIs: http://a.example/\nSuites: x\n\n"
                             " stray continuation\nstray line\n"),
        IsEmpty());
    EXPECT_EQ(parse_deb822_sources("Types: deb\nEnabled: yes\nURIs: http://a.example/\nSuites: x\n")
                  .size(),
              1U);
}

TEST(Deb822Sources, ToleratesInlineKeys) {
    const auto entries = parse_deb822_sources(
        "Types: deb\nURIs: http://a.example/\nSuites: x\nComponents: main\nSigned-By:\n"
        " -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mQINBF\n -----END PGP PUBLIC KEY "
        "BLOCK-----\n");
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_THAT(entries[0].signed_by, testing::HasSubstr("mQINBF"));
}

}  // namespace
}  // namespace cudaenv::config
