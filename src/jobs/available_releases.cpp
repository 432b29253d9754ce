// SPDX-License-Identifier: Apache-2.0
// Every known release, judged for this machine.
#include <cudaenv/jobs/available_releases.hpp>
#include <cudaenv/resolve/offers.hpp>
#include <cudaenv/store/examination.hpp>

#include <algorithm>
#include <utility>

namespace cudaenv::jobs {

namespace {

using resolve::Reason;
using resolve::Verdict;

std::vector<SourceName> toolkit_sources(const catalog::Summary& summary, Platform platform) {
    return resolve::offering_sources(summary, {catalog::Provides::toolkit, platform, ""});
}

/// A pre-release is listed where the release would be, whatever a range says of pre-releases:
/// only its whole name takes it.
bool is_asked_for(const catalog::Summary& summary, const Spec& spec) {
    const Version& version = summary.version;
    if (spec.matches(version)) return true;
    return summary.prerelease && spec.matches(version.truncated(version.numbers().size()));
}

bool is_installed(const Version& toolkit, const std::vector<store::Installed>& installed) {
    return std::any_of(
        installed.begin(), installed.end(), [&toolkit](const store::Installed& environment) {
            return environment.toolkit == toolkit && !store::is_of_trusted_lock(environment);
        });
}

bool is_known_to_a_source(const Version& toolkit,
                          Platform platform,
                          const catalog::Facts& catalog) {
    const auto& toolkits = catalog.summaries(Product::cuda);
    return std::any_of(toolkits.begin(), toolkits.end(), [&](const catalog::Summary& summary) {
        return summary.version == toolkit && !toolkit_sources(summary, platform).empty();
    });
}

/// Whether resolve takes it unasked: it passes over withdrawn ones, and prefers machine code for
/// every GPU to PTX.
bool is_plainly_native(const AvailableRelease& release) {
    return !release.prerelease && !release.yanked && !release.judgement.reason &&
           release.judgement.verdict == Verdict::native;
}

/// Only what its verdict does not say.
Remark remark_on(const AvailableRelease& release, bool is_newest_native) {
    const resolve::Judgement& judgement = release.judgement;
    if (release.prerelease) return Remark::prerelease;
    if (release.yanked) return Remark::withdrawn;
    if (is_newest_native) return Remark::newest_native;
    if (judgement.reason == Reason::gpu_too_new) return Remark::only_ptx;
    if (judgement.reason == Reason::gpu_partly) return Remark::not_every_gpu;
    if (judgement.reason == Reason::requirement_unknown) return Remark::unknown_driver;
    if (judgement.reason == Reason::gpu_dropped) return Remark::gpu_dropped;
    if (judgement.verdict == Verdict::native || !judgement.min_driver) return Remark::none;
    return Remark::needs_driver;
}

/// Those that some source has as a toolkit, newest first.
std::vector<AvailableRelease> available_releases(const Spec& spec,
                                                 const machine::Machine& machine,
                                                 const catalog::Facts& catalog,
                                                 const std::vector<store::Installed>& installed) {
    std::vector<AvailableRelease> releases;
    for (const catalog::Summary& summary : catalog.summaries(Product::cuda)) {
        AvailableRelease release;
        release.version = summary.version;
        release.prerelease = summary.prerelease;
        release.yanked = summary.yanked;
        release.sources = toolkit_sources(summary, machine.platform);
        if (release.sources.empty() || !is_asked_for(summary, spec)) continue;
        release.judgement = resolve::judge(summary.version, machine, catalog);
        release.installed = is_installed(summary.version, installed);
        releases.push_back(std::move(release));
    }
    std::sort(releases.begin(),
              releases.end(),
              [](const AvailableRelease& left, const AvailableRelease& right) {
                  return left.version > right.version;
              });
    return releases;
}

/// One at most is the newest native one. They come newest first.
void remark_on(std::vector<AvailableRelease>& releases) {
    const auto newest = std::find_if(releases.begin(), releases.end(), is_plainly_native);
    for (auto release = releases.begin(); release != releases.end(); ++release)
        release->remark = remark_on(*release, release == newest);
}

/// By preference; those that are not in `order` go last.
void order_sources(std::vector<AvailableRelease>& releases, const std::vector<SourceName>& order) {
    const auto place = [&order](SourceName source) {
        return std::find(order.begin(), order.end(), source) - order.begin();
    };
    for (AvailableRelease& release : releases) {
        std::stable_sort(
            release.sources.begin(),
            release.sources.end(),
            [&place](SourceName left, SourceName right) { return place(left) < place(right); });
    }
}

/// Known releases that no source has, ascending.
std::vector<Version> unsourced_releases(const Spec& spec,
                                        Platform platform,
                                        const catalog::Facts& catalog) {
    std::vector<Version> unsourced;
    for (const catalog::DriverRow& row : catalog.drivers().rows) {
        if (!row.prerelease && spec.matches(row.toolkit) &&
            !is_known_to_a_source(row.toolkit, platform, catalog))
            unsourced.push_back(row.toolkit);
    }
    return unsourced;
}

}  // namespace

std::variant<AvailableReleases, resolve::Refusal> find_available(const Spec& spec,
                                                                 Session& session) {
    const catalog::Catalog& catalog = session.catalog();
    const machine::Machine& machine = session.machine();
    if (!resolve::names_releases(spec)) {
        return resolve::Refusal{
            resolve::NamesNoRelease{spec, resolve::find_meant(spec.text(), catalog)}};
    }
    const auto shared_roots = store::shared_roots(session.environment());
    AvailableReleases available;
    available.releases = available_releases(
        spec, machine, catalog, store::list_environments(session.layout(), shared_roots).healthy);
    order_sources(available.releases, session.config().sources);
    remark_on(available.releases);
    available.unsourced = unsourced_releases(spec, machine.platform, catalog);
    available.driver = resolve::known_driver(machine, catalog.drivers());
    return available;
}

bool knows_release(const Spec& spec, const catalog::Facts& catalog) {
    const auto& offered = catalog.summaries(Product::cuda);
    const auto& rows = catalog.drivers().rows;
    return std::any_of(offered.begin(),
                       offered.end(),
                       [&spec](const auto& summary) { return spec.matches(summary.version); }) ||
           std::any_of(rows.begin(), rows.end(), [&spec](const auto& row) {
               return spec.matches(row.toolkit);
           });
}

}  // namespace cudaenv::jobs
