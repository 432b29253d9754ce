// SPDX-License-Identifier: Apache-2.0
// cudaenv list: what is installed, what it takes, and how it runs here.
#include "cli/steps/pins.hpp"
#include "cli/words/installed_list.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/explain/judgement.hpp>
#include <cudaenv/jobs/inventory.hpp>
#include <cudaenv/resolve/resolve.hpp>
#include <cudaenv/selection/selection.hpp>
#include <cudaenv/store/entries.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace cudaenv::cli {

namespace {

using jobs::MeasuredEnvironment;
using Json = nlohmann::ordered_json;

/// The selection, when it can be told: a broken pin must not keep anyone from listing.
std::optional<selection::Selection> try_select(const Services& services) {
    try {
        return select(std::nullopt, services);
    } catch (const Error& error) {
        services.output.warning(error.message());
        return std::nullopt;
    }
}

bool is_selected(const store::Installed& environment,
                 const std::optional<selection::Selection>& selection) {
    return selection && selection->environment && selection->environment->path == environment.path;
}

Json installed_json(const MeasuredEnvironment& listed, bool selected) {
    const store::Installed& environment = listed.environment;
    Json libraries = Json::object();
    for (const auto& [library, version] : environment.libraries)
        libraries[std::string(product_text(library))] = version.text();
    return {{"name", environment.name},
            {"toolkit", environment.toolkit.text()},
            {"libraries", libraries},
            {"path", environment.path.string()},
            {"size", listed.size.value},
            {"origin", store::origin_text(environment.origin)},
            {"selected", selected},
            {"trusted_lock", store::is_of_trusted_lock(environment)}};
}

Json damaged_json(const store::Damaged& environment) {
    return {{"name", environment.name},
            {"toolkit", environment.toolkit ? Json(environment.toolkit->text()) : Json()},
            {"path", environment.path.string()},
            {"origin", store::origin_text(environment.origin)},
            {"reason", environment.reason},
            {"mend", environment.mend}};
}

std::string describe(const MeasuredEnvironment& listed,
                     const machine::Machine& machine,
                     const catalog::Facts& catalog) {
    const store::Installed& environment = listed.environment;
    if (environment.origin == store::EnvironmentOrigin::linked)
        return fmt::format("linked {}", environment.path.string());
    const std::string words = explain::words(resolve::judge(environment.toolkit, machine, catalog));
    return fmt::format("{:>8}   {}", render_bytes(listed.size), words);
}

jobs::Inventory take_inventory(const Services& services) {
    jobs::Inventory inventory = jobs::take_inventory(services.environment, services.layout);
    for (const Error& objection : inventory.passed_over)
        services.output.warning(fmt::format("{}; it is passed over", objection.message()));
    return inventory;
}

void list_healthy(const std::vector<MeasuredEnvironment>& installed,
                  jobs::Session& session,
                  const Services& services) {
    const machine::Machine& machine = session.machine();
    const catalog::Catalog& catalog = session.catalog();
    const auto selection = try_select(services);
    std::size_t width = 0;
    for (const MeasuredEnvironment& each : installed)
        width = std::max(width, each.environment.name.size());
    for (const MeasuredEnvironment& each : installed) {
        const bool selected = is_selected(each.environment, selection);
        std::string line = fmt::format("{} {:<{}}  {}",
                                       selected ? '*' : ' ',
                                       each.environment.name,
                                       width,
                                       describe(each, machine, catalog));
        if (store::is_of_trusted_lock(each.environment)) line += "   not vouched for";
        if (selected && !selection->origin.where.empty())
            line += fmt::format("   {}", services.shown(selection->origin.where));
        services.output.data(line);
    }
}

}  // namespace

void print_installed_json(const Services& services) {
    const auto selection = try_select(services);
    Json json{{"schema", 1}, {"environments", Json::array()}, {"damaged", Json::array()}};
    const jobs::Inventory inventory = take_inventory(services);
    for (const MeasuredEnvironment& each : inventory.healthy) {
        json["environments"].push_back(
            installed_json(each, is_selected(each.environment, selection)));
    }
    for (const store::Damaged& each : inventory.damaged)
        json["damaged"].push_back(damaged_json(each));
    services.output.json(json);
}

void print_installed(const MachineOptions& options, const Services& services) {
    const jobs::Inventory inventory = take_inventory(services);
    if (inventory.healthy.empty() && inventory.damaged.empty() &&
        store::kept_entries(services.layout).empty()) {
        services.output.words("nothing is installed yet");
        services.output.words("next: cudaenv install 12.4      or: cudaenv list --available");
        return;
    }
    if (!inventory.healthy.empty()) {
        jobs::Session session = open_session(services, options);
        list_healthy(inventory.healthy, session, services);
    }
    for (const store::Damaged& each : inventory.damaged) {
        services.output.data(
            fmt::format("  {}  damaged: {}; next: {}", each.name, each.reason, each.mend));
    }
    for (const auto& [entry, size] : jobs::kept_compilers(services.layout))
        services.output.data(fmt::format("  {}  {}   host compiler", entry, render_bytes(size)));
}

}  // namespace cudaenv::cli
