// SPDX-License-Identifier: Apache-2.0
// Installing what a lock says: the resolver is left no choice, and judges this machine as ever.
#include "cli/installation.hpp"
#include "cli/lock_trust.hpp"
#include "cli/resolution_text.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/explain/refusal.hpp>
#include <cudaenv/lock/locked_catalog.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::cli {

namespace {

using catalog::Release;

/// `request` with every version named exactly, from whatever source the lock has it.
resolve::Request locked_request(resolve::Request request,
                                const lock::Lock& lock,
                                const std::vector<const Release*>& releases) {
    request.profile = lock.profile;
    request.host_compiler = lock.host_compiler;
    request.cudnn = parse_spec("none");
    request.libraries.clear();
    for (const Release* release : releases) {
        const Spec exact = parse_spec(release->version.text());
        if (release->product == "cuda") {
            request.cuda = exact;
        } else if (release->product != "gcc") {
            request.ask_for_library(release->product, exact);
        }
    }
    request.reachable.insert(request.sources.begin(), request.sources.end());
    return request;
}

Error missing_platform_error(Platform platform) {
    return {ErrorKind::not_found,
            fmt::format(".cudaenv.lock has no toolkit for {}", platform_text(platform)),
            "no source had one when it was made; cudaenv lock makes it again"};
}

void check_sources(const std::vector<const Release*>& releases,
                   Platform platform,
                   const std::vector<std::string>& order) {
    for (const Release* release : releases) {
        if (release->product == "gcc") continue;  // whether it is needed the machine decides
        for (const catalog::Offer& offer : release->offers) {
            if (!offer.archives.contains(platform) ||
                std::find(order.begin(), order.end(), offer.source) != order.end())
                continue;
            throw Error(ErrorKind::not_found,
                        fmt::format(".cudaenv.lock takes {} {} from source {}, which is not in use",
                                    release->product,
                                    release->version.text(),
                                    offer.source),
                        "add it to sources in config.yaml, or lock with another: cudaenv lock "
                        "--source NAME");
        }
    }
}

}  // namespace

void Installation::install_locked(const Job& job) {
    const lock::Lock& lock = job.lock->lock;
    const auto trusted = judge_lock(*job.lock,
                                    job.pin->file,
                                    options_.trust_lock ? LockTrust::user : LockTrust::none,
                                    machine_.platform,
                                    catalog_,
                                    services_);
    const lock::LockedCatalog locked(lock, machine_.platform, catalog_);
    const std::vector<const Release*>& releases = locked.releases();
    if (lock.find_release("cuda", machine_.platform) == nullptr)
        throw missing_platform_error(machine_.platform);
    const resolve::Request request = locked_request(
        make_request(job.spec, options_.request, &*job.pin, config_), lock, releases);
    check_sources(releases, machine_.platform, request.sources);
    const resolve::Resolution resolution =
        explain::require_resolution(resolve::resolve(request, machine_, locked));

    install::PlanOptions options;
    options.environment_name = options_.name;
    options.profile = request.profile;
    options.with_statics = request.profile == Profile::full;
    options.platform = machine_.platform;
    options.spec = job.spec.text();
    options.every_archive = true;
    options.trusted_lock = trusted;
    const auto find_release = [&](const std::string& product, const Version& /*version*/) {
        return *lock.find_release(product, machine_.platform);
    };
    Decision decision{
        resolution,
        install::make_plan(resolution,
                           options,
                           {find_release, session_.sources(request.sources), services_.layout})};
    decision.plan.environment->keeps_what_is_there = !options_.reinstall;
    check_given_name(decision.plan);
    announce(decision);
    if (trusted) {
        services_.output.words(fmt::format("  as {}, which serves only {}",
                                           decision.plan.name(),
                                           services_.shown(trusted->project)));
    }
    carry_out(decision.plan);
}

}  // namespace cudaenv::cli
