// SPDX-License-Identifier: Apache-2.0
// A scanner for start tags and their attributes; the rest of HTML does not matter here.
#include <cudaenv/base/number.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/formats/html_links.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace cudaenv::formats {

namespace {

constexpr std::string_view kBlanks = " \t\r\n\f";
/// From '&' to ';'. What is longer is none; to look farther at each '&' would take for ever.
constexpr std::size_t kLongestEntity = 12;

std::string_view take_until(std::string_view& text, std::string_view ends) {
    const std::size_t length = std::min(text.find_first_of(ends), text.size());
    const std::string_view taken = text.substr(0, length);
    text.remove_prefix(length);
    return taken;
}

void skip(std::string_view& text, std::string_view letters) {
    text.remove_prefix(std::min(text.find_first_not_of(letters), text.size()));
}

/// Only ASCII occurs escaped in URLs; other numbers stay as they are.
std::optional<char> find_entity(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, char>, 5> named{
        {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
    for (const auto& [known, letter] : named) {
        if (name == known) return letter;
    }
    if (!name.starts_with('#')) return std::nullopt;
    name.remove_prefix(1);
    const bool is_hex = name.starts_with('x') || name.starts_with('X');
    if (is_hex) name.remove_prefix(1);
    const auto code = find_number<unsigned>(name, is_hex ? 16 : 10);
    if (!code || *code == 0 || *code > 127) return std::nullopt;
    return static_cast<char>(*code);
}

std::string decode_entities(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        result += take_until(text, "&");
        if (text.empty()) break;
        const std::size_t end = text.substr(0, kLongestEntity).find(';');
        const std::optional<char> letter =
            end == std::string_view::npos ? std::nullopt : find_entity(text.substr(1, end - 1));
        result += letter.value_or('&');
        text.remove_prefix(letter ? end + 1 : 1);
    }
    return result;
}

std::string_view take_value(std::string_view& text) {
    if (text.starts_with('"') || text.starts_with('\'')) {
        const std::string_view quote = text.substr(0, 1);
        text.remove_prefix(1);
        const std::string_view value = take_until(text, quote);
        if (!text.empty()) text.remove_prefix(1);
        return value;
    }
    return take_until(text, " \t\r\n\f>");
}

/// Value of `href` among the attributes; `text` is left behind the tag.
std::optional<std::string> take_href(std::string_view& text) {
    std::optional<std::string> href;
    while (true) {
        skip(text, " \t\r\n\f/");
        if (text.empty() || text.front() == '>') return href;
        const std::string name = to_lower(take_until(text, " \t\r\n\f/>="));
        skip(text, kBlanks);
        std::string_view value;
        if (text.starts_with('=')) {
            text.remove_prefix(1);
            skip(text, kBlanks);
            value = take_value(text);
        }
        if (name == "href" && !href) href = decode_entities(trim(value));
    }
}

}  // namespace

HtmlLinks parse_html_links(std::string_view html, const std::function<void()>& check) {
    HtmlLinks links;
    while (true) {
        check();
        take_until(html, "<");
        if (html.empty()) return links;
        if (html.starts_with("<!--")) {
            html.remove_prefix(std::min(html.find("-->"), html.size()));
            continue;
        }
        html.remove_prefix(1);
        const std::string tag = to_lower(take_until(html, " \t\r\n\f/><"));
        if (tag != "a" && tag != "base") continue;
        std::optional<std::string> href = take_href(html);
        if (!href || href->empty()) continue;
        links.are_too_many = tag == "a" && links.hrefs.size() == kMostLinks;
        if (links.are_too_many) return links;
        if (tag == "a") {
            links.hrefs.push_back(std::move(*href));
        } else if (links.base.empty()) {
            links.base = std::move(*href);
        }
    }
}

}  // namespace cudaenv::formats
