// SPDX-License-Identifier: Apache-2.0
// The catalogue this run uses.
#include "cli/catalog_access.hpp"

#include <cudaenv/base/variables.hpp>

namespace cudaenv::cli {

catalog::Catalog open_catalog(const Services& services) {
    if (const auto directory = services.environment.find_nonempty(variables::kCatalog)) {
        return catalog::Catalog(catalog::directory_manifests(*directory));
    }
    return catalog::Catalog(catalog::builtin_manifests());
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
