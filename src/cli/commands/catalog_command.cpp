// SPDX-License-Identifier: Apache-2.0
// cudaenv catalog: show the catalogue; turn upstream metadata into manifests.
#include "cli/command.hpp"
#include "cli/options/machine_options.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/catalog/manifest_text.hpp>
#include <cudaenv/catalog/upstream/import_files.hpp>

#include <fmt/format.h>

namespace cudaenv::cli {

namespace {

struct ImportOptions {
    std::string kind;
    std::vector<std::string> inputs;
    std::string into = "manifests";
};

struct ShowOptions {
    std::string product;
    std::string version;
};

void bind_import(CLI::App& command, ImportOptions& options) {
    command.add_option("kind", options.kind, "debian, wheels or redist")->required();
    command.add_option("input", options.inputs, "Files, as the kind wants them")->required();
    command.add_option("--into", options.into, "Directory of manifests to write")
        ->capture_default_str();
    command.footer(
        "inputs:  debian   SUITE:ARCHITECTURE:FILE…   decompressed Packages indexes\n"
        "         wheels   DIRECTORY                  <project>.json and "
        "cuda-toolkit-<release>.json\n"
        "         redist   PRODUCT FILE…              redistrib_<label>.json of cuda, cudnn, …\n"
        "manifests/README.md says how to fetch them.");
}

int run_import(const ImportOptions& options, Services& services) {
    const auto kind = catalog::find_import_kind(options.kind);
    if (!kind) {
        throw Error(ErrorKind::usage,
                    fmt::format("{} is nothing that can be imported", options.kind),
                    "cudaenv catalog import --help");
    }
    for (const catalog::ImportedFile& file :
         catalog::import_into(options.into, *kind, options.inputs)) {
        services.output.data(
            fmt::format("{:<10} {}", catalog::import_outcome_text(file.outcome), file.path));
    }
    return 0;
}

void bind_show(CLI::App& command, ShowOptions& options) {
    command.add_option("product", options.product, "cuda, cudnn, gcc, …; none: list the products");
    command.add_option("version", options.version, "One release: print its manifest");
    command.footer("example:  cudaenv catalog show cuda 11.2.2");
}

void show_products(const catalog::Catalog& catalog, const Output& output) {
    output.words(fmt::format("catalogue: {}", catalog.origin()));
    for (const Product product : catalog.products()) {
        output.data(fmt::format(
            "{:<10} {} releases", product_text(product), catalog.summaries(product).size()));
    }
}

Product require_product(const std::string& text, const catalog::Catalog& catalog) {
    const std::optional<Product> product = find_product(text);
    if (product && !catalog.summaries(*product).empty()) return *product;
    throw Error(ErrorKind::not_found,
                fmt::format("the catalogue has no product {}", text),
                Advice::list_products);
}

void show_releases(const std::vector<catalog::Summary>& summaries, const Output& output) {
    for (const catalog::Summary& summary : summaries) {
        std::vector<std::string> offers;
        for (const auto& offer : summary.offers) {
            offers.push_back(fmt::format(
                "{} ({})", source_text(offer.source), catalog::provides_text(offer.provides)));
        }
        output.data(fmt::format("{:<14} {}", summary.version.text(), fmt::join(offers, ", ")));
    }
}

int run_show(const ShowOptions& options, Services& services) {
    jobs::Session session = open_session(services);
    const catalog::Catalog& catalog = session.catalog();
    if (options.product.empty()) {
        show_products(catalog, services.output);
        return 0;
    }
    const Product product = require_product(options.product, catalog);
    if (options.version.empty()) {
        show_releases(catalog.summaries(product), services.output);
    } else {
        services.output.document(
            catalog::render_release(catalog.release(product, parse_version(options.version))));
    }
    return 0;
}

}  // namespace

void add_catalog_command(Registry& registry) {
    CLI::App* catalog = registry.app.add_subcommand(
        "catalog", "Show the catalogue; find newer releases; import upstream metadata");
    catalog->require_subcommand(1);
    Registry nested{*catalog, registry.chosen, registry.trailing};
    add_command<ShowOptions>(nested,
                             "show",
                             "List products, releases, or print one release's manifest",
                             bind_show,
                             run_show);
    add_catalog_update_command(nested);
    add_command<ImportOptions>(
        nested, "import", "Turn upstream metadata into manifests", bind_import, run_import);
}

}  // namespace cudaenv::cli
