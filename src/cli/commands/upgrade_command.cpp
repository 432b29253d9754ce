// SPDX-License-Identifier: Apache-2.0
// cudaenv upgrade: the newest patch release and libraries of what is installed.
#include "cli/command.hpp"
#include "cli/steps/installation.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/explain/refusal.hpp>
#include <cudaenv/jobs/sweeps.hpp>
#include <cudaenv/jobs/upgrade_job.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <utility>

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

std::vector<store::Installed> require_named(const Spec& spec, const store::Environments& all) {
    jobs::NamedEnvironments named = jobs::find_named(spec, all);
    if (named.damaged) throw store::damaged_error(*named.damaged);
    if (!named.healthy.empty()) return std::move(named.healthy);
    throw Error(ErrorKind::not_found,
                fmt::format("{} is not installed", spec.text()),
                Advice::list_installed);
}

std::vector<store::Installed> require_matching(const UpgradeOptions& options,
                                               const Services& services) {
    const store::Environments all = jobs::upgradable_environments(services.layout);
    if (options.specs.empty()) {
        for (const store::Damaged& each : all.damaged) {
            services.output.warning(fmt::format(
                "{} stays as it is: {}; {} mends it", each.name, each.reason, each.mend));
        }
        return all.healthy;
    }
    std::vector<store::Installed> chosen;
    for (const std::string& text : options.specs) {
        const auto named = require_named(parse_spec(text), all);
        chosen.insert(chosen.end(), named.begin(), named.end());
    }
    return chosen;
}

void say_it_stays(const std::string& name, const std::string& reason, const Services& services) {
    services.output.warning(fmt::format("{} stays as it is: {}", name, reason));
}

/// What is newer than the environment, if it can be had; else says why not.
std::optional<jobs::Upgrade> find_upgrade(const store::Installed& environment,
                                          const resolve::Request& request,
                                          jobs::Session& session,
                                          const Services& services) {
    try {
        auto found = jobs::find_upgrade(environment, request, session);
        if (auto* upgrade = std::get_if<jobs::Upgrade>(&found)) return std::move(*upgrade);
        if (const auto* locked = std::get_if<jobs::OfTrustedLock>(&found)) {
            say_it_stays(locked->record.name,
                         fmt::format("it is what the lock of {} says; cudaenv lock makes another",
                                     services.shown(locked->record.project)),
                         services);
        }
        if (const auto* refusal = std::get_if<resolve::Refusal>(&found))
            say_it_stays(environment.name, explain::error(*refusal).message(), services);
    } catch (const Error& error) {
        say_it_stays(environment.name, error.message(), services);
    }
    return std::nullopt;
}

InstallOptions install_options(const UpgradeOptions& options, const jobs::InstallWish& wish) {
    InstallOptions install;
    install.request = options.request;
    install.name = wish.name;
    install.reinstall = wish.reinstall;
    return install;
}

/// Prints what came of it; returns its part of the JSON object.
Json carry_out(const jobs::Upgrade& upgrade,
               const UpgradeOptions& options,
               jobs::Session& session,
               Services& services) {
    const store::Record& old = upgrade.record;
    const jobs::InstallWish wish = jobs::upgrade_wish(upgrade);
    const InstallOptions install = install_options(options, wish);
    Installation installation(install, session, services);
    const jobs::Decision decision = installation.decide(wish, upgrade.best);
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
    for (const jobs::Change& change : upgrade.changes) {
        changes.push_back({{"name", product_text(change.product)},
                           {"from", change.from.text()},
                           {"to", change.to.text()}});
    }
    return {{"environment", old.name},
            {"to", name},
            {"changes", std::move(changes)},
            {"download", decision.plan.download.value}};
}

int run_upgrade(const UpgradeOptions& options, Services& services) {
    if (!options.dry_run) require_this_machine(options.request.machine);
    jobs::Session session = open_session(services, options.request.machine);
    const config::Config& config = session.config();
    if (!options.dry_run) jobs::sweep_leftovers(session);
    const std::vector<store::Installed> environments = require_matching(options, services);
    static_cast<void>(session.machine());  // what is wrong with it is no environment's matter
    const resolve::Request request =
        make_request(parse_spec("latest"), options.request, nullptr, config);
    std::vector<jobs::Upgrade> upgrades;
    for (const store::Installed& environment : environments) {
        if (auto upgrade = find_upgrade(environment, request, session, services))
            upgrades.push_back(*std::move(upgrade));
    }
    if (upgrades.empty()) services.output.words("nothing to upgrade");
    for (const jobs::Upgrade& upgrade : upgrades) {
        services.output.words(
            fmt::format("{}: {}", upgrade.record.name, change_words(upgrade.changes)));
    }
    Json reports = Json::array();
    for (const jobs::Upgrade& upgrade : upgrades)
        reports.push_back(carry_out(upgrade, options, session, services));
    if (!options.dry_run) jobs::sweep_downloads(session);
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
