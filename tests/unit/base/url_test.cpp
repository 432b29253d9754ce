// SPDX-License-Identifier: Apache-2.0
// What is an address, what it means, and what of it may be shown.
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/url.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kSecret = "s3cr3t-t0ken";

Url url_of(std::string_view text) {
    return parse_url(text, "a test");
}

TEST(Url, IsTakenApart) {
    const Url url = url_of("HTTPS://user:pa%73s@H.Example:8443/a/./b/../x%2Ewhl?q=1#f");
    EXPECT_EQ(url.scheme(), "https");
    EXPECT_EQ(url.host(), "h.example");
    EXPECT_EQ(url.port(), 8443);
    EXPECT_EQ(url.text(), "https://user:pass@h.example:8443/a/x.whl?q=1");
    EXPECT_EQ(url.file_name(), "x.whl");
    EXPECT_TRUE(url.has_credentials());
    EXPECT_FALSE(url.is_local());
}

struct FormRow {
    const char* name;
    const char* text;
    const char* meaning;
};

class UrlForm : public testing::TestWithParam<FormRow> {};

TEST_P(UrlForm, IsReadInOneWay) {
    EXPECT_EQ(url_of(GetParam().text).text(), GetParam().meaning);
}

INSTANTIATE_TEST_SUITE_P(
    Forms,
    UrlForm,
    testing::Values(
        FormRow{"HostOnly", "https://h.example", "https://h.example/"},
        FormRow{"QueryOnly", "https://h.example?q", "https://h.example/?q"},
        FormRow{"Address4", "http://127.0.0.1:80/x", "http://127.0.0.1:80/x"},
        FormRow{"Address6", "http://[2001:DB8::1]:8080/x", "http://[2001:db8::1]:8080/x"},
        FormRow{"Underscore", "http://my_host/x", "http://my_host/x"},
        FormRow{"UserOnly", "https://token@h.example/", "https://token@h.example/"},
        FormRow{"PasswordOnly", "https://:token@h.example/", "https://:token@h.example/"},
        FormRow{"ColonInPassword", "https://u:a:b@h.example/", "https://u:a%3Ab@h.example/"},
        FormRow{"EscapedMarks", "https://u:a%2Fb%40c@h.example/", "https://u:a%2Fb%40c@h.example/"},
        FormRow{"OtherLetters", "https://h.example/\xC3\xBC[x]", "https://h.example/%C3%BC%5Bx%5D"},
        FormRow{"SmallEscapes", "https://h.example/a%2fb", "https://h.example/a%2Fb"},
        FormRow{"EscapedDots", "https://h.example/a/%2e%2E/b", "https://h.example/b"},
        FormRow{"TooManyDots", "https://h.example/../../b", "https://h.example/b"},
        FormRow{"TrailingDots", "https://h.example/a/b/..", "https://h.example/a/"},
        FormRow{"File", "file:///srv/a%20b", "file:///srv/a%20b"},
        FormRow{"FileOnThisHost", "file://LOCALHOST/srv", "file:///srv"},
        FormRow{"FileWithOneSlash", "file:/srv", "file:///srv"},
        FormRow{"PlainPath", "/srv/my wheels/100%#?", "file:///srv/my%20wheels/100%25%23%3F"}),
    [](const auto& row) { return row.param.name; });

struct FaultRow {
    const char* name;
    std::string text;
    const char* fault;
};

class UrlFault : public testing::TestWithParam<FaultRow> {};

TEST_P(UrlFault, IsNamedWithoutAWordOfTheText) {
    const UrlReading reading = read_url(GetParam().text);
    EXPECT_FALSE(reading.url) << reading.url->text();
    EXPECT_THAT(reading.fault, HasSubstr(GetParam().fault));
    EXPECT_THAT(reading.fault, Not(HasSubstr("s3cr3t")));
    EXPECT_FALSE(find_url(GetParam().text));
    try {
        parse_url(GetParam().text, "redist_url");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::usage);
        EXPECT_EQ(error.message(),
                  "the address in redist_url is malformed: " + read_url(GetParam().text).fault);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Texts,
    UrlFault,
    testing::Values(
        FaultRow{"Empty", "", "it is empty"},
        FaultRow{"NoScheme", "h.example/s3cr3t", "it has no scheme"},
        FaultRow{"NoSchemeButAUser", "user@h.example/s3cr3t", "it has no scheme"},
        FaultRow{"NoSchemeButAPassword", "user:s3cr3t@h.example/", "its scheme is none of"},
        FaultRow{"NoSchemeButAPort", "h.example:8080/s3cr3t", "its scheme is none of"},
        FaultRow{"OnlySlashes", "//user:s3cr3t@h.example/", "it has no scheme"},
        FaultRow{"OtherScheme", "ftp://user:s3cr3t@h.example/", "its scheme is none of"},
        FaultRow{"OneSlash", "https:/user:s3cr3t@h.example/", "it has no host"},
        FaultRow{"NoHost", "http:///s3cr3t", "it has no host"},
        FaultRow{"OnlyAUser", "http://s3cr3t@/x", "it has no host"},
        FaultRow{"SlashInPassword", "https://user:12/s3cr3t@h.example/x", "behind its host"},
        FaultRow{"HashInPassword", "https://user:12#s3cr3t@h.example/x", "behind its host"},
        FaultRow{"MarkInPassword", "https://user:12?s3cr3t@h.example/x", "behind its host"},
        FaultRow{"AtInPassword", "https://user:s3cr3t@12@h.example/x", "it has two @"},
        FaultRow{"AtInPath", "https://h.example/s3cr3t@x", "behind its host"},
        FaultRow{"EmptyUser", "https://@h.example/", "without a user"},
        FaultRow{"PercentInPassword", "https://u:s3cr3t%@h.example/", "escapes nothing"},
        FaultRow{"Blank", "https://h.example/a s3cr3t", "a blank"},
        FaultRow{"Backslash", "https://h.example\\@s3cr3t/", "a backslash"},
        FaultRow{"LineEnd", "https://h.example/\r\nX: s3cr3t", "a control character"},
        FaultRow{"Nul", std::string("https://h.example/\0s3cr3t", 25), "a control character"},
        FaultRow{"EscapedNul", "file:///srv/%00s3cr3t", "a control character"},
        FaultRow{"ControlInPath", "/srv/\x1b]s3cr3t", "a control character"},
        FaultRow{"PortZero", "http://h.example:0/", "its port"},
        FaultRow{"PortTooBig", "http://h.example:65536/", "its port"},
        FaultRow{"PortEmpty", "http://h.example:/", "its port"},
        FaultRow{"PortSigned", "http://h.example:+80/", "its port"},
        FaultRow{"PortOfWords", "http://user:s3cr3t/", "its port"},
        FaultRow{"TwoPorts", "http://h.example:80:81/", "its port"},
        FaultRow{"OpenBracket", "http://[::1/", "brackets"},
        FaultRow{"ZoneInBrackets", "http://[fe80::1%25eth0]/", "brackets"},
        FaultRow{"NameInBrackets", "http://[h.example]/", "brackets"},
        FaultRow{"NoBrackets", "http://::1/", "it has no host"},
        FaultRow{"ShortAddress", "http://127.1/", "four numbers"},
        FaultRow{"HexAddress", "http://0x7f000001/", "four numbers"},
        FaultRow{"OctalAddress", "http://0177.0.0.1/", "four numbers"},
        FaultRow{"NumberAsHost", "http://2130706433/", "four numbers"},
        FaultRow{"EmptyLabel", "http://no..host/", "no host name"},
        FaultRow{"DotAtTheEnd", "http://localhost./", "no host name"},
        FaultRow{"EscapeInHost", "http://h%2eexample/", "no host name"},
        FaultRow{"OtherLettersInHost", "http://h\xC3\xBC.example/", "no host name"},
        FaultRow{"FileElsewhere", "file://s3cr3t/srv", "a file address has no host"},
        FaultRow{"TooLong", "https://h.example/" + std::string(9000, 'a'), "too long"}),
    [](const auto& row) { return row.param.name; });

struct ShownRow {
    const char* name;
    std::string text;
    const char* shown;
};

class ShownUrl : public testing::TestWithParam<ShownRow> {};

TEST_P(ShownUrl, HoldsNoSecret) {
    const Url url = url_of(GetParam().text);
    EXPECT_EQ(url.shown(), GetParam().shown);
    EXPECT_THAT(url.shown_origin(), Not(HasSubstr(kSecret)));
}

INSTANTIATE_TEST_SUITE_P(
    Texts,
    ShownUrl,
    testing::Values(
        ShownRow{"User", "https://s3cr3t-t0ken@h.example/x.whl", "https://h.example/x.whl"},
        ShownRow{"Password", "https://u:s3cr3t-t0ken@h.example/", "https://h.example/"},
        ShownRow{"Path", "https://h.example/s3cr3t-t0ken", "https://h.example/…"},
        ShownRow{"Directory", "https://h.example/s3cr3t-t0ken/", "https://h.example/…"},
        ShownRow{"AboveAFile",
                 "https://h.example/s3cr3t-t0ken/x.tar.xz",
                 "https://h.example/…/x.tar.xz"},
        ShownRow{"Query", "https://h.example/x.whl?s3cr3t-t0ken", "https://h.example/x.whl?…"},
        ShownRow{"Fragment", "https://h.example/x.whl#s3cr3t-t0ken", "https://h.example/x.whl"},
        ShownRow{"OddName", "https://h.example/%C2%9Bx.whl", "https://h.example/…"},
        ShownRow{"Port", "http://h.example:81/a/", "http://h.example:81/…"},
        ShownRow{"OwnPath", "file:///srv/my%20wheels", "/srv/my wheels"}),
    [](const auto& row) { return row.param.name; });

TEST(Url, ShowsTheNameThatWasJoined) {
    const Url base = url_of("https://u:s3cr3t-t0ken@h.example/s3cr3t-t0ken?s3cr3t-t0ken");
    EXPECT_EQ(base.joined("nvidia-cublas/").shown(), "https://h.example/…/nvidia-cublas/?…");
    EXPECT_EQ(base.joined("nvidia-cublas/").shown_name(), "nvidia-cublas/");
    EXPECT_EQ(base.joined("\x1b]52;c;x").shown(), "https://h.example/…?…");
}

TEST(Url, IsJoinedWithExactlyOneSlash) {
    EXPECT_EQ(url_of("https://h.example/base").joined("a/b").text(), "https://h.example/base/a/b");
    EXPECT_EQ(url_of("https://h.example/base//").joined("/a/").text(), "https://h.example/base/a/");
    EXPECT_EQ(url_of("https://h.example").joined("a").text(), "https://h.example/a");
    EXPECT_EQ(url_of("/").joined("a").local_path(), "/a");
    EXPECT_EQ(url_of("https://h.example/b?sig=1").joined("a").text(),
              "https://h.example/b/a?sig=1");
}

TEST(Url, IsJoinedWithNamesNotWithAddresses) {
    EXPECT_EQ(url_of("https://h.example").joined("pool/a_1:2~rc1+b 3#4?%2e.deb").text(),
              "https://h.example/pool/a_1:2~rc1+b%203%234%3F%252e.deb");
    EXPECT_EQ(url_of("/srv/mirror").joined("a b#c").local_path(), "/srv/mirror/a b#c");
    EXPECT_EQ(url_of("https://h.example/a").joined("https://evil.example/").host(), "h.example");
}

TEST(Url, ResolvesReferencesOfAllForms) {
    const Url page = url_of("https://u:pw@index.example/simple/nvidia-cublas/?x#y");
    const auto resolved = [&page](std::string_view reference) {
        const UrlReading reading = page.resolve(reference);
        return reading.url ? reading.url->text() : "! " + reading.fault;
    };
    EXPECT_EQ(resolved("../../packages/x.whl"), "https://u:pw@index.example/packages/x.whl");
    EXPECT_EQ(resolved("x.whl?t=a@b#sha256=ab"),
              "https://u:pw@index.example/simple/nvidia-cublas/x.whl?t=a@b");
    EXPECT_EQ(resolved("/root.whl"), "https://u:pw@index.example/root.whl");
    EXPECT_EQ(resolved("?y"), "https://u:pw@index.example/simple/nvidia-cublas/?y");
    EXPECT_EQ(resolved("#z"), "https://u:pw@index.example/simple/nvidia-cublas/?x");
    EXPECT_EQ(resolved(""), "https://u:pw@index.example/simple/nvidia-cublas/?x");
    EXPECT_EQ(resolved("//files.example/x y.whl"), "https://files.example/x%20y.whl");
    EXPECT_EQ(resolved("http://other.example:81/@y"), "http://other.example:81/@y");
    EXPECT_EQ(resolved("../../../../../etc/x"), "https://u:pw@index.example/etc/x");
    EXPECT_THAT(resolved("ftp://other.example/"), HasSubstr("! its scheme"));
    EXPECT_THAT(resolved("javascript:alert(1)"), HasSubstr("! its scheme"));
    EXPECT_THAT(resolved("\\\\evil.example\\x"), HasSubstr("! it holds a backslash"));
    EXPECT_THAT(resolved("a\tb"), HasSubstr("! it holds a control character"));
    EXPECT_THAT(resolved("a%zz"), HasSubstr("! it has a %"));
    EXPECT_EQ(url_of("/srv/my wheels/index.html").resolve("a.whl").url->local_path(),
              "/srv/my wheels/a.whl");
}

TEST(Url, KnowsItsServerByItsPortToo) {
    const Url url = url_of("https://h.example/a");
    EXPECT_TRUE(url.has_origin_of(url_of("https://H.example:443/b")));
    EXPECT_FALSE(url.has_origin_of(url_of("https://h.example:8443/a")));
    EXPECT_FALSE(url.has_origin_of(url_of("http://h.example:443/a")));
    EXPECT_FALSE(url.has_origin_of(url_of("https://h.example.evil.example/a")));
}

TEST(Url, TakesCredentialsOfItsOwnServerOnly) {
    const Url index = url_of("https://user:s%40cret@h.example/simple/");
    const auto with_credentials = [&index](std::string_view text) {
        return url_of(text).with_credentials_of(index).text();
    };
    EXPECT_EQ(with_credentials("https://h.example/a.whl"), "https://user:s%40cret@h.example/a.whl");
    EXPECT_EQ(with_credentials("https://me@h.example/a.whl"), "https://me@h.example/a.whl");
    for (const char* const other : {"https://h.example.evil.example/a.whl",
                                    "https://files.example/a.whl",
                                    "http://h.example/a.whl",
                                    "https://h.example:8443/a.whl"}) {
        EXPECT_EQ(with_credentials(other), other);
    }
    EXPECT_EQ(index.without_credentials().text(), "https://h.example/simple/");
}

TEST(Proxy, MayHaveNoSchemeOrASchemeOfItsOwn) {
    EXPECT_EQ(read_proxy("proxy.example:3128").url->text(), "http://proxy.example:3128/");
    EXPECT_EQ(read_proxy("socks5h://u:p@[::1]:1080/x?y").url->text(), "socks5h://u:p@[::1]:1080/");
    for (const char* const malformed : {"http://user:s3cr3t/x@proxy.example:3128",
                                        "user:s3cr3t#x@proxy.example",
                                        "file:///s3cr3t",
                                        "ftp://s3cr3t@proxy.example",
                                        "proxy example",
                                        ""}) {
        const UrlReading reading = read_proxy(malformed);
        EXPECT_FALSE(reading.url) << malformed;
        EXPECT_THAT(reading.fault, Not(HasSubstr("s3cr3t")));
        EXPECT_NE(reading.fault, "");
    }
}

TEST(WithoutAddresses, LeavesOtherWords) {
    EXPECT_EQ(without_addresses("torch @ https://u:s3cr3t@h/x  torch@file:///x 2.6.0"),
              "torch … …  … 2.6.0");
    EXPECT_EQ(without_addresses(""), "");
}

}  // namespace
}  // namespace cudaenv
