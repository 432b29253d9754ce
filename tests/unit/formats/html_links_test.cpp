// SPDX-License-Identifier: Apache-2.0
// Links of index pages as servers really write them.
#include <cudaenv/base/error.hpp>
#include <cudaenv/formats/html_links.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::formats {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

HtmlLinks parse_html_links(std::string_view html) {
    return formats::parse_html_links(html, [] {});
}

TEST(HtmlLinks, ReadsEverySpellingOfAnAttribute) {
    const HtmlLinks links = parse_html_links(R"(<!DOCTYPE html><html><body>
        <a href="one.whl">one</a><br/>
        <A HREF='two.whl'
           data-requires-python="&gt;=3" >two</A>
        <a data-yanked href=three.whl>three</a>
        <a class="x"href = "four.whl"/>
        <a href="five.whl" href="twice.whl">five</a>)");
    EXPECT_THAT(links.hrefs,
                ElementsAre("one.whl", "two.whl", "three.whl", "four.whl", "five.whl"));
    EXPECT_EQ(links.base, "");
}

TEST(HtmlLinks, DecodesEntities) {
    const HtmlLinks links = parse_html_links(
        R"(<a href="/f?a=1&amp;b=&#50;&#x33;&apos;&quot;&lt;&gt;">x</a><a href="a&b&unknown;&#0;&#300;&#x;">y</a>)");
    EXPECT_THAT(links.hrefs, ElementsAre("/f?a=1&b=23'\"<>", "a&b&unknown;&#0;&#300;&#x;"));
}

TEST(HtmlLinks, TakesTheFirstBase) {
    const HtmlLinks links = parse_html_links(
        R"(<base target="x"><base href="https://mirror.example.com/"><base href="/other/"><a href="x">)");
    EXPECT_EQ(links.base, "https://mirror.example.com/");
    EXPECT_THAT(links.hrefs, ElementsAre("x"));
}

TEST(HtmlLinks, PassesOverCommentsAndOtherTags) {
    const HtmlLinks links = parse_html_links(
        R"(<!-- <a href="commented.whl"> --><abbr href="no"><link href="no"></a><a name="x"><a href="yes">)");
    EXPECT_THAT(links.hrefs, ElementsAre("yes"));
}

TEST(HtmlLinks, AcceptsAnyText) {
    for (const char* const text :
         {"", "<", "<a", "<a ", "<a href", "<a href=", "<!--", "&", "a<b<a>"}) {
        EXPECT_THAT(parse_html_links(text).hrefs, IsEmpty()) << text;
    }
    EXPECT_THAT(parse_html_links("<a href=\"open").hrefs, ElementsAre("open"));
}

std::string repeated(std::string_view text, std::size_t bytes) {
    std::string page;
    while (page.size() < bytes) page += text;
    return page;
}

/// So long that each takes minutes where an end is looked for again and again: CTest's time limit
/// ends it then.
TEST(HtmlLinks, AreReadInOnePass) {
    constexpr std::size_t long_page = 8U << 20U;
    for (const char* const text : {"<a href=&", "<a ", "<", "<!--", "<a href='"})
        EXPECT_LE(parse_html_links(repeated(text, long_page)).hrefs.size(), 1U) << text;
    EXPECT_THAT(parse_html_links("<a href=\"" + repeated("&", long_page)).hrefs,
                ElementsAre(SizeIs(long_page)));
}

TEST(HtmlLinks, AreLimitedInNumber) {
    const HtmlLinks links = parse_html_links(repeated("<a href=x>", 10 * (kMostLinks + 1)));
    EXPECT_TRUE(links.are_too_many);
    EXPECT_EQ(links.hrefs.size(), kMostLinks);
    EXPECT_FALSE(parse_html_links(repeated("<a href=x>", 10 * kMostLinks)).are_too_many);
}

TEST(HtmlLinks, AreNotReadOnAfterACheckThatThrows) {
    std::size_t checks = 0;
    const auto check = [&checks] {
        if (++checks == 3) throw Interrupted();
    };
    EXPECT_THROW(formats::parse_html_links("<a href=x><a href=y><a href=z><a>", check),
                 Interrupted);
    EXPECT_EQ(checks, 3U);
}

}  // namespace
}  // namespace cudaenv::formats
