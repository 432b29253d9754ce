// SPDX-License-Identifier: Apache-2.0
// No releases but the locked ones; the tables are the catalogue's.
#include <cudaenv/catalog/manifest_text.hpp>
#include <cudaenv/lock/locked_catalog.hpp>

namespace cudaenv::lock {

LockedCatalog::LockedCatalog(const Lock& lock, Platform platform, const catalog::Facts& tables)
    : tables_(tables) {
    for (const catalog::Release& release : lock.releases) {
        if (lock.find_release(release.product, platform) != &release) continue;
        releases_.push_back(&release);
        summaries_[release.product].push_back(catalog::summarize(release));
    }
}

const std::vector<catalog::Summary>& LockedCatalog::summaries(Product product) const {
    static const std::vector<catalog::Summary> none;
    const auto found = summaries_.find(product);
    return found == summaries_.end() ? none : found->second;
}

std::vector<Product> LockedCatalog::products() const {
    std::vector<Product> products;
    for (const auto& [product, summaries] : summaries_) products.push_back(product);
    return products;
}

const catalog::DriverTable& LockedCatalog::drivers() const {
    return tables_.drivers();
}

const catalog::HostCompilerTable& LockedCatalog::host_compilers() const {
    return tables_.host_compilers();
}

const catalog::CudnnTable& LockedCatalog::cudnn() const {
    return tables_.cudnn();
}

const catalog::GpuTable& LockedCatalog::gpus() const {
    return tables_.gpus();
}

const catalog::LibraryTable& LockedCatalog::libraries() const {
    return tables_.libraries();
}

const catalog::FrameworkTable& LockedCatalog::frameworks() const {
    return tables_.frameworks();
}

}  // namespace cudaenv::lock
