// SPDX-License-Identifier: Apache-2.0
// What reaches the standard streams.
#include "cli/output/output.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace cudaenv::cli {
namespace {

TEST(Output, PutsAReplacementIntoJsonForWhatIsNotUtf8) {
    const Output output{Environment()};
    testing::internal::CaptureStdout();
    output.json({{"path", "/srv/\xff/cuda"}});
    EXPECT_EQ(testing::internal::GetCapturedStdout(),
              R"({"path":"/srv/\ufffd/cuda"})"
              "\n");
}

constexpr const char* kHostile = "a\x1b]52;c;eA==\x07\u009b\x9b\u202e\x7f\n\tb";
constexpr const char* kHarmless = "a?]52;c;eA==???????b";

/// What `print` writes to standard output.
template <typename Print>
std::string printed(Print print) {
    const Output output{Environment()};
    testing::internal::CaptureStdout();
    print(output);
    return testing::internal::GetCapturedStdout();
}

/// What `say` writes to standard error.
template <typename Say>
std::string said(Say say) {
    const Output output{Environment()};
    testing::internal::CaptureStderr();
    say(output);
    return testing::internal::GetCapturedStderr();
}

TEST(Output, LetsNoFieldOfDataSteerTheTerminal) {
    const std::string line = kHarmless + std::string("\n");
    EXPECT_EQ(printed([](const Output& output) { output.data(kHostile); }), line);
    EXPECT_EQ(printed([](const Output& output) {
                  output.data(std::vector<std::string>{kHostile, "b"});
              }),
              line + "b\n");
    EXPECT_EQ(printed([](const Output& output) {
                  output.data({Line{{kHostile, Colour::green}}});
              }),
              line);
}

TEST(Output, KeepsTheLineEndsOfADocumentOnly) {
    EXPECT_EQ(printed([](const Output& output) { output.document("a\n\n  b\x1b\tc\r\n"); }),
              "a\n\n  b??c\n");
}

TEST(Output, KeepsEveryByteOfWhatAProgramReads) {
    EXPECT_EQ(printed([](const Output& output) { output.exact("/a\x1b\x9b\n"); }), "/a\x1b\x9b\n");
}

TEST(Output, SpellsWhatASequenceCouldBeMadeOfInJson) {
    EXPECT_EQ(printed([](const Output& output) {
                  // NOLINTNEXTLINE(misc-misleading-bidirectional): what must not be printed
                  output.json({{"a\x1b", "\u009b\u202e\x7f\U000E0041"}});
              }),
              R"({"a\u001b":"\u009b\u202e\u007f\udb40\udc41"})"
              "\n");
}

TEST(Output, LetsNoFieldOfWordsSteerTheTerminal) {
    EXPECT_EQ(said([](const Output& output) { output.words(kHostile); }),
              kHarmless + std::string("\n"));
    EXPECT_EQ(said([](const Output& output) { output.warning(kHostile); }),
              std::string("warning: ") + kHarmless + "\n");
    EXPECT_EQ(
        said([](const Output& output) {
            output.error(Error(ErrorKind::usage, "m\ncudaenv: b", "h\x1b").add_detail("d\x07"));
        }),
        "cudaenv: m?cudaenv: b\n  d?\nnext: h?\n");
    EXPECT_EQ(said([](const Output& output) {
                  output.warning(Error(ErrorKind::usage, "m\n", "h\x1b").add_detail("d\x07"));
              }),
              "warning: m?\n  d?\nnext: h?\n");
}

TEST(Frame, IsDrawnInPlaceAndSteersOnlyItself) {
    EXPECT_EQ(said([](const Output&) {
                  Frame frame;
                  frame.draw({"a\x1b[9A", "b\n"});
                  frame.draw({"c"});
              }),
              "a?[9A\nb?\n\x1b[2A\x1b[Jc\n\x1b[1A\x1b[J");
}

}  // namespace
}  // namespace cudaenv::cli
