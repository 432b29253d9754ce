// SPDX-License-Identifier: Apache-2.0
// One table; the file and the variables share its validation.
#include "config/config_keys.hpp"

#include <cudaenv/base/letters.hpp>
#include <cudaenv/base/library_path.hpp>
#include <cudaenv/base/number.hpp>
#include <cudaenv/base/path_list.hpp>
#include <cudaenv/base/text.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <initializer_list>

namespace cudaenv::config {
namespace {

using Complaint = std::optional<std::string>;
using Choices = std::initializer_list<std::string_view>;

constexpr unsigned kMaxJobs = 256;
constexpr std::string_view kNvidiaServer = "https://developer.download.nvidia.com/compute";
constexpr std::size_t kLongestWord = 40;

std::string no_choice(const std::string& text, Choices choices) {
    const std::vector<std::string> names(choices.begin(), choices.end());
    return fmt::format("{} is none of {}", quoted_word(text), join(names, ", "));
}

Complaint check_choice(const std::string& text, Choices choices) {
    if (std::find(choices.begin(), choices.end(), text) != choices.end()) return std::nullopt;
    return no_choice(text, choices);
}

template <auto member>
Complaint set_url(Config& config, const std::string& text, const std::string& where) {
    UrlReading reading = read_url(text);
    if (!reading.url) return "the address is malformed: " + reading.fault;
    config.*member = NamedUrl{*std::move(reading.url), where};
    return std::nullopt;
}

Complaint set_sources(Config& config, const std::string& text, const std::string& /*where*/) {
    config.sources.clear();
    const std::string blank_separated = replace_all(text, ",", " ");
    for (const std::string_view word : split_words(blank_separated)) {
        const std::optional<SourceName> source = find_source_name(word);
        if (!source) {
            return fmt::format(
                "{} is none of {}", quoted_word(word), join(source_texts(source_names()), ", "));
        }
        if (std::find(config.sources.begin(), config.sources.end(), *source) !=
            config.sources.end())
            return fmt::format("{} is named twice", quoted_word(word));
        config.sources.push_back(*source);
    }
    if (config.sources.empty()) return "no source is named";
    return std::nullopt;
}

Complaint check_library_path(Config& /*config*/,
                             const std::string& text,
                             const std::string& /*where*/) {
    if (find_library_path(text)) return std::nullopt;
    return no_choice(text, {"auto", "always", "never"});
}

Complaint set_host_compiler(Config& config, const std::string& text, const std::string& /*where*/) {
    const auto wish = find_compiler_wish(text);
    if (!wish) return no_choice(text, {"auto", "system", "gcc-N"});
    config.host_compiler = *wish;
    return std::nullopt;
}

Complaint set_default_cudnn(Config& config, const std::string& text, const std::string& /*where*/) {
    config.default_cudnn = text == "none" ? DefaultCudnn::none : DefaultCudnn::automatic;
    return check_choice(text, {"auto", "none"});
}

Complaint set_profile(Config& config, const std::string& text, const std::string& /*where*/) {
    const auto profile = find_profile(text);
    if (!profile) return no_choice(text, {"minimal", "default", "full"});
    config.profile = *profile;
    return std::nullopt;
}

Complaint set_keep_downloads(Config& config,
                             const std::string& text,
                             const std::string& /*where*/) {
    config.keep_downloads = text == "true" || text == "yes" || text == "1";
    return check_choice(text, {"true", "false", "yes", "no", "1", "0"});
}

Complaint set_jobs(Config& config, const std::string& text, const std::string& /*where*/) {
    const auto jobs = find_number<unsigned>(text);
    config.jobs = jobs.value_or(0);
    if (jobs && *jobs <= kMaxJobs) return std::nullopt;
    return fmt::format("{} is no number from 0 to {}", quoted_word(text), kMaxJobs);
}

Complaint check_safe_directories(Config& /*config*/,
                                 const std::string& text,
                                 const std::string& /*where*/) {
    for (const std::string& entry : parse_directories(text)) {
        if (entry != "*" && !entry.starts_with('/'))
            return fmt::format("\"{}\" is neither an absolute path nor *", entry);
    }
    return std::nullopt;
}

constexpr std::array kKeys{Key{"sources", set_sources, ","},
                           Key{"redist_url", set_url<&Config::redist_url>},
                           Key{"wheel_index_url", set_url<&Config::wheel_index_url>},
                           Key{"debian_url", set_url<&Config::debian_url>},
                           Key{"library_path", check_library_path},
                           Key{"host_compiler", set_host_compiler},
                           Key{"default_cudnn", set_default_cudnn},
                           Key{"profile", set_profile},
                           Key{"keep_downloads", set_keep_downloads},
                           Key{"safe_directories", check_safe_directories, ":"},
                           Key{"jobs", set_jobs}};

}  // namespace

std::span<const Key> known_keys() {
    return kKeys;
}

const Key* find_key(std::string_view name) {
    const auto* found =
        std::find_if(kKeys.begin(), kKeys.end(), [&](const Key& key) { return key.name == name; });
    return found == kKeys.end() ? nullptr : found;
}

std::string quoted_word(std::string_view text) {
    constexpr std::string_view in_words = "._+-";
    const bool is_word =
        text.size() <= kLongestWord && std::all_of(text.begin(), text.end(), [&](char c) {
            return is_alphanumeric(c) || in_words.find(c) != std::string_view::npos;
        });
    return is_word ? fmt::format("\"{}\"", text) : "what stands there";
}

std::string variable_name(const Key& key) {
    std::string name = "CUDAENV_";
    for (const char c : key.name)
        name += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return name;
}

std::vector<std::string> plain_http_hosts(const Config& config) {
    std::vector<std::string> hosts;
    for (const std::optional<NamedUrl>& address :
         {std::optional(config.redist_url), config.wheel_index_url, config.debian_url}) {
        if (!address || address->url.scheme() != "http") continue;
        const std::string& host = address->url.host();
        if (std::find(hosts.begin(), hosts.end(), host) == hosts.end()) hosts.push_back(host);
    }
    return hosts;
}

NamedUrl nvidia_server(const std::string& name) {
    return {parse_url(kNvidiaServer, name), name};
}

}  // namespace cudaenv::config
