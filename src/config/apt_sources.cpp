// SPDX-License-Identifier: Apache-2.0
// Telling Debian's own archive from third-party ones: only its suites, and signed by its keys or
// otherwise recognisable.
#include "config/apt_conf.hpp"
#include "config/apt_entries.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/config/apt_sources.hpp>
#include <cudaenv/sys/directories.hpp>
#include <cudaenv/sys/files.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace cudaenv::config {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMirrorFile = "mirror+file:";
constexpr std::array<std::string_view, 13> kSuites{"buster",
                                                   "bullseye",
                                                   "bookworm",
                                                   "trixie",
                                                   "forky",
                                                   "duke",
                                                   "sid",
                                                   "stable",
                                                   "testing",
                                                   "unstable",
                                                   "oldstable",
                                                   "oldoldstable",
                                                   "experimental"};
constexpr std::array<std::string_view, 5> kPockets{
    "", "-updates", "-proposed-updates", "-backports", "-backports-sloppy"};

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

template <typename Range>
bool holds(const Range& range, std::string_view value) {
    return std::find(range.begin(), range.end(), value) != range.end();
}

/// Files with one of the endings, in apt's order.
std::vector<fs::path> list(const fs::path& directory, const std::vector<std::string>& endings) {
    std::vector<fs::path> files;
    for (const std::string& name : list_directory(directory))
        if (holds(endings, fs::path(name).extension().string())) files.push_back(directory / name);
    std::sort(files.begin(), files.end());
    return files;
}

bool is_debian_like(const fs::path& system_root) {
    std::string text = find_readable_text(system_root / "etc/os-release").value_or("");
    if (text.empty()) text = find_readable_text(system_root / "usr/lib/os-release").value_or("");
    std::string names;
    for (const std::string_view line : split_lines(text)) {
        for (const std::string_view key : {"ID=", "ID_LIKE="}) {
            if (line.starts_with(key)) names += " " + to_lower(line.substr(key.size()));
        }
    }
    return contains(names, "debian") && !contains(names, "ubuntu");
}

/// "bookworm", "bookworm-updates", but neither "bookworm-security" nor "bookworm-pgdg".
bool is_debian_suite(std::string_view suite) {
    while (suite.ends_with("/")) suite.remove_suffix(1);
    const std::size_t dash = suite.find('-');
    const std::string_view pocket = dash == std::string_view::npos ? "" : suite.substr(dash);
    return holds(kSuites, suite.substr(0, dash)) && holds(kPockets, pocket);
}

bool is_security_tree(const Url& url) {
    return url.file_name().ends_with("-security") || contains(url.host(), "security");
}

/// The addresses that `uri` stands for: itself, or the lines of a mirror list on this machine.
std::vector<std::string> expand(const std::string& uri, const fs::path& system_root) {
    if (!uri.starts_with(kMirrorFile)) return {uri};
    const fs::path file = uri.substr(uri.find_first_not_of('/', kMirrorFile.size()));
    const std::string text = find_readable_text(system_root / file).value_or("");
    std::vector<std::string> uris;
    for (const std::string_view line : split_lines(text)) {
        const std::vector<std::string_view> words = split_words(line.substr(0, line.find('#')));
        if (!words.empty()) uris.emplace_back(words.front());
    }
    return uris;
}

/// nullopt for what cannot be fetched from, which apt itself complains about, and for security
/// trees, whose pool is another.
std::optional<Url> find_base(std::string uri) {
    while (uri.ends_with('/')) uri.pop_back();
    std::optional<Url> base = uri.starts_with('/') ? std::nullopt : find_url(uri);
    return base && !is_security_tree(*base) ? base : std::nullopt;
}

/// What all entries together say about one base.
struct Candidate {
    NamedUrl base;
    bool has_debian_suite = false;
    bool is_recognised = false;
    bool is_foreign = false;  ///< signed by somebody else's keys
};

bool looks_like_debian(const AptEntry& entry, const Url& base) {
    const auto is_updates = [](const std::string& suite) {
        return is_debian_suite(suite) && suite.ends_with("-updates");
    };
    // Vendors call their only suite "stable" and their only component "main" too.
    return contains(entry.signed_by, "debian-archive") ||
           contains(to_lower(base.without_credentials().text()), "debian") ||
           holds(entry.components, "contrib") || holds(entry.components, "non-free") ||
           std::any_of(entry.suites.begin(), entry.suites.end(), is_updates);
}

class Candidates {
 public:
    void add(const AptEntry& entry, const fs::path& file, const fs::path& system_root) {
        for (const std::string& uri : entry.uris) {
            for (const std::string& address : expand(uri, system_root))
                if (const auto base = find_base(address)) judge(entry, candidate(*base, file));
        }
    }

    void fill(AptConfig& config) const {
        for (const Candidate& candidate : candidates_) {
            if (!candidate.has_debian_suite || !candidate.is_recognised || candidate.is_foreign)
                continue;
            config.debian_bases.push_back(candidate.base);
        }
    }

 private:
    Candidate& candidate(const Url& base, const fs::path& file) {
        const auto [known, is_new] = places_.emplace(base.text(), candidates_.size());
        if (is_new) candidates_.push_back({.base = {base, file.string()}});
        return candidates_[known->second];
    }

    static void judge(const AptEntry& entry, Candidate& candidate) {
        const bool has_suite =
            std::any_of(entry.suites.begin(), entry.suites.end(), is_debian_suite);
        const bool has_component = holds(entry.components, "main") ||
                                   holds(entry.components, "contrib") ||
                                   holds(entry.components, "non-free");
        candidate.has_debian_suite = candidate.has_debian_suite || (has_suite && has_component);
        candidate.is_recognised =
            candidate.is_recognised || looks_like_debian(entry, candidate.base.url);
        const bool is_foreign =
            !entry.signed_by.empty() && !contains(entry.signed_by, "debian-archive");
        candidate.is_foreign = candidate.is_foreign || is_foreign;
    }

    std::vector<Candidate> candidates_;
    std::map<std::string, std::size_t> places_;  ///< in candidates_, by address
};

void read_sources(const fs::path& system_root, AptConfig& config) {
    const fs::path apt = system_root / "etc/apt";
    std::vector<fs::path> files{apt / "sources.list"};
    for (const fs::path& file : list(apt / "sources.list.d", {".list", ".sources"}))
        files.push_back(file);
    Candidates candidates;
    for (const fs::path& file : files) {
        const std::string text = find_readable_text(file).value_or("");
        const bool is_deb822 = file.extension() == ".sources";
        for (const AptEntry& entry :
             is_deb822 ? parse_deb822_sources(text) : parse_one_line_sources(text))
            candidates.add(entry, file, system_root);
    }
    candidates.fill(config);
}

void read_proxies(const fs::path& system_root, AptConfig& config) {
    const fs::path apt = system_root / "etc/apt";
    // Files without ending and ".conf" files count; apt.conf itself is read last and wins.
    std::vector<fs::path> files = list(apt / "apt.conf.d", {"", ".conf"});
    files.push_back(apt / "apt.conf");
    std::optional<std::string> proxy;
    fs::path origin;
    for (const fs::path& file : files) {
        auto found =
            find_apt_setting(find_readable_text(file).value_or(""), "Acquire::http::Proxy");
        if (!found) continue;
        proxy = std::move(found);
        origin = file;
    }
    if (!proxy || proxy->empty() || to_lower(*proxy) == "direct" || to_lower(*proxy) == "false")
        return;
    UrlReading reading = read_proxy(*proxy);
    config.http_proxy = std::move(reading.url);
    if (config.http_proxy) return;
    config.fault = fmt::format("the proxy in {} is malformed: {}", origin.string(), reading.fault);
}

}  // namespace

AptConfig load_apt_config(const fs::path& system_root) {
    AptConfig config;
    if (is_debian_like(system_root)) read_sources(system_root, config);
    read_proxies(system_root, config);
    return config;
}

}  // namespace cudaenv::config
