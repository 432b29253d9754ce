// SPDX-License-Identifier: Apache-2.0
// The catalogue this run uses.
#include "cli/catalog_access.hpp"

#include <cudaenv/base/variables.hpp>
#include <cudaenv/store/believed_text.hpp>

#include <algorithm>

namespace cudaenv::cli {

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

}  // namespace cudaenv::cli
