// SPDX-License-Identifier: Apache-2.0
// A lock is what the plans of every platform come to.
#include "jobs/source_choice.hpp"

#include <cudaenv/jobs/lock_job.hpp>
#include <cudaenv/resolve/offers.hpp>

#include <fmt/format.h>

#include <array>
#include <map>
#include <optional>
#include <utility>

namespace cudaenv::jobs {

namespace {

constexpr std::array kPlatforms{
    Platform::linux_x86_64, Platform::linux_sbsa, Platform::linux_ppc64le, Platform::linux_aarch64};

/// A lock's paths stay below their source, and those of early access do not.
Error early_access_error(const catalog::Release& release) {
    return {ErrorKind::refused,
            fmt::format("{} {} is an early-access release, which cannot be locked",
                        product_title(release.product),
                        release.version.text()),
            "pin a final release"};
}

/// The archives of plans, put back into the releases they are of.
class Collector {
 public:
    explicit Collector(const catalog::Catalog& catalog) : catalog_(catalog) {}

    void add(const install::Plan& plan) {
        for (const install::StoreStep& step : plan.steps) {
            for (const install::PlannedArchive& planned : step.archives) add(step, planned.archive);
        }
    }

    std::vector<catalog::Release> finish() {
        std::vector<catalog::Release> releases;
        for (auto& [key, release] : releases_) releases.push_back(std::move(release));
        return releases;
    }

 private:
    void add(const install::StoreStep& step, catalog::Archive archive) {
        catalog::Release& release = release_of(step.purpose);
        archive.yanked = false;  // whoever locked it named it exactly
        if (archive.path.starts_with("../")) throw early_access_error(release);
        offer_of(release, step).archives[step.purpose.platform].push_back(std::move(archive));
    }

    catalog::Release& release_of(const source::Purpose& purpose) {
        const auto [place, is_new] = releases_.try_emplace({purpose.product, purpose.release});
        catalog::Release& release = place->second;
        if (is_new) {
            release.product = purpose.product;
            release.version = purpose.release;
            release.min_glibc = catalog_.release(purpose.product, purpose.release).min_glibc;
        }
        return release;
    }

    static catalog::Offer& offer_of(catalog::Release& release, const install::StoreStep& step) {
        for (catalog::Offer& offer : release.offers) {
            if (offer.source == step.source) return offer;
        }
        release.offers.push_back({step.source, step.purpose.provides, {}});
        return release.offers.back();
    }

    const catalog::Catalog& catalog_;
    std::map<std::pair<Product, Version>, catalog::Release> releases_;
};

/// What a machine of `platform` gets that has no compiler of its own: whether one has is its own
/// matter, and no fact for a lock.
machine::Machine machine_of(Platform platform, const machine::Machine& here) {
    machine::Machine machine = here;
    machine.platform = platform;
    machine.compilers.clear();
    return machine;
}

/// A request for one release, whose verdict has been given.
resolve::Request exactly(resolve::Request request, const Version& toolkit) {
    request.cuda = parse_spec(toolkit.text());
    request.compat = Compat::any;
    return request;
}

NotOffered not_offered(const Version& toolkit, Session& session) {
    const catalog::Summary* summary = find_toolkit(toolkit, session);
    if (summary == nullptr) return {toolkit, {}};
    const resolve::OfferWish wanted{catalog::Provides::toolkit, session.machine().platform, ""};
    return {toolkit, resolve::offering_sources(*summary, wanted)};
}

/// Adds what `platform` gets of the toolkit; nothing where no source has it. Returns why it may not
/// have it.
std::optional<resolve::Refusal> collect(const resolve::Request& request,
                                        Platform platform,
                                        Session& session,
                                        Collector& collector) {
    auto answer =
        resolve::resolve(request, machine_of(platform, session.machine()), session.catalog());
    if (auto* refusal = std::get_if<resolve::Refusal>(&answer)) return std::move(*refusal);
    const auto& there = std::get<resolve::Resolution>(answer);
    if (!there.source) return std::nullopt;
    install::PlanOptions options;
    options.platform = platform;
    options.profile = request.profile;
    collector.add(install::make_plan(
        there,
        options,
        {session.find_release(), session.sources(request.sources), session.layout()}));
    return std::nullopt;
}

}  // namespace

std::variant<MadeLock, resolve::Refusal, NotOffered> make_lock(resolve::Request request,
                                                               const lock::PinValues& pin,
                                                               Session& session) {
    request.reachable.insert(request.sources.begin(), request.sources.end());
    const Platform here = session.machine().platform;
    auto answer = resolve::resolve(request, session.machine(), session.catalog());
    if (auto* refusal = std::get_if<resolve::Refusal>(&answer)) return std::move(*refusal);
    MadeLock made{{}, std::get<resolve::Resolution>(std::move(answer)), {}};
    if (!made.here.source) return not_offered(made.here.toolkit, session);

    const resolve::Request exact = exactly(request, made.here.toolkit);
    Collector collector(session.catalog());
    for (const Platform platform : kPlatforms) {
        try {
            auto refusal = collect(exact, platform, session, collector);
            if (!refusal) continue;
            if (platform == here) return *std::move(refusal);
            made.left_out.push_back({platform, *std::move(refusal)});
        } catch (const Error& error) {
            if (platform == here) throw;
            made.left_out.push_back({platform, error});
        }
    }
    made.lock.catalogue = session.catalog().revision();
    made.lock.pin = pin;
    made.lock.profile = request.profile;
    made.lock.host_compiler = request.host_compiler;
    made.lock.releases = collector.finish();
    return made;
}

}  // namespace cudaenv::jobs
