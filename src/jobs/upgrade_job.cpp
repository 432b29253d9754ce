// SPDX-License-Identifier: Apache-2.0
// What is newer than an installed environment.
#include "jobs/same_request.hpp"

#include <cudaenv/jobs/upgrade_job.hpp>
#include <cudaenv/store/mending.hpp>

#include <algorithm>
#include <utility>

namespace cudaenv::jobs {

namespace {

Spec series_of(const Version& version, std::size_t components) {
    return parse_spec(version.truncated(components).text());
}

void add_if_newer(std::vector<Change>& changes,
                  Product product,
                  const Version& from,
                  const Version& to) {
    if (from < to) changes.push_back({product, from, to});
}

/// With the very libraries: an older one of the series, as the old environment has it, is not
/// enough.
bool is_here(resolve::Request request, const resolve::Resolution& resolution, Session& session) {
    for (const resolve::ChosenLibrary& library : resolution.libraries)
        request.ask_for_library(library.product, parse_spec(library.version.text()));
    return find_same_request(
               request, resolution, store::list_environments(session.layout(), {}).healthy)
        .has_value();
}

}  // namespace

resolve::Request upgrade_request(resolve::Request request, const store::Record& record) {
    request.cuda = series_of(record.toolkit, 2);
    request.cudnn = parse_spec("none");
    request.libraries.clear();
    for (const auto& [library, version] : record.libraries)
        request.ask_for_library(library, series_of(version, 1));
    request.profile = record.profile.value_or(request.profile);
    if (record.host_compiler && record.host_compiler->origin == CompilerOrigin::store) {
        request.host_compiler = CompilerWish::gcc(record.host_compiler->version.major_number());
    }
    return request;
}

std::vector<Change> newer_parts(const store::Record& record,
                                const resolve::Resolution& resolution) {
    std::vector<Change> changes;
    add_if_newer(changes, Product::cuda, record.toolkit, resolution.toolkit);
    for (const resolve::ChosenLibrary& library : resolution.libraries) {
        const auto installed = record.libraries.find(library.product);
        if (installed != record.libraries.end())
            add_if_newer(changes, library.product, installed->second, library.version);
    }
    return changes;
}

store::Environments upgradable_environments(const store::Layout& layout) {
    store::Environments all = store::list_environments(layout, {});
    std::erase_if(all.healthy, [](const store::Installed& each) {
        return each.origin != store::EnvironmentOrigin::installed;
    });
    return all;
}

NamedEnvironments find_named(const Spec& spec, const store::Environments& all) {
    NamedEnvironments named;
    for (const store::Installed& each : all.healthy) {
        if (each.name == spec.text() || store::satisfies(each, {spec, {}}))
            named.healthy.push_back(each);
    }
    if (!named.healthy.empty()) return named;
    for (const store::Damaged& each : all.damaged) {
        if (store::may_satisfy(each, {spec, {}})) return {{}, each};
    }
    return named;
}

std::variant<Upgrade, UpToDate, OfTrustedLock, resolve::Refusal> find_upgrade(
    const store::Installed& environment, const resolve::Request& request, Session& session) {
    const auto record = store::find_record(environment.path);
    if (!record) return UpToDate{};
    if (!record->project.empty()) return OfTrustedLock{*record};
    Upgrade upgrade{*record, upgrade_request(request, *record), {}, {}};
    auto answer = resolve_everywhere(upgrade.request, session);
    if (auto* refusal = std::get_if<resolve::Refusal>(&answer)) return std::move(*refusal);
    upgrade.best = std::get<resolve::Resolution>(std::move(answer));
    upgrade.changes = newer_parts(*record, upgrade.best);
    if (upgrade.changes.empty()) return UpToDate{};
    if (store::is_named_by_rule(*record) && is_here(upgrade.request, upgrade.best, session))
        return UpToDate{};
    return upgrade;
}

InstallWish upgrade_wish(const Upgrade& upgrade) {
    const store::Record& record = upgrade.record;
    InstallWish wish{upgrade.request};
    wish.spec = upgrade.request.cuda.text();
    if (!store::is_named_by_rule(record)) wish.name = record.name;
    wish.reinstall = !wish.name.empty();  // another release may take the place of this one
    wish.components = record.components;
    wish.with_statics = store::has_statics(record);
    return wish;
}

}  // namespace cudaenv::jobs
