// SPDX-License-Identifier: Apache-2.0
// Stanzas of Debian's control files.
#include <cudaenv/formats/deb822.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::formats {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> texts_of(std::string_view text, std::string_view name) {
    std::vector<std::string> texts;
    Deb822Reader reader(text);
    while (const auto stanza = reader.next()) texts.push_back(stanza->text(name));
    return texts;
}

TEST(Deb822, IsReadStanzaByStanza) {
    const std::string_view text =
        "Package: cub\nSource: libcub (1.17.2-2)\n\nPackage:gcc-12\n\n \n\t\nPackage: bash";
    EXPECT_THAT(texts_of(text, "Package"), ElementsAre("cub", "gcc-12", "bash"));
    EXPECT_THAT(texts_of(text, "Source"), ElementsAre("libcub (1.17.2-2)", "", ""));
}

TEST(Deb822, ComparesNamesWhateverTheirCase) {
    EXPECT_THAT(texts_of("uris: a\n\nURIs: b\n", "URIS"), ElementsAre("a", "b"));
    EXPECT_THAT(texts_of("Pre-Depends: a\nDepends: b\n", "Depends"), ElementsAre("b"));
}

TEST(Deb822, LetsTheLastOfEqualFieldsCount) {
    EXPECT_THAT(texts_of("A: 1\n 2\na: 3\nB: 4\n", "A"), ElementsAre("3"));
}

TEST(Deb822, JoinsTheLinesOfAField) {
    EXPECT_THAT(texts_of("Key:\n -----BEGIN\n .\n\tmQINBF\nNext: x\n", "Key"),
                ElementsAre("\n-----BEGIN\n.\nmQINBF"));
    EXPECT_THAT(texts_of("A: 1\r\n 2\r\n\r\nA: 3\r\n", "A"), ElementsAre("1\n2", "3"));
}

TEST(Deb822, PassesOverComments) {
    EXPECT_THAT(texts_of("# first\nA: 1\n# between\n 2 # no comment\n# last\n", "A"),
                ElementsAre("1\n2 # no comment"));
    EXPECT_THAT(texts_of("# nothing\n\n# else\n", "A"), IsEmpty());
}

TEST(Deb822, PassesOverWhatBelongsToNoField) {
    EXPECT_THAT(texts_of(" stray\nstray\n: nameless\n more\nA: 1\nstray\n more\n", "A"),
                ElementsAre("1"));
    for (const char* const text : {"", "\n", "\n\n\n", ":", " ", "stray"})
        EXPECT_THAT(texts_of(text, ""), IsEmpty()) << text;
}

}  // namespace
}  // namespace cudaenv::formats
