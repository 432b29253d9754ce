// SPDX-License-Identifier: Apache-2.0
// pip's order of precedence: sections beat files, variables beat sections.
#include "config/pip_places.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/path_list.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/config/pip_config.hpp>
#include <cudaenv/formats/pip_ini.hpp>
#include <cudaenv/sys/files.hpp>

#include <fmt/format.h>

namespace cudaenv::config {
namespace {

namespace fs = std::filesystem;
using Paths = std::vector<fs::path>;

struct Value {
    std::string text;
    std::string origin;  ///< file or variable
};
using Values = std::map<std::string, Value>;

void append_global_files(const Environment& environment,
                         const fs::path& system_root,
                         Paths& files) {
    if (const auto directories = environment.find_nonempty("XDG_CONFIG_DIRS")) {
        const PathList list(*directories);
        for (const std::string& directory : list.entries())
            files.push_back(fs::path(directory) / "pip/pip.conf");
    } else {
        files.push_back(system_root / "etc/xdg/pip/pip.conf");
    }
    files.push_back(system_root / "etc/pip.conf");
}

void append_user_files(const Environment& environment, Paths& files) {
    const auto home = environment.find_nonempty("HOME");
    if (home) files.push_back(fs::path(*home) / ".pip/pip.conf");
    if (const auto config_home = environment.find_nonempty("XDG_CONFIG_HOME")) {
        files.push_back(fs::path(*config_home) / "pip/pip.conf");
    } else if (home) {
        files.push_back(fs::path(*home) / ".config/pip/pip.conf");
    }
}

/// Lowest precedence first.
Paths config_files(const Environment& environment,
                   const Paths& prefixes,
                   const fs::path& system_root) {
    const auto named = environment.find("PIP_CONFIG_FILE");
    if (named == "/dev/null") return {};
    Paths files;
    append_global_files(environment, system_root, files);
    std::error_code ignored;
    const bool replaces_user_files = named && !named->empty() && fs::exists(*named, ignored);
    if (!replaces_user_files) append_user_files(environment, files);
    if (!prefixes.empty()) files.push_back(prefixes.front() / "pip.conf");
    if (replaces_user_files) files.emplace_back(*named);
    return files;
}

/// An unreadable file is skipped here; pip itself will complain about it.
formats::PipIni read_ini(const fs::path& file) {
    return formats::parse_pip_ini(find_readable_text(file).value_or(""));
}

void merge_section(const formats::PipIni& ini,
                   const char* section,
                   const fs::path& file,
                   Values& values) {
    const auto found = ini.find(section);
    if (found == ini.end()) return;
    for (const auto& [key, text] : found->second) values[key] = Value{text, file.string()};
}

/// "PIP_INDEX_URL" is "index-url".
void merge_variables(const Environment& environment, Values& values) {
    for (const auto& [name, text] : environment.values()) {
        if (!name.starts_with("PIP_") || text.empty()) continue;
        values[replace_all(to_lower(std::string_view(name).substr(4)), "_", "-")] =
            Value{text, name};
    }
}

/// What pip would use for `pip download`. Empty values count as absent, as in pip.
Values effective_values(const Environment& environment, const Paths& files) {
    Values global;
    Values download;
    for (const fs::path& file : files) {
        const formats::PipIni ini = read_ini(file);
        merge_section(ini, "global", file, global);
        merge_section(ini, "download", file, download);
    }
    Values values;
    for (const Values& layer : {global, download}) {
        for (const auto& [key, value] : layer)
            if (!value.text.empty()) values[key] = value;
    }
    merge_variables(environment, values);
    return values;
}

std::optional<Value> find_value(const Values& values, const std::string& key) {
    const auto found = values.find(key);
    if (found == values.end()) return std::nullopt;
    return found->second;
}

std::vector<std::string> list_of(const Values& values, const std::string& key) {
    std::vector<std::string> items;
    const std::optional<Value> value = find_value(values, key);
    if (!value) return items;
    for (const std::string_view item : split_words(value->text)) items.emplace_back(item);
    return items;
}

std::optional<std::string> text_of(const Values& values, const std::string& key) {
    const std::optional<Value> value = find_value(values, key);
    if (!value) return std::nullopt;
    return value->text;
}

bool is_true(const Values& values, const std::string& key) {
    const std::string text = to_lower(text_of(values, key).value_or("no"));
    return text == "1" || text == "y" || text == "yes" || text == "t" || text == "true" ||
           text == "on";
}

void note(std::optional<std::string>& fault, const std::string& text) {
    if (!fault) fault = text;
}

void add_index(PipConfig& config, const Value& value) {
    UrlReading reading = read_url(value.text);
    if (reading.url) {
        config.indexes.push_back({*std::move(reading.url), value.origin});
    } else {
        note(config.index_fault,
             fmt::format("the address in {} is malformed: {}", value.origin, reading.fault));
    }
}

/// pip takes what is no address for a path, and passes over one where nothing is.
void add_find_links(PipConfig& config, const Value& value) {
    UrlReading reading = read_url(value.text);
    std::error_code ignored;
    if (!reading.url && fs::exists(value.text, ignored))
        reading.url = Url::of_path(fs::absolute(value.text).lexically_normal().string());
    if (reading.url) {
        config.find_links.push_back({*std::move(reading.url), value.origin});
    } else if (value.text.find_first_of(":@") != std::string::npos) {
        note(config.fault,
             fmt::format("an address in {} is malformed: {}", value.origin, reading.fault));
    }
}

void add_all(PipConfig& config,
             const Values& values,
             const std::string& key,
             void (*add)(PipConfig&, const Value&)) {
    const std::optional<Value> value = find_value(values, key);
    if (!value) return;
    for (const std::string_view item : split_words(value->text))
        add(config, {std::string(item), value->origin});
}

void set_proxy(PipConfig& config, const Value& value) {
    UrlReading reading = read_proxy(value.text);
    config.proxy = std::move(reading.url);
    if (config.proxy) return;
    note(config.fault,
         fmt::format("the proxy in {} is malformed: {}", value.origin, reading.fault));
}

}  // namespace

PipConfig load_pip_config(const Environment& environment,
                          const fs::path& system_root,
                          const ZipReader& read_zip) {
    const Paths prefixes = python_prefixes(environment);
    const Values values =
        effective_values(environment, config_files(environment, prefixes, system_root));

    PipConfig config;
    add_all(config, values, "find-links", add_find_links);
    config.trusted_hosts = list_of(values, "trusted-host");
    if (const auto proxy = find_value(values, "proxy")) set_proxy(config, *proxy);
    config.ca_bundle = text_of(values, "cert");
    if (!config.ca_bundle) config.ca_bundle = environment.find_nonempty("REQUESTS_CA_BUNDLE");
    if (is_true(values, "no-index")) return config;

    if (const auto index = find_value(values, "index-url")) {
        add_index(config, *index);
    } else if (const auto fallback = find_default_index(prefixes, system_root, read_zip)) {
        add_index(config, {fallback->url, fallback->origin});
    }
    add_all(config, values, "extra-index-url", add_index);
    return config;
}

}  // namespace cudaenv::config
