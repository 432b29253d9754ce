// SPDX-License-Identifier: Apache-2.0
// One address. What is checked, what is fetched and what is shown are built from the same parsed
// parts, so that no two readers can take it for different things.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cudaenv {

struct UrlReading;

class Url {
 public:
    /// The file: address of an absolute path, which is taken as it is.
    static Url of_path(std::string_view path);

    /// Lower case.
    [[nodiscard]] const std::string& scheme() const { return scheme_; }
    /// Lower case, an IPv6 address in its brackets; empty for file.
    [[nodiscard]] const std::string& host() const { return host_; }
    [[nodiscard]] std::optional<std::uint16_t> port() const { return port_; }
    [[nodiscard]] bool has_credentials() const { return !user_.empty() || !password_.empty(); }
    [[nodiscard]] bool is_local() const { return scheme_ == "file"; }
    /// Same scheme, host and port: the server that credentials belong to.
    [[nodiscard]] bool has_origin_of(const Url& other) const;

    /// All of it but the fragment, for whoever fetches it. Never for a message: see shown().
    [[nodiscard]] std::string text() const;
    /// The path of a file: address, decoded.
    [[nodiscard]] std::string local_path() const;
    /// The last part of the path, decoded; empty when the path ends in '/'.
    [[nodiscard]] std::string file_name() const;

    /// For messages, also of an address that somebody else wrote: "https://h.example/…/x.whl?…".
    /// No user, no password, no query, and of the path only the last part, if it is the name of a
    /// file or was joined by the program itself. A file: address is the user's own path.
    [[nodiscard]] std::string shown() const;
    /// For messages about an address that was configured: "https://h.example:8443".
    [[nodiscard]] std::string shown_origin() const;
    /// The last part of shown(), or empty.
    [[nodiscard]] std::string shown_name() const;

    /// With `path` behind its own, one slash between them. `path` is a name, not an address: what
    /// means something in an address is escaped.
    [[nodiscard]] Url joined(std::string_view path) const;
    /// RFC 3986, 5.2: what `reference` means on the page with this address. It may hold blanks and
    /// '@', as pages write them.
    [[nodiscard]] UrlReading resolve(std::string_view reference) const;
    /// This one with the user and password of `other`, if it has the origin of `other` and none of
    /// its own.
    [[nodiscard]] Url with_credentials_of(const Url& other) const;
    [[nodiscard]] Url without_credentials() const;

    friend bool operator==(const Url& left, const Url& right) {
        return left.text() == right.text() && left.fragment_ == right.fragment_;
    }

 private:
    friend class UrlReader;
    Url() = default;

    // As in an address: escaped where needed, and nowhere else.
    std::string scheme_;
    std::string user_;
    std::string password_;
    std::string host_;
    std::optional<std::uint16_t> port_;
    std::string path_;  ///< begins with '/'
    std::optional<std::string> query_;
    std::optional<std::string> fragment_;
    bool is_name_ours_ = false;  ///< the last part of the path was joined
};

/// An address, or what keeps a text from being one ("it has no scheme"), without a word of it.
struct UrlReading {
    std::optional<Url> url;
    std::string fault;
};

/// Reads an http, https or file address with its authority (RFC 3986), or an absolute path, which
/// stands for the file: address of that path. Everything that two programs might read differently
/// is a fault: blanks, control characters, backslashes, '@' behind the host, odd ports and hosts.
UrlReading read_url(std::string_view text);
std::optional<Url> find_url(std::string_view text);
/// Throws Error(usage) "the address in <where> is malformed: <fault>".
Url parse_url(std::string_view text, const std::string& where);

/// Reads a proxy: http, https or one of the socks schemes; http where there is none. The path is
/// dropped.
UrlReading read_proxy(std::string_view text);

/// An address and what named it: "redist_url", "PIP_INDEX_URL", "/etc/apt/sources.list".
struct NamedUrl {
    Url url;
    std::string name;

    /// "redist_url (https://h.example)".
    [[nodiscard]] std::string shown() const { return name + " (" + url.shown_origin() + ")"; }

    friend bool operator==(const NamedUrl&, const NamedUrl&) = default;
};

/// `text` with every word that may be an address, or a part of one, as "…": for messages that quote
/// a line of a file.
std::string without_addresses(std::string_view text);

}  // namespace cudaenv
