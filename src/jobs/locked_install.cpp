// SPDX-License-Identifier: Apache-2.0
// Installing what a lock says: the resolver is left no choice, and judges this machine as ever.
#include "jobs/plan_options.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/jobs/locked_install.hpp>
#include <cudaenv/lock/locked_catalog.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::jobs {

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
        if (release->product == Product::cuda) {
            request.cuda = exact;
        } else if (release->product != Product::gcc) {
            request.ask_for_library(release->product, exact);
        }
    }
    request.reachable.insert(request.sources.begin(), request.sources.end());
    return request;
}

Error missing_platform_error(Platform platform) {
    return {ErrorKind::not_found,
            fmt::format(".cudaenv.lock has no toolkit for {}", platform_text(platform)),
            Advice::lock_again_for_platform};
}

Error no_toolkit_error() {
    return {ErrorKind::integrity,
            ".cudaenv.lock has a release of CUDA that is no toolkit",
            Advice::lock_again};
}

void check_sources(const std::vector<const Release*>& releases,
                   Platform platform,
                   const std::vector<SourceName>& order) {
    for (const Release* release : releases) {
        if (release->product == Product::gcc) continue;  // whether it is needed the machine decides
        for (const catalog::Offer& offer : release->offers) {
            if (!offer.archives.contains(platform) ||
                std::find(order.begin(), order.end(), offer.source) != order.end())
                continue;
            throw Error(ErrorKind::not_found,
                        fmt::format(".cudaenv.lock takes {} {} from source {}, which is not in use",
                                    product_title(release->product),
                                    release->version.text(),
                                    source_text(offer.source)),
                        Advice::lock_again_or_use_source);
        }
    }
}

}  // namespace

std::variant<Decision, resolve::Refusal> decide_locked(
    const InstallWish& wish,
    const lock::Lock& lock,
    const std::optional<install::TrustedLock>& trusted,
    Session& session) {
    const machine::Machine& machine = session.machine();
    const lock::LockedCatalog locked(lock, machine.platform, session.catalog());
    if (lock.find_release(Product::cuda, machine.platform) == nullptr)
        throw missing_platform_error(machine.platform);
    InstallWish exact = wish;
    exact.request = locked_request(wish.request, lock, locked.releases());
    const std::vector<SourceName>& order = exact.request.sources;
    check_sources(locked.releases(), machine.platform, order);
    auto answer = resolve::resolve(exact.request, machine, locked);
    if (auto* refusal = std::get_if<resolve::Refusal>(&answer)) return std::move(*refusal);

    Decision decision{std::get<resolve::Resolution>(std::move(answer)), {}};
    if (!decision.resolution.source) throw no_toolkit_error();
    install::PlanOptions options = plan_options(exact, machine.platform);
    options.every_archive = true;
    options.trusted_lock = trusted;
    const auto find_release = [&](Product product, const Version& /*version*/) {
        return *lock.find_release(product, machine.platform);
    };
    decision.plan = install::make_plan(
        decision.resolution, options, {find_release, session.sources(order), session.layout()});
    decision.plan.environment->keeps_what_is_there = !wish.reinstall;
    return decision;
}

}  // namespace cudaenv::jobs
