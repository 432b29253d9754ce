// SPDX-License-Identifier: Apache-2.0
// libcurl reads an address as it was checked: the same host, port, path and credentials.
#include <cudaenv/base/handle.hpp>
#include <cudaenv/base/url.hpp>

#include <curl/curl.h>
#include <gtest/gtest.h>

#include <random>

namespace cudaenv::net {
namespace {

using UrlHandle = CHandle<CURLU, curl_url_cleanup>;
using CurlText = CHandle<char, curl_free>;

std::string part(CURLU* handle, CURLUPart part, unsigned flags = 0) {
    char* text = nullptr;
    if (curl_url_get(handle, part, &text, flags) != CURLUE_OK) return {};
    const CurlText owner(text);
    return text;
}

/// `url` as libcurl takes it apart, put together again.
std::string read_by_curl(const Url& url) {
    const UrlHandle handle(curl_url());
    if (curl_url_set(handle.get(), CURLUPART_URL, url.text().c_str(), CURLU_PATH_AS_IS) !=
        CURLUE_OK)
        return "refused";
    std::string text = part(handle.get(), CURLUPART_SCHEME) + "://";
    const std::string user = part(handle.get(), CURLUPART_USER);
    const std::string password = part(handle.get(), CURLUPART_PASSWORD);
    text += user;
    if (!password.empty()) text += ":" + password;
    if (!user.empty() || !password.empty()) text += "@";
    text += part(handle.get(), CURLUPART_HOST);
    const std::string port = part(handle.get(), CURLUPART_PORT);
    if (!port.empty()) text += ":" + port;
    text += part(handle.get(), CURLUPART_PATH);
    const std::string query = part(handle.get(), CURLUPART_QUERY);
    if (!query.empty()) text += "?" + query;
    return text;
}

/// What libcurl drops is only written differently.
std::string without_empty_query(std::string text) {
    if (text.find('?') + 1 == text.size()) text.pop_back();
    return text;
}

void expect_agreement(const std::string& text) {
    const UrlReading reading = read_url(text);
    if (!reading.url || reading.url->is_local()) return;
    ASSERT_EQ(without_empty_query(reading.url->text()), read_by_curl(*reading.url)) << text;
    // Reading again what was put together changes nothing.
    const UrlReading again = read_url(reading.url->text());
    if (reading.url->text().find('@') == std::string::npos) {
        ASSERT_TRUE(again.url) << again.fault;
        ASSERT_EQ(again.url->text(), reading.url->text());
    }
}

TEST(UrlAgreement, HoldsForAddressesAsPeopleWriteThem) {
    for (const char* text : {"https://h.example",
                             "https://h.example?q=1",
                             "https://user:pa%2Fss@h.example:8443/a/%2e%2e/b?c=d&e=%25#f",
                             "http://[2001:db8::1]:80/x",
                             "https://:token@h.example//a//b",
                             "https://token@h.example/a;b=c,d/e:f",
                             "http://127.0.0.1:8080/\xC3\xBC/[x]"}) {
        ASSERT_TRUE(find_url(text)) << text;
        expect_agreement(text);
    }
}

TEST(UrlAgreement, HoldsForWhateverIsAccepted) {
    constexpr std::string_view pieces[] = {
        "http://", "https://", "user", ":",  "@", "h.example", "127.0.0.1",
        "[::1]",   "/",        "..",   "?",  "#", "%2e",       "%40",
        "%",       ";",        "&",    "\\", " ", "\xC3\xBC",  "80",
        ".",       "x.whl",    "%00",  "//", "=", "+",         "~"};
    std::minstd_rand random(1);
    int accepted = 0;
    for (int i = 0; i < 50'000; ++i) {
        std::string text = random() % 2 == 0 ? "http://" : "https://";
        for (auto count = random() % 9; count > 0; --count)
            text += pieces[random() % std::size(pieces)];
        accepted += find_url(text) ? 1 : 0;
        expect_agreement(text);
        if (HasFatalFailure()) return;
    }
    EXPECT_GT(accepted, 1000);
}

}  // namespace
}  // namespace cudaenv::net
