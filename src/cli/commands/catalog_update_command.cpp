// SPDX-License-Identifier: Apache-2.0
// cudaenv catalog update: releases that appeared after this program.
#include "cli/command.hpp"
#include "cli/options/machine_options.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/jobs/catalog_update_job.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace cudaenv::cli {

namespace {

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

std::vector<std::string> words(const std::vector<jobs::UnlistedProduct>& unlisted) {
    std::vector<std::string> lines;
    lines.reserve(unlisted.size());
    for (const auto& [product, why] : unlisted) {
        lines.push_back(
            fmt::format("{}: {}",
                        product_text(product),
                        why ? why->message() : "the server shows no list of its releases"));
    }
    return lines;
}

Error nothing_listed_error(const jobs::NothingListed& nothing) {
    Error error(ErrorKind::not_found,
                fmt::format("{} lists no releases", nothing.server.shown()),
                Advice::redist_server_with_listings);
    for (const std::string& line : words(nothing.unlisted)) error.add_detail(line);
    return error;
}

void report(const jobs::CatalogUpdate& update, const Output& output) {
    for (const std::string& line : words(update.unlisted)) output.warning(line);
    for (const catalog::Release& release : update.fresh) {
        output.data(
            fmt::format("{:<12} {}", product_text(release.product), release.version.text()));
    }
    if (update.fresh.empty()) {
        output.words("nothing new");
        return;
    }
    const bool has_toolkit =
        std::any_of(update.fresh.begin(), update.fresh.end(), [](const catalog::Release& release) {
            return release.product == Product::cuda;
        });
    if (has_toolkit) {
        output.words(
            "the driver that a new CUDA release needs is not known to this program: install it by "
            "its exact name");
    }
}

nlohmann::ordered_json update_json(const jobs::CatalogUpdate& update,
                                   const UpdateOptions& options) {
    auto releases = nlohmann::ordered_json::array();
    for (const catalog::Release& release : update.fresh) {
        releases.push_back(
            {{"product", product_text(release.product)}, {"version", release.version.text()}});
    }
    return {{"schema", 1},
            {"new", std::move(releases)},
            {"unlisted", words(update.unlisted)},
            {"dry_run", options.dry_run}};
}

int run_update(const UpdateOptions& options, Services& services) {
    jobs::Session session = open_session(services);
    const auto answer = jobs::update_catalog(
        options.dry_run ? jobs::Keeping::nothing : jobs::Keeping::what_is_found,
        [&services] {
            services.output.words("waiting: another cudaenv is updating the catalogue");
        },
        session);
    if (const auto* nothing = std::get_if<jobs::NothingListed>(&answer))
        throw nothing_listed_error(*nothing);
    const auto& update = std::get<jobs::CatalogUpdate>(answer);
    if (options.json) {
        services.output.json(update_json(update, options));
    } else {
        report(update, services.output);
    }
    return 0;
}

}  // namespace

void add_catalog_update_command(Registry& catalog) {
    add_command<UpdateOptions>(
        catalog, "update", "Find releases that are newer than this program", bind, run_update);
}

}  // namespace cudaenv::cli
