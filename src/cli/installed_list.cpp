// SPDX-License-Identifier: Apache-2.0
// cudaenv list: what is installed, what it takes, and how it runs here.
#include "cli/installed_list.hpp"
#include "cli/pins.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/explain/judgement.hpp>
#include <cudaenv/resolve/resolve.hpp>
#include <cudaenv/selection/selection.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/store/examination.hpp>
#include <cudaenv/sys/file_state.hpp>
#include <cudaenv/sys/files.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace cudaenv::cli {

namespace {

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

/// What is there may be exchanged or removed while it is measured: then anew, and nullopt when it
/// is gone.
std::optional<ByteCount> measure(const std::filesystem::path& path) {
    constexpr int most_exchanges = 20;
    std::optional<FileState> before = find_file_state(path);
    for (int i = 0; before; ++i) {
        ByteCount size;
        try {
            size = tree_size(path);
        } catch (const Error&) {
            if (!find_file_state(path)) return std::nullopt;
        }
        const std::optional<FileState> after = find_file_state(path);
        if (after == before || i == most_exchanges) return size;
        before = after;
    }
    return std::nullopt;
}

/// What nobody may look at (a linked toolkit, say) has none, and keeps nothing else from being
/// listed.
std::optional<ByteCount> find_size(const std::filesystem::path& path) {
    try {
        return measure(path);
    } catch (const Error&) {
        return ByteCount{};
    }
}

/// With its size, which is not told of a linked one in words.
struct Listed {
    store::Installed environment;
    ByteCount size;
};

struct Listing {
    std::vector<Listed> healthy;
    std::vector<store::Damaged> damaged;
};

Json installed_json(const Listed& listed, bool selected) {
    const store::Installed& environment = listed.environment;
    Json libraries = Json::object();
    for (const auto& [name, version] : environment.libraries) libraries[name] = version.text();
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

std::string describe(const Listed& listed,
                     const machine::Machine& machine,
                     const catalog::Facts& catalog) {
    const store::Installed& environment = listed.environment;
    if (environment.origin == store::Origin::linked)
        return fmt::format("linked {}", environment.path.string());
    const std::string words = explain::words(resolve::judge(environment.toolkit, machine, catalog));
    return fmt::format("{:>8}   {}", render_bytes(listed.size), words);
}

/// Host compilers that were installed by name: no environment shows them.
void list_compilers(const Services& services) {
    for (const std::string& entry : store::kept_entries(services.layout)) {
        if (!store::has_entry(services.layout, entry)) continue;
        if (const auto size = find_size(store::entry_path(services.layout, entry))) {
            services.output.data(
                fmt::format("  {}  {}   host compiler", entry, render_bytes(*size)));
        }
    }
}

Listing installed_here(const Services& services) {
    store::Environments all =
        store::list_environments(services.layout, store::shared_roots(services.environment));
    for (const Error& objection : all.passed_over)
        services.output.warning(fmt::format("{}; it is passed over", objection.message()));
    Listing listing{{}, std::move(all.damaged)};
    for (store::Installed& environment : all.healthy) {
        const auto size = find_size(environment.path);
        if (size || environment.origin == store::Origin::linked)
            listing.healthy.push_back({std::move(environment), size.value_or(ByteCount{})});
    }
    return listing;
}

void list_healthy(const std::vector<Listed>& installed,
                  jobs::Session& session,
                  const Services& services) {
    const machine::Machine& machine = session.machine();
    const catalog::Catalog& catalog = session.catalog();
    const auto selection = try_select(services);
    std::size_t width = 0;
    for (const Listed& each : installed) width = std::max(width, each.environment.name.size());
    for (const Listed& each : installed) {
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
    const Listing listing = installed_here(services);
    for (const Listed& each : listing.healthy) {
        json["environments"].push_back(
            installed_json(each, is_selected(each.environment, selection)));
    }
    for (const store::Damaged& each : listing.damaged)
        json["damaged"].push_back(damaged_json(each));
    services.output.json(json);
}

void print_installed(const MachineOptions& options, const Services& services) {
    const Listing listing = installed_here(services);
    if (listing.healthy.empty() && listing.damaged.empty() &&
        store::kept_entries(services.layout).empty()) {
        services.output.words("nothing is installed yet");
        services.output.words("next: cudaenv install 12.4      or: cudaenv list --available");
        return;
    }
    if (!listing.healthy.empty()) {
        jobs::Session session = open_session(services, options);
        list_healthy(listing.healthy, session, services);
    }
    for (const store::Damaged& each : listing.damaged) {
        services.output.data(
            fmt::format("  {}  damaged: {}; next: {}", each.name, each.reason, each.mend));
    }
    list_compilers(services);
}

}  // namespace cudaenv::cli
