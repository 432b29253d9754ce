// SPDX-License-Identifier: Apache-2.0
// cudaenv list: what is installed, what it takes, and how it runs here.
#include "cli/catalog_access.hpp"
#include "cli/installed_list.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/resolve/resolve.hpp>
#include <cudaenv/selection/selection.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/store/installed.hpp>
#include <cudaenv/sys/files.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace cudaenv::cli {

namespace {

using Json = nlohmann::ordered_json;
using Environments = std::vector<store::Installed>;

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
        if (!store::has_entry(services.layout, entry)) continue;
        const std::string size = render_bytes(tree_size(store::entry_path(services.layout, entry)));
        services.output.data(fmt::format("  {}  {}   host compiler", entry, size));
    }
}

Environments installed_here(const Services& services) {
    return store::list_installed(services.layout, store::shared_roots(services.environment));
}

void list_environments(const Environments& installed,
                       const machine::Machine& machine,
                       const Services& services) {
    const catalog::Catalog catalog = open_catalog(services);
    const resolve::CatalogView view = judging_view(catalog);
    const auto selection = try_select(services);
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
}

}  // namespace

void print_installed_json(const Services& services) {
    const auto selection = try_select(services);
    Json json{{"schema", 1}, {"environments", Json::array()}};
    for (const store::Installed& environment : installed_here(services))
        json["environments"].push_back(
            installed_json(environment, is_selected(environment, selection)));
    services.output.json(json);
}

void print_installed(const MachineOptions& options, const Services& services) {
    const Environments installed = installed_here(services);
    if (installed.empty() && store::kept_entries(services.layout).empty()) {
        services.output.words("nothing is installed yet");
        services.output.words("next: cudaenv install 12.4      or: cudaenv list --available");
        return;
    }
    if (!installed.empty()) list_environments(installed, detect(options, services), services);
    list_compilers(services);
}

}  // namespace cudaenv::cli
