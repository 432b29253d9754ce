// SPDX-License-Identifier: Apache-2.0
// Wheels are fetched as pip is told to, packages as apt is.
#include "jobs/source_settings.hpp"

#include <cudaenv/archive/unpack.hpp>
#include <cudaenv/config/apt_sources.hpp>
#include <cudaenv/config/pip_config.hpp>
#include <cudaenv/sys/cancel.hpp>
#include <cudaenv/sys/files.hpp>

#include <fcntl.h>

#include <filesystem>
#include <optional>
#include <vector>

namespace cudaenv::jobs {

namespace {

constexpr std::uint64_t kMaxPipModule = 1U << 20U;

std::optional<std::string> read_zip_member(const std::filesystem::path& zip,
                                           const std::string& member) {
    const UniqueFd file = open_file(zip, O_RDONLY);
    const std::string name = zip.filename().string();
    const CancelFlag never;
    archive::FileSource bytes(file.get(), name, never);
    return archive::find_member(bytes, {name, archive::Format::zip}, member, kMaxPipModule);
}

void add_pip(source::Settings& settings,
             const config::Config& config,
             const Environment& environment) {
    const config::PipConfig pip =
        config::load_pip_config(environment, system_root(environment), read_zip_member);
    settings.wheel_indexes =
        config.wheel_index_url ? std::vector{*config.wheel_index_url} : pip.indexes;
    settings.find_links = pip.find_links;
    settings.wheel_fault = pip.fault;
    if (!pip.fault && !config.wheel_index_url) settings.wheel_fault = pip.index_fault;
    settings.wheel_ca_bundle = pip.ca_bundle;
    settings.wheel_proxy = pip.proxy;
}

void add_apt(source::Settings& settings,
             const config::Config& config,
             const Environment& environment) {
    const config::AptConfig apt = config::load_apt_config(system_root(environment));
    settings.debian_bases = config.debian_url ? std::vector{*config.debian_url} : apt.debian_bases;
    settings.debian_proxy = apt.http_proxy;
    settings.debian_fault = apt.fault;
}

}  // namespace

source::Settings source_settings(SourceName name,
                                 const config::Config& config,
                                 const Environment& environment) {
    source::Settings settings;
    settings.plain_http_hosts = config.plain_http_hosts;
    switch (name) {
        case SourceName::redist:
            settings.redist_url = config.redist_url;
            break;
        case SourceName::wheels:
            add_pip(settings, config, environment);
            break;
        case SourceName::debian:
            add_apt(settings, config, environment);
            break;
    }
    return settings;
}

}  // namespace cudaenv::jobs
