// SPDX-License-Identifier: Apache-2.0
// Takes addresses apart, from the left; the first fault ends it.
#include "base/url_parts.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/letters.hpp>
#include <cudaenv/base/number.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/base/url.hpp>

#include <algorithm>
#include <utility>

namespace cudaenv {

namespace {

constexpr std::size_t kLongest = 8192;

enum class AtSigns { refused, allowed };

bool is_scheme(std::string_view text) {
    return !text.empty() && is_alphanumeric(text.front()) && !is_digit(text.front()) &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return is_alphanumeric(c) || c == '+' || c == '-' || c == '.';
           });
}

/// "https:" at the front of an absolute address.
std::string_view scheme_of(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || !is_scheme(text.substr(0, colon))) return {};
    return text.substr(0, colon);
}

bool is_fetched(std::string_view scheme) {
    return scheme == "https" || scheme == "http" || scheme == "file";
}

bool is_proxy_scheme(std::string_view scheme) {
    constexpr std::string_view socks = "socks";
    if (!scheme.starts_with(socks)) return scheme == "https" || scheme == "http";
    const std::string_view version = scheme.substr(socks.size());
    return version == "4" || version == "4a" || version == "5" || version == "5h";
}

std::string_view letter_fault(std::string_view text) {
    if (text.empty()) return "it is empty";
    if (text.size() > kLongest) return "it is too long";
    if (std::any_of(text.begin(), text.end(), url::is_control))
        return "it holds a control character";
    return {};
}

}  // namespace

/// Fills a Url; afterwards fault() says whether it is one.
class UrlReader {
 public:
    UrlReader(std::string_view text, AtSigns at_signs) : rest_(text), at_signs_(at_signs) {}

    UrlReading read() {
        check(letter_fault(rest_));
        if (is_fine() && rest_.front() == '/') return read_path();
        if (is_fine() && rest_.find_first_of(" \\") != std::string_view::npos)
            fail("it holds a blank or a backslash");
        read_scheme();
        if (is_fine() && !is_fetched(url_.scheme_))
            fail("its scheme is none of https, http and file");
        read_authority();
        read_behind_host();
        return finish();
    }

    UrlReading read_proxy() {
        check(letter_fault(rest_));
        if (is_fine() && rest_.find_first_of(" \\") != std::string_view::npos)
            fail("it holds a blank or a backslash");
        if (rest_.find("://") == std::string_view::npos) {
            url_.scheme_ = "http";
        } else {
            read_scheme();
        }
        if (is_fine() && !is_proxy_scheme(url_.scheme_))
            fail("its scheme is none of http, https, socks4, socks4a, socks5 and socks5h");
        read_authority();
        read_behind_host();
        url_.path_ = "/";
        url_.query_.reset();
        url_.fragment_.reset();
        return finish();
    }

    /// Relative to `page`, in whose origin it stays.
    UrlReading read_below(const Url& page) {
        url_ = page;
        url_.is_name_ours_ = false;
        check(letter_fault(rest_));
        if (is_fine() && rest_.find('\\') != std::string_view::npos) fail("it holds a backslash");
        if (is_fine() && !rest_.empty() && rest_.front() != '/' && rest_.front() != '?' &&
            rest_.front() != '#') {
            merged_ = page.path_.substr(0, page.path_.rfind('/') + 1).append(rest_);
            rest_ = merged_;
        }
        if (rest_.starts_with('/') || rest_.starts_with('?')) url_.query_.reset();
        url_.fragment_.reset();
        read_behind_host();
        return finish();
    }

 private:
    [[nodiscard]] bool is_fine() const { return fault_.empty(); }
    void fail(std::string_view fault) {
        if (is_fine()) fault_ = fault;
    }
    void check(std::string_view fault) {
        if (!fault.empty()) fail(fault);
    }

    UrlReading finish() {
        if (!is_fine()) return {std::nullopt, std::string(fault_)};
        return {std::move(url_), {}};
    }

    UrlReading read_path() {
        if (rest_.starts_with("//")) return {std::nullopt, "it has no scheme"};
        return {Url::of_path(rest_), {}};
    }

    void read_scheme() {
        if (!is_fine()) return;
        const std::string_view scheme = scheme_of(rest_);
        if (scheme.empty()) return fail("it has no scheme");
        url_.scheme_ = to_lower(scheme);
        rest_.remove_prefix(scheme.size() + 1);
        if (rest_.starts_with("//")) {
            rest_.remove_prefix(2);
        } else if (url_.scheme_ != "file" || !rest_.starts_with("/")) {
            fail(is_fetched(url_.scheme_) ? "it has no host"
                                          : "its scheme is none of https, http and file");
        }
    }

    void read_authority() {
        if (!is_fine()) return;
        const std::size_t end = std::min(rest_.find_first_of("/?#"), rest_.size());
        const std::string_view authority = rest_.substr(0, end);
        rest_.remove_prefix(end);
        if (at_signs_ == AtSigns::refused && rest_.find('@') != std::string_view::npos) {
            return fail(
                "an @ stands behind its host (in a password / is written %2F, ? %3F and "
                "# %23; elsewhere @ is %40)");
        }
        if (url_.is_local()) {
            if (!authority.empty() && to_lower(authority) != "localhost")
                fail("a file address has no host");
            return;
        }
        const std::size_t at = authority.rfind('@');
        if (at != std::string_view::npos) read_user(authority.substr(0, at));
        read_host(authority.substr(at == std::string_view::npos ? 0 : at + 1));
    }

    void read_user(std::string_view text) {
        if (text.find('@') != std::string_view::npos) return fail("it has two @");
        const std::size_t colon = std::min(text.find(':'), text.size());
        const auto user = url::normalise(text.substr(0, colon), url::kInUser);
        const auto password =
            url::normalise(text.substr(std::min(colon + 1, text.size())), url::kInUser);
        if (!user || !password) return fail("its user or password has a % that escapes nothing");
        if (user->empty() && password->empty()) return fail("it has an @ without a user");
        url_.user_ = *user;
        url_.password_ = *password;
    }

    void read_host(std::string_view text) {
        const std::size_t bracket = text.starts_with('[') ? text.find(']') : 0;
        const std::size_t colon = std::min(text.find(':', bracket), text.size());
        url_.host_ = to_lower(text.substr(0, colon));
        check(url::host_fault(url_.host_));
        if (colon == text.size() || !is_fine()) return;
        const auto port = find_number<std::uint16_t>(text.substr(colon + 1));
        if (!port || *port == 0) return fail("its port is no number from 1 to 65535");
        url_.port_ = *port;
    }

    void read_behind_host() {
        if (!is_fine()) return;
        const std::size_t hash = rest_.find('#');
        if (hash != std::string_view::npos)
            url_.fragment_ = normalised(rest_.substr(hash + 1), url::kInQuery);
        rest_ = rest_.substr(0, hash);
        const std::size_t mark = rest_.find('?');
        if (mark != std::string_view::npos)
            url_.query_ = normalised(rest_.substr(mark + 1), url::kInQuery);
        const std::string_view path = rest_.substr(0, mark);
        if (!path.empty()) {
            url_.path_ = url::remove_dot_segments(normalised(path, url::kInPath));
        } else if (url_.path_.empty()) {
            url_.path_ = "/";
        }
    }

    std::string normalised(std::string_view part, std::string_view punctuation) {
        auto text = url::normalise(part, punctuation);
        if (!text) fail("it has a % that begins no escape, or escapes a control character");
        return text.value_or("/");
    }

    std::string_view rest_;
    AtSigns at_signs_;
    std::string merged_;
    Url url_;
    std::string_view fault_;
};

UrlReading read_url(std::string_view text) {
    return UrlReader(text, AtSigns::refused).read();
}

std::optional<Url> find_url(std::string_view text) {
    return read_url(text).url;
}

Url parse_url(std::string_view text, const std::string& where) {
    UrlReading reading = read_url(text);
    if (reading.url) return *std::move(reading.url);
    throw Error(ErrorKind::usage, "the address in " + where + " is malformed: " + reading.fault);
}

UrlReading read_proxy(std::string_view text) {
    return UrlReader(text, AtSigns::refused).read_proxy();
}

UrlReading Url::resolve(std::string_view reference) const {
    // Pages and Location headers have blanks where a browser would escape them.
    const std::string text = replace_all(std::string(trim(reference)), " ", "%20");
    if (!scheme_of(text).empty()) return UrlReader(text, AtSigns::allowed).read();
    if (text.starts_with("//")) {
        const std::string absolute = scheme_ + ":" + text;
        return UrlReader(absolute, AtSigns::allowed).read();
    }
    if (text.empty()) return {*this, {}};
    return UrlReader(text, AtSigns::allowed).read_below(*this);
}

}  // namespace cudaenv
