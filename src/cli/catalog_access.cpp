// SPDX-License-Identifier: Apache-2.0
// The catalogue this run uses.
#include "cli/catalog_access.hpp"

#include <cudaenv/base/variables.hpp>

#include <algorithm>

namespace cudaenv::cli {

catalog::Catalog open_catalog(const Services& services) {
    if (const auto directory = services.environment.find_nonempty(variables::kCatalog)) {
        return catalog::Catalog(catalog::directory_manifests(*directory));
    }
    return catalog::Catalog(catalog::builtin_manifests());
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

resolve::CatalogView view_of(const catalog::Catalog& catalog) {
    resolve::CatalogView view;
    view.toolkits = catalog.summaries("cuda");
    view.cudnn = catalog.summaries("cudnn");
    view.compilers = catalog.summaries("gcc");
    view.drivers = &catalog.drivers();
    view.host_compilers = &catalog.host_compilers();
    view.cudnn_table = &catalog.cudnn();
    view.gpus = &catalog.gpus();
    return view;
}

}  // namespace cudaenv::cli
