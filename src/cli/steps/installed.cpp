// SPDX-License-Identifier: Apache-2.0
// Marks and judges what is installed.
#include "cli/steps/installed.hpp"

#include "cli/steps/pins.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/resolve/resolve.hpp>
#include <cudaenv/selection/selection.hpp>

#include <fmt/format.h>

#include <utility>

namespace cudaenv::cli {

namespace {

jobs::Inventory take_inventory(const Services& services) {
    jobs::Inventory inventory = jobs::take_inventory(services.environment, services.layout);
    for (const Error& objection : inventory.passed_over)
        services.output.warning(fmt::format("{}; it is passed over", objection.message()));
    return inventory;
}

InstalledList mark(jobs::Inventory inventory,
                   const std::optional<selection::Selection>& selection,
                   const Services& services) {
    InstalledList list;
    for (jobs::MeasuredEnvironment& each : inventory.healthy) {
        ListedEnvironment& listed = list.environments.emplace_back();
        listed.measured = std::move(each);
        listed.is_selected = selection && selection->environment &&
                             selection->environment->path == listed.measured.environment.path;
        if (listed.is_selected && !selection->origin.where.empty())
            listed.selected_by = services.shown(selection->origin.where);
    }
    list.damaged = std::move(inventory.damaged);
    return list;
}

}  // namespace

InstalledList list_installed(const Services& services) {
    const auto selection = try_select(services);
    return mark(take_inventory(services), selection, services);
}

InstalledList judge_installed(const MachineOptions& options, const Services& services) {
    jobs::Inventory inventory = take_inventory(services);
    InstalledList list;
    if (inventory.healthy.empty()) {
        list.damaged = std::move(inventory.damaged);
    } else {
        jobs::Session session = open_session(services, options);
        const machine::Machine& machine = session.machine();
        const catalog::Catalog& catalog = session.catalog();
        list = mark(std::move(inventory), try_select(services), services);
        for (ListedEnvironment& each : list.environments) {
            const store::Installed& environment = each.measured.environment;
            if (environment.origin != store::EnvironmentOrigin::linked)
                each.judgement = resolve::judge(environment.toolkit, machine, catalog);
        }
    }
    list.compilers = jobs::kept_compilers(services.layout);
    list.is_empty = list.environments.empty() && list.damaged.empty() && list.compilers.empty();
    return list;
}

}  // namespace cudaenv::cli
