// SPDX-License-Identifier: Apache-2.0
// Colour and symbols follow the terminal and the locale.
#include "cli/output/text_style.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace cudaenv::cli {
namespace {

TEST(RenderLine, PaintsOnlyWhereThereIsColour) {
    const Line line{{"a "}, {"text", Colour::red}};
    EXPECT_EQ(render_line(line, {}), "a text");
    EXPECT_EQ(render_line(line, {.has_colour = true}), "a \x1b[31mtext\x1b[0m");
}

TEST(RenderLine, LetsNoTextBringItsOwnEscapes) {
    const Line line{{"\x1b[2J\n"}, {"\x1b[32m\u009b", Colour::red}};
    EXPECT_EQ(render_line(line, {.has_colour = true}), "?[2J?\x1b[31m?[32m?\x1b[0m");
}

TEST(TextStyle, PicksThePlainSymbolOutsideOfUtf8) {
    EXPECT_EQ(TextStyle{}.pick("●", "*"), "*");
    EXPECT_EQ((TextStyle{.has_symbols = true}.pick("●", "*")), "●");
}

struct Locale {
    const char* name;
    std::vector<std::pair<std::string, std::string>> variables;
    bool is_utf8;
};

TEST(Utf8Locale, IsWhatTheFirstVariableThatIsSetSays) {
    const Locale cases[] = {
        {"nothing set", {}, false},
        {"LANG", {{"LANG", "en_US.UTF-8"}}, true},
        {"lower case without dash", {{"LANG", "de_DE.utf8"}}, true},
        {"C", {{"LANG", "C"}}, false},
        {"C.UTF-8", {{"LC_CTYPE", "C.UTF-8"}}, true},
        {"LC_ALL wins", {{"LC_ALL", "C"}, {"LANG", "en_US.UTF-8"}}, false},
        {"empty is not set", {{"LC_ALL", ""}, {"LANG", "en_US.UTF-8"}}, true},
        {"another encoding", {{"LANG", "de_DE.ISO-8859-1"}}, false},
    };
    for (const Locale& each : cases) {
        Environment environment;
        for (const auto& [name, value] : each.variables) environment.set(name, value);
        EXPECT_EQ(has_utf8_locale(environment), each.is_utf8) << each.name;
    }
}

}  // namespace
}  // namespace cudaenv::cli
