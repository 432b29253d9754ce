// SPDX-License-Identifier: Apache-2.0
// What reaches a terminal, and what becomes a question mark.
#include <cudaenv/base/printable.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace cudaenv {
namespace {

struct Shown {
    const char* name;
    std::string_view text;
    std::string_view shown;
};

TEST(Printable, ShowsTextsAndNothingThatSteersATerminal) {
    using namespace std::string_view_literals;
    const Shown cases[] = {
        {"nothing", "", ""},
        {"ASCII", " ~Az09\"'\\$", " ~Az09\"'\\$"},
        {"letters of two bytes", "Größe", "Größe"},
        {"letters of three bytes", "環境", "環境"},
        {"letters of four bytes", "𝛼", "𝛼"},
        {"our own symbols", "●◐○✕✓━╸…", "●◐○✕✓━╸…"},
        {"combining accent", "e\u0301", "e\u0301"},
        {"no-break space", "a\u00A0b", "a\u00A0b"},
        {"last code point", "\U0010FFFF", "\U0010FFFF"},
        {"colour", "a\x1b[31mb", "a?[31mb"},
        {"clipboard", "\x1b]52;c;bHM=\x07", "?]52;c;bHM=?"},
        {"NUL", "a\0b"sv, "a?b"},
        {"line end", "a\nb", "a?b"},
        {"carriage return", "a\rb", "a?b"},
        {"tab", "a\tb", "a?b"},
        {"backspace", "a\bb", "a?b"},
        {"DEL",
         "a\x7f"
         "b",
         "a?b"},
        {"first C1 control", "a\u0080b", "a?b"},
        {"control sequence of one character", "a\u009B31mb", "a?31mb"},
        {"last C1 control", "a\u009Fb", "a?b"},
        {"C1 control as a raw byte",
         "a\x9b"
         "31mb",
         "a?31mb"},
        {"soft hyphen", "a\u00ADb", "a?b"},
        {"Arabic letter mark", "a\u061Cb", "a?b"},
        {"zero width space", "a\u200Bb", "a?b"},
        {"zero width joiner", "a\u200Db", "a?b"},
        {"left-to-right mark", "a\u200Eb", "a?b"},
        {"right-to-left mark", "a\u200Fb", "a?b"},
        {"line separator", "a\u2028b", "a?b"},
        {"paragraph separator", "a\u2029b", "a?b"},
        {"embedding", "a\u202Ab", "a?b"},
        {"right-to-left override", "a\u202Eb", "a?b"},
        {"word joiner", "a\u2060b", "a?b"},
        {"first isolate", "a\u2066b", "a?b"},
        {"pop isolate", "a\u2069b", "a?b"},
        {"byte-order mark", "\uFEFFa", "?a"},
        {"Hangul filler", "a\u3164b", "a?b"},
        {"variation selector", "a\uFE0Fb", "a?b"},
        {"interlinear annotation", "a\uFFF9b", "a?b"},
        {"tag", "a\U000E0041b", "a?b"},
        {"variation selector supplement", "a\U000E0100b", "a?b"},
        {"next to what is hidden", "\u00A0\u00AC\u00AE\u2010\u2027\u202F\u205F\u2070", ""},
        {"bytes alone", "\xc3(\xff", "?(?"},
        {"continuation alone", "\x80\xbf", "??"},
        {"cut short", "a\xe2\x80", "a??"},
        {"ESC in two bytes", "\xc1\x9b", "??"},
        {"ESC in three bytes", "\xe0\x80\x9b", "???"},
        {"surrogate", "\xed\xa0\x80", "???"},
        {"beyond Unicode", "\xf4\x90\x80\x80", "????"},
        {"five bytes", "\xf8\x88\x80\x80\x80", "?????"},
        {"a letter after a broken one", "\xe2\xc3\xa4", "?ä"},
    };
    for (const Shown& each : cases) {
        const bool is_kept = each.shown.empty();
        EXPECT_EQ(printable(each.text), is_kept ? each.text : each.shown) << each.name;
    }
}

TEST(HasHidden, FindsWhatSteersATerminalAndNoLetters) {
    for (const char* text :
         {"", "/home/jürgen/環境 𝛼", "/home/j\xfcrgen", "\xa0\xff", "e\u0301", "a\u00A0b"}) {
        EXPECT_FALSE(has_hidden(text)) << text;
    }
    for (const char* text : {"a\x1b[31m",
                             "a\nb",
                             "a\x7f",
                             "a\u0080",
                             "a\u009B31m",
                             "a\x9b"
                             "31m",
                             "a\x80",
                             "a\x9f",
                             "a\u202Eb",
                             "a\u200Fb",
                             "a\u2066b",
                             "a\u00ADb",
                             "\xc1\x9b",
                             "cut short \xe2\x80"}) {
        EXPECT_TRUE(has_hidden(text)) << printable(text);
    }
    using namespace std::string_view_literals;
    EXPECT_TRUE(has_hidden("a\0b"sv));
}

}  // namespace
}  // namespace cudaenv
