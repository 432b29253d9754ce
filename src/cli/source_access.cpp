// SPDX-License-Identifier: Apache-2.0
// The configured sources.
#include "cli/source_access.hpp"

#include <cudaenv/archive/unpack.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/config/apt_sources.hpp>
#include <cudaenv/config/pip_config.hpp>
#include <cudaenv/source/connection.hpp>
#include <cudaenv/source/sources.hpp>
#include <cudaenv/sys/files.hpp>

#include <fmt/format.h>

#include <fcntl.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <mutex>
#include <system_error>
#include <thread>

namespace cudaenv::cli {

namespace {

constexpr std::chrono::seconds kProbeTimeout{4};
constexpr std::uint64_t kMaxPipModule = 1U << 20U;

std::optional<std::string> read_zip_member(const std::filesystem::path& zip,
                                           const std::string& member) {
    const UniqueFd file = open_file(zip, O_RDONLY);
    const std::string name = zip.filename().string();
    const CancelFlag never;
    archive::FileSource bytes(file.get(), name, never);
    return archive::find_member(bytes, {name, archive::Format::zip}, member, kMaxPipModule);
}

source::Settings gather_settings(const config::Config& config, const Services& services) {
    source::Settings settings;
    settings.redist_url = config.redist_url;
    settings.plain_http_hosts = config.plain_http_hosts;

    const std::filesystem::path system = system_root(services.environment);
    const config::PipConfig pip =
        config::load_pip_config(services.environment, system, read_zip_member);
    settings.wheel_indexes =
        config.wheel_index_url ? std::vector{*config.wheel_index_url} : pip.indexes;
    settings.find_links = pip.find_links;
    settings.wheel_fault = pip.fault;
    if (!pip.fault && !config.wheel_index_url) settings.wheel_fault = pip.index_fault;
    settings.wheel_ca_bundle = pip.ca_bundle;
    settings.wheel_proxy = pip.proxy;

    const config::AptConfig apt = config::load_apt_config(system);
    settings.debian_bases = config.debian_url ? std::vector{*config.debian_url} : apt.debian_bases;
    settings.debian_proxy = apt.http_proxy;
    settings.debian_fault = apt.fault;
    return settings;
}

/// Why nothing can be had from `source` now; nullopt when it answers.
std::optional<std::string> unreachable_reason(const source::Source& source,
                                              const Services& services) {
    try {
        if (auto unusable = source.unusable_reason()) return unusable;
        return source.connect(services.environment, services.clock)
            ->unreachable_reason(kProbeTimeout, services.cancel);
    } catch (const std::exception& error) {
        return error.what();
    }
}

/// Runs `task` in a thread of its own or, where no more may be started (a process limit of a
/// cluster), in this one.
void run_beside(std::vector<std::jthread>& threads, const std::function<void()>& task) {
    try {
        threads.emplace_back(task);
        return;
    } catch (const std::system_error&) {
        // As below.
    }
    task();
}

}  // namespace

std::vector<std::string> source_order(const config::Config& config, const std::string& only) {
    const std::vector<std::string> known = source::known_sources();
    const auto is_known = [&known](const std::string& name) {
        return std::find(known.begin(), known.end(), name) != known.end();
    };
    if (!only.empty()) {
        if (is_known(only)) return {only};
        throw Error(ErrorKind::usage,
                    fmt::format("no source is called {}", only),
                    fmt::format("--source takes one of: {}", fmt::join(known, " ")));
    }
    std::vector<std::string> order;
    std::copy_if(config.sources.begin(), config.sources.end(), std::back_inserter(order), is_known);
    return order;
}

install::Sources make_sources(const std::vector<std::string>& names,
                              const config::Config& config,
                              const Services& services) {
    const source::Settings settings = gather_settings(config, services);
    install::Sources sources;
    for (const std::string& name : names)
        sources.emplace(name, source::make_source(name, settings));
    return sources;
}

Reachability probe(const install::Sources& sources, const Services& services) {
    Reachability result;
    std::mutex mutex;
    std::vector<std::jthread> threads;
    threads.reserve(sources.size());
    for (const auto& [name, source] : sources) {
        run_beside(threads, [&services, &result, &mutex, &name = name, &source = *source] {
            const std::optional<std::string> reason = unreachable_reason(source, services);
            const std::lock_guard lock(mutex);
            if (reason) {
                result.reasons.emplace(name, *reason);
            } else {
                result.reachable.insert(name);
            }
        });
    }
    threads.clear();
    services.cancel.check();
    return result;
}

}  // namespace cudaenv::cli
