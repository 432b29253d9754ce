// SPDX-License-Identifier: Apache-2.0
// Header lines, Content-Range and validators.
#include "net/response_head.hpp"

#include <gtest/gtest.h>

namespace cudaenv::net {
namespace {

TEST(ReadHeaderLine, FillsTheKnownFields) {
    ResponseHead head;
    for (const char* line : {"HTTP/1.1 206 Partial Content\r\n",
                             "Content-Type: Application/JSON; charset=utf-8\r\n",
                             "ETAG: \"abc\"\r\n",
                             "content-length: 10\r\n",
                             "Content-Range: bytes 5-14/15\r\n",
                             "X-Unknown: y\r\n",
                             "\r\n"})
        read_header_line(line, head);
    EXPECT_EQ(head.status, 206);
    EXPECT_EQ(head.content_type, "application/json");
    EXPECT_EQ(head.etag, "\"abc\"");
    EXPECT_EQ(head.content_length, 10U);
    const Response response = make_response(head, parse_url("https://a.example/x", "a test"));
    EXPECT_EQ(response.length, 15U);
    EXPECT_EQ(response.url.text(), "https://a.example/x");
}

TEST(ReadHeaderLine, BeginsAnewWithEachStatusLine) {
    ResponseHead head;
    read_header_line("HTTP/1.1 302 Found", head);
    read_header_line("Location: /y", head);
    EXPECT_EQ(head.location, "/y");
    read_header_line("HTTP/2 200", head);
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.location, "");
}

TEST(ReadHeaderLine, TreatsMalformedNumbersAsAbsent) {
    ResponseHead head;
    read_header_line("HTTP/1.1 200 OK", head);
    read_header_line("Content-Length: -5", head);
    EXPECT_EQ(head.content_length, std::nullopt);
    read_header_line("Content-Length: 12 34", head);
    EXPECT_EQ(head.content_length, std::nullopt);
}

struct RangeRow {
    const char* name;
    const char* text;
    bool is_valid;
    std::optional<std::uint64_t> first;
    std::optional<std::uint64_t> total;
};

class FindContentRange : public testing::TestWithParam<RangeRow> {};

TEST_P(FindContentRange, ReadsTheForm) {
    const auto range = find_content_range(GetParam().text);
    ASSERT_EQ(range.has_value(), GetParam().is_valid);
    if (!range) return;
    EXPECT_EQ(range->first, GetParam().first);
    EXPECT_EQ(range->total, GetParam().total);
}

INSTANTIATE_TEST_SUITE_P(
    Forms,
    FindContentRange,
    testing::Values(RangeRow{"Plain", "bytes 5-9/10", true, 5, 10},
                    RangeRow{"UnknownTotal", "bytes 5-9/*", true, 5, std::nullopt},
                    RangeRow{"Unsatisfied", "bytes */10", true, std::nullopt, 10},
                    RangeRow{"OtherUnit", "lines 5-9/10", false, {}, {}},
                    RangeRow{"NoTotal", "bytes 5-9", false, {}, {}},
                    RangeRow{"Negative", "bytes -9/10", false, {}, {}},
                    RangeRow{"NoLast", "bytes 5-/10", false, {}, {}},
                    RangeRow{"Words", "bytes a-b/c", false, {}, {}},
                    RangeRow{"TooLarge", "bytes 0-9/99999999999999999999", false, {}, {}},
                    RangeRow{"Empty", "", false, {}, {}}),
    [](const auto& row) { return row.param.name; });

TEST(StrongEtag, IsQuotedAndNotWeak) {
    EXPECT_TRUE(is_strong_etag("\"abc\""));
    EXPECT_FALSE(is_strong_etag("W/\"abc\""));
    EXPECT_FALSE(is_strong_etag("abc"));
    EXPECT_FALSE(is_strong_etag("\""));
    EXPECT_FALSE(is_strong_etag(""));
}

}  // namespace
}  // namespace cudaenv::net
