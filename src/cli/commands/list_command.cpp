// SPDX-License-Identifier: Apache-2.0
// cudaenv list: what is installed, and what could be.
#include "cli/available_list.hpp"
#include "cli/catalog_access.hpp"
#include "cli/command.hpp"
#include "cli/machine_options.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/resolve/resolve.hpp>
#include <cudaenv/selection/selection.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/sys/files.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace cudaenv::cli {

namespace {

using Json = nlohmann::ordered_json;

struct ListOptions {
    std::string spec;
    bool available = false;
    bool json = false;
    MachineOptions machine;
};

/// The selection, when it can be told: a broken pin must not keep anyone from listing.
std::optional<selection::Selection> try_select(const Services& services) {
    try {
        return selection::select(
            {std::nullopt, services.directory}, services.environment, services.layout);
    } catch (const Error& error) {
        services.output.warning(error.message());
        return std::nullopt;
    }
}

bool is_selected(const store::Installed& environment,
                 const std::optional<selection::Selection>& selection) {
    return selection && selection->environment && selection->environment->path == environment.path;
}

Json installed_json(const store::Installed& environment, bool selected) {
    Json libraries = Json::object();
    for (const auto& [name, version] : environment.libraries) libraries[name] = version.text();
    return {{"name", environment.name},
            {"toolkit", environment.toolkit.text()},
            {"libraries", libraries},
            {"path", environment.path.string()},
            {"size", tree_size(environment.path).value},
            {"origin", store::origin_text(environment.origin)},
            {"selected", selected}};
}

std::string describe(const store::Installed& environment,
                     const machine::Machine& machine,
                     const resolve::CatalogView& view) {
    if (environment.origin == store::Origin::linked)
        return fmt::format("linked {}", environment.path.string());
    const std::string words = resolve::judge(environment.toolkit, machine, view).words;
    return fmt::format("{:>8}   {}", render_bytes(tree_size(environment.path)), words);
}

/// Host compilers that were installed by name: no environment shows them.
void list_compilers(const Services& services) {
    for (const std::string& entry : store::kept_entries(services.layout)) {
        const std::string size = render_bytes(tree_size(store::entry_path(services.layout, entry)));
        services.output.data(fmt::format("  {}  {}   host compiler", entry, size));
    }
}

int list_installed(const ListOptions& options, Services& services) {
    const auto installed =
        store::list_installed(services.layout, store::shared_roots(services.environment));
    const auto selection = try_select(services);
    Json json{{"schema", 1}, {"environments", Json::array()}};
    if (options.json) {
        for (const store::Installed& environment : installed) {
            json["environments"].push_back(
                installed_json(environment, is_selected(environment, selection)));
        }
        services.output.json(json);
        return 0;
    }
    if (installed.empty() && store::kept_entries(services.layout).empty()) {
        services.output.words("nothing is installed yet");
        services.output.words("next: cudaenv install 12.4      or: cudaenv list --available");
        return 0;
    }
    const catalog::Catalog catalog = open_catalog(services);
    const resolve::CatalogView view = view_of(catalog);
    const machine::Machine machine = detect(options.machine, services);
    std::size_t width = 0;
    for (const store::Installed& environment : installed)
        width = std::max(width, environment.name.size());
    for (const store::Installed& environment : installed) {
        const bool selected = is_selected(environment, selection);
        std::string line = fmt::format("{} {:<{}}  {}",
                                       selected ? '*' : ' ',
                                       environment.name,
                                       width,
                                       describe(environment, machine, view));
        if (selected && !selection->origin.where.empty())
            line += fmt::format("   {}", services.shown(selection->origin.where));
        services.output.data(line);
    }
    list_compilers(services);
    return 0;
}

int list_available(const ListOptions& options, Services& services) {
    const catalog::Catalog catalog = open_catalog(services);
    const resolve::CatalogView view = view_of(catalog);
    const machine::Machine machine = detect(options.machine, services);
    const Spec spec = parse_spec(options.spec.empty() ? "latest" : options.spec);
    const std::vector<AvailableRelease> releases = available_releases(
        spec,
        machine,
        view,
        store::list_installed(services.layout, store::shared_roots(services.environment)));
    if (options.json) {
        services.output.json(available_json(releases));
        return 0;
    }
    if (releases.empty()) {
        throw Error(ErrorKind::not_found,
                    fmt::format("no known release matches {}", options.spec),
                    "cudaenv list --available shows all");
    }
    services.output.raw(
        render_available(releases,
                         {options.spec, machine, unsourced_releases(spec, machine.platform, view)},
                         services.output.style()));
    return 0;
}

int run_list(const ListOptions& options, Services& services) {
    if (options.available) return list_available(options, services);
    if (!options.spec.empty()) {
        throw Error(ErrorKind::usage,
                    "list takes a spec only with --available",
                    fmt::format("cudaenv list --available {}", options.spec));
    }
    return list_installed(options, services);
}

void bind(CLI::App& command, ListOptions& options) {
    command.add_flag("--available",
                     options.available,
                     "Known releases, how they run here, and which sources have them");
    command.add_option(
        "spec", options.spec, "With --available: only releases that match (12, 12.4, \">=12.1\")");
    command.add_flag("--json", options.json, "One JSON object");
    bind_machine_options(command, options.machine);
}

int run_list_remote(const ListOptions& options, Services& services) {
    return list_available(options, services);
}

}  // namespace

void add_list_command(Registry& registry) {
    add_command<ListOptions>(
        registry, "list", "List installed environments, or --available releases", bind, run_list)
        ->alias("ls")
        ->alias("versions");
    add_command<ListOptions>(
        registry, "ls-remote", "Same as list --available", bind, run_list_remote)
        ->group("");
}

}  // namespace cudaenv::cli
