// SPDX-License-Identifier: Apache-2.0
// The catalogue this run uses.
#include "cli/catalog_access.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/base/variables.hpp>
#include <cudaenv/store/believed_text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

namespace cudaenv::cli {

namespace {

/// What may stand beside toolkit and cuDNN.
std::vector<std::string> library_names(const catalog::Catalog& catalog) {
    std::vector<std::string> names = catalog.products();
    std::erase_if(names, [](const std::string& name) {
        return name == "cuda" || name == "cudnn" || name == "gcc";
    });
    return names;
}

}  // namespace

std::unique_ptr<catalog::ManifestSet> base_manifests(const Services& services) {
    if (const auto directory = services.environment.find_nonempty(variables::kCatalog))
        return catalog::directory_manifests(*directory);
    return catalog::shipped_manifests();
}

catalog::Catalog open_catalog(const Services& services) {
    const std::filesystem::path updates = services.layout.catalog();
    const auto read = [root = services.layout.root](const std::filesystem::path& file) {
        return store::find_believed_text(file, root);
    };
    if (!read(updates / "index.yaml")) return catalog::Catalog(base_manifests(services));
    return catalog::Catalog(base_manifests(services), catalog::directory_manifests(updates, read));
}

bool knows_release(const catalog::Catalog& catalog, const Spec& spec) {
    const auto& offered = catalog.summaries("cuda");
    const auto& rows = catalog.drivers().rows;
    return std::any_of(offered.begin(),
                       offered.end(),
                       [&spec](const auto& summary) { return spec.matches(summary.version); }) ||
           std::any_of(rows.begin(), rows.end(), [&spec](const auto& row) {
               return spec.matches(row.toolkit);
           });
}

install::FindRelease releases_of(const catalog::Catalog& catalog) {
    return [&catalog](const std::string& product, const Version& version) {
        return catalog.release(product, version);
    };
}

resolve::CatalogView judging_view(const catalog::Catalog& catalog) {
    resolve::CatalogView view;
    view.toolkits = catalog.summaries("cuda");
    view.drivers = &catalog.drivers();
    view.gpus = &catalog.gpus();
    return view;
}

resolve::CatalogView view_of(const catalog::Catalog& catalog) {
    resolve::CatalogView view = judging_view(catalog);
    view.cudnn = catalog.summaries("cudnn");
    view.compilers = catalog.summaries("gcc");
    view.host_compilers = &catalog.host_compilers();
    view.cudnn_table = &catalog.cudnn();
    return view;
}

resolve::CatalogView view_for(const catalog::Catalog& catalog, const resolve::Request& request) {
    resolve::CatalogView view = view_of(catalog);
    if (request.libraries.empty()) return view;
    const std::vector<std::string> known = library_names(catalog);
    for (const auto& [name, spec] : request.libraries) {
        if (spec.kind() == Spec::Kind::none) continue;
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            throw Error(ErrorKind::not_found,
                        fmt::format("no library is called {}", name),
                        fmt::format("the catalogue has {}", join(known, ", ")));
        }
        view.libraries[name] = catalog.summaries(name);
    }
    view.library_table = &catalog.libraries();
    return view;
}

}  // namespace cudaenv::cli
