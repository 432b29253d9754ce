// SPDX-License-Identifier: Apache-2.0
// cudaenv upgrade: the newest patch release and libraries of what is installed.
#include "cli/command.hpp"
#include "cli/installation.hpp"
#include "cli/installed_already.hpp"
#include "cli/upgrade.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/explain/refusal.hpp>
#include <cudaenv/install/leftovers.hpp>
#include <cudaenv/store/examination.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace cudaenv::cli {

namespace {

using Json = nlohmann::ordered_json;

struct UpgradeOptions {
    std::vector<std::string> specs;
    RequestOptions request;
    bool dry_run = false;
    bool json = false;
};

void bind(CLI::App& command, UpgradeOptions& options) {
    command.add_option("spec",
                       options.specs,
                       "Environments, by name or version (12.4); none: everything installed");
    command.add_option("--compat",
                       options.request.compat,
                       "Weakest way to run that is accepted: native, minor, forward, any");
    command.add_option("--source", options.request.source, "Take everything from this source");
    bind_machine_options(command, options.request.machine);
    command.add_flag("--dry-run", options.dry_run, "Show what would change, and stop");
    command.add_flag("--json", options.json, "One JSON object when done");
    command.footer(
        "A toolkit stays in its minor version and a library in its major one. What is upgraded is "
        "installed beside\nthe old environment, which stays; an environment with a name of your "
        "own "
        "is exchanged.");
}

/// One environment and what would take its place.
struct Upgrade {
    store::Record record;
    resolve::Request request;
    std::vector<Change> changes;
};

std::vector<store::Installed> require_matching(const UpgradeOptions& options,
                                               const Services& services) {
    store::Environments all = store::list_environments(services.layout, {});
    std::vector<store::Installed>& own = all.healthy;
    std::erase_if(
        own, [](const store::Installed& each) { return each.origin != store::Origin::installed; });
    if (options.specs.empty()) {
        for (const store::Damaged& each : all.damaged) {
            services.output.warning(fmt::format(
                "{} stays as it is: {}; {} mends it", each.name, each.reason, each.mend));
        }
        return own;
    }
    std::vector<store::Installed> chosen;
    for (const std::string& text : options.specs) {
        const Spec spec = parse_spec(text);
        const std::size_t before = chosen.size();
        std::copy_if(own.begin(), own.end(), std::back_inserter(chosen), [&](const auto& each) {
            return each.name == spec.text() || store::satisfies(each, {spec, {}});
        });
        if (chosen.size() == before) {
            for (const store::Damaged& each : all.damaged) {
                if (store::may_satisfy(each, {spec, {}})) throw store::damaged_error(each);
            }
            throw Error(ErrorKind::not_found,
                        fmt::format("{} is not installed", spec.text()),
                        "cudaenv list shows what is");
        }
    }
    return chosen;
}

/// Compares installed environments with the catalogue; asks no source.
class Comparison {
 public:
    Comparison(const UpgradeOptions& options, jobs::Session& session, const Services& services)
        : services_(services),
          catalog_(session.catalog()),
          machine_(session.machine()),
          request_(make_request(parse_spec("latest"), options.request, nullptr, session.config())) {
        request_.reachable.insert(request_.sources.begin(), request_.sources.end());
    }

    [[nodiscard]] std::optional<Upgrade> find_upgrade(const store::Installed& environment) const {
        Upgrade upgrade;
        try {
            const auto record = store::find_record(environment.path);
            if (!record) return std::nullopt;
            if (!record->project.empty()) {
                warn_of_trusted_lock(*record);
                return std::nullopt;
            }
            upgrade.record = *record;
            upgrade.request = upgrade_request(request_, *record);
            const auto resolution =
                explain::require_resolution(resolve::resolve(upgrade.request, machine_, catalog_));
            upgrade.changes = newer_parts(*record, resolution);
            if (upgrade.changes.empty()) return std::nullopt;
            if (!has_own_name(*record) && is_here(upgrade.request, resolution)) return std::nullopt;
        } catch (const Error& error) {
            services_.output.warning(
                fmt::format("{} stays as it is: {}", environment.name, error.message()));
            return std::nullopt;
        }
        return upgrade;
    }

 private:
    void warn_of_trusted_lock(const store::Record& record) const {
        services_.output.warning(fmt::format(
            "{} stays as it is: it is what the lock of {} says; cudaenv lock makes another",
            record.name,
            services_.shown(record.project)));
    }

    /// With the very libraries: an older one of the series, as the old environment has it, is not
    /// enough.
    [[nodiscard]] bool is_here(resolve::Request request,
                               const resolve::Resolution& resolution) const {
        for (const resolve::ChosenLibrary& library : resolution.libraries)
            request.ask_for_library(library.name, parse_spec(library.version.text()));
        return find_same_request(
                   request, resolution, store::list_environments(services_.layout, {}).healthy)
            .has_value();
    }

    const Services& services_;
    const catalog::Catalog& catalog_;
    const machine::Machine& machine_;
    resolve::Request request_;
};

InstallOptions install_options(const UpgradeOptions& options, const store::Record& record) {
    InstallOptions install;
    install.request = options.request;
    install.components = record.components;
    if (has_statics(record)) install.request.with = {"static"};
    if (has_own_name(record)) install.name = record.name;
    install.reinstall = has_own_name(record);  // another release may take the place of this one
    return install;
}

/// Prints what came of it; returns its part of the JSON object.
Json carry_out(const Upgrade& upgrade,
               const UpgradeOptions& options,
               jobs::Session& session,
               Services& services) {
    const store::Record& old = upgrade.record;
    const InstallOptions install = install_options(options, old);
    Installation installation(install, session, services);
    const Job job{upgrade.request.cuda, {}, {}};
    const Installation::Decision decision = installation.decide(upgrade.request, job);
    const std::string name = decision.plan.name();
    services.output.words(
        fmt::format("{}: {} to download", name, render_bytes(decision.plan.download)));
    if (!options.dry_run) {
        installation.carry_out(decision.plan);
        if (name != old.name) {
            services.output.words(
                fmt::format("{0} stays; cudaenv uninstall {0} removes it", old.name));
        }
    }
    Json changes = Json::array();
    for (const Change& change : upgrade.changes) {
        changes.push_back(
            {{"name", change.product}, {"from", change.from.text()}, {"to", change.to.text()}});
    }
    return {{"environment", old.name},
            {"to", name},
            {"changes", std::move(changes)},
            {"download", decision.plan.download.value}};
}

int run_upgrade(const UpgradeOptions& options, Services& services) {
    if (!options.dry_run) {
        require_this_machine(options.request.machine);
        install::sweep_leftovers(services.layout, services.cancel);
    }
    jobs::Session session = open_session(services, options.request.machine);
    const config::Config& config = session.config();
    const std::vector<store::Installed> environments = require_matching(options, services);
    const Comparison comparison(options, session, services);
    std::vector<Upgrade> upgrades;
    for (const store::Installed& environment : environments) {
        if (auto upgrade = comparison.find_upgrade(environment))
            upgrades.push_back(*std::move(upgrade));
    }
    if (upgrades.empty()) services.output.words("nothing to upgrade");
    for (const Upgrade& upgrade : upgrades) {
        services.output.words(
            fmt::format("{}: {}", upgrade.record.name, change_words(upgrade.changes)));
    }
    Json reports = Json::array();
    for (const Upgrade& upgrade : upgrades)
        reports.push_back(carry_out(upgrade, options, session, services));
    if (!options.dry_run && !config.keep_downloads)
        install::sweep_downloads(services.layout, services.cancel);
    if (options.json) {
        services.output.json(
            {{"schema", 1}, {"upgrades", std::move(reports)}, {"dry_run", options.dry_run}});
    }
    return 0;
}

}  // namespace

void add_upgrade_command(Registry& registry) {
    add_command<UpgradeOptions>(
        registry,
        "upgrade",
        "Install the newest patch release and libraries of what is installed",
        bind,
        run_upgrade);
}

}  // namespace cudaenv::cli
