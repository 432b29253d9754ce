// SPDX-License-Identifier: Apache-2.0
// cudaenv catalog update: releases that appeared after this program.
#include "cli/catalog_update.hpp"
#include "cli/command.hpp"
#include "cli/machine_options.hpp"

#include <cudaenv/install/leftovers.hpp>
#include <cudaenv/sys/file_lock.hpp>
#include <cudaenv/sys/own_file.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace cudaenv::cli {

namespace {

namespace fs = std::filesystem;

struct UpdateOptions {
    bool dry_run = false;
    bool json = false;
};

void bind(CLI::App& command, UpdateOptions& options) {
    command.add_flag("--dry-run", options.dry_run, "Show what is new, and keep nothing");
    command.add_flag("--json", options.json, "One JSON object");
    command.footer(
        "Reads what source redist (redist_url) publishes. What was read is remembered by its "
        "SHA-256: a manifest\nthat changes afterwards is refused.");
}

catalog::SeenManifests read_seen(const fs::path& file) {
    const auto text = find_own_text(file);
    return text ? catalog::parse_seen(*text, file.string()) : catalog::SeenManifests{};
}

/// Manifests of releases that hold nothing of use are remembered, and no news.
std::vector<const catalog::Release*> news(const FoundReleases& found,
                                          const catalog::Catalog& current) {
    std::vector<const catalog::Release*> fresh;
    for (const catalog::Release& release : found.releases) {
        const auto& known = current.summaries(release.product);
        const bool is_known =
            std::any_of(known.begin(), known.end(), [&release](const catalog::Summary& summary) {
                return summary.version == release.version &&
                       std::any_of(summary.offers.begin(),
                                   summary.offers.end(),
                                   [](const auto& offered) { return offered.source == "redist"; });
            });
        if (!release.offers.empty() && !is_known) fresh.push_back(&release);
    }
    return fresh;
}

void keep(const FoundReleases& found,
          const catalog::SeenManifests& before,
          const fs::path& directory) {
    std::vector<catalog::Release> useful = found.releases;
    std::erase_if(useful, [](const catalog::Release& release) { return release.offers.empty(); });
    if (!useful.empty()) {
        std::set<std::string> names{"index"};
        for (const catalog::Release& release : useful) names.insert(release.product);
        for (const std::string& name : names) ensure_own_directory(directory / name, 0755);
        catalog::import_releases(directory, useful);
    }
    if (found.seen != before)
        replace_own_file(directory / "seen.json", catalog::render_seen(found.seen), 0644);
}

void report(const std::vector<const catalog::Release*>& fresh,
            const FoundReleases& found,
            const Output& output) {
    for (const std::string& line : found.unlisted) output.warning(line);
    for (const catalog::Release* release : fresh)
        output.data(fmt::format("{:<12} {}", release->product, release->version.text()));
    if (fresh.empty()) {
        output.words("nothing new");
        return;
    }
    const bool has_toolkit = std::any_of(
        fresh.begin(), fresh.end(), [](const auto* release) { return release->product == "cuda"; });
    if (has_toolkit) {
        output.words(
            "the driver that a new CUDA release needs is not known to this program: install it by "
            "its exact name");
    }
}

nlohmann::ordered_json update_json(const std::vector<const catalog::Release*>& fresh,
                                   const FoundReleases& found,
                                   const UpdateOptions& options) {
    auto releases = nlohmann::ordered_json::array();
    for (const catalog::Release* release : fresh)
        releases.push_back({{"product", release->product}, {"version", release->version.text()}});
    return {{"schema", 1},
            {"new", std::move(releases)},
            {"unlisted", found.unlisted},
            {"dry_run", options.dry_run}};
}

int run_update(const UpdateOptions& options, Services& services) {
    jobs::Session session = open_session(services);
    static_cast<void>(session.config());  // before anything is written
    const fs::path directory = services.layout.catalog();
    std::optional<FileLock> lock;
    if (!options.dry_run) {
        store::ensure_layout(services.layout);
        install::sweep_leftovers(services.layout, services.cancel);
        lock = FileLock::acquire(services.layout.catalog_lock(), services.cancel, [&services] {
            services.output.words("waiting: another cudaenv is updating the catalogue");
        });
    }
    const catalog::SeenManifests seen = read_seen(directory / "seen.json");
    const FoundReleases found = find_releases(seen, session);
    const auto fresh = news(found, session.catalog());
    if (!options.dry_run) keep(found, seen, directory);
    if (options.json) {
        services.output.json(update_json(fresh, found, options));
    } else {
        report(fresh, found, services.output);
    }
    return 0;
}

}  // namespace

void add_catalog_update_command(Registry& catalog) {
    add_command<UpdateOptions>(
        catalog, "update", "Find releases that are newer than this program", bind, run_update);
}

}  // namespace cudaenv::cli
