// SPDX-License-Identifier: Apache-2.0
// What a lock leaves to decide: its releases, judged by the program's tables.
#pragma once

#include <cudaenv/base/platform.hpp>
#include <cudaenv/catalog/facts.hpp>
#include <cudaenv/lock/lock.hpp>

#include <map>
#include <string>
#include <vector>

namespace cudaenv::lock {

/// Of one platform. Refers to its arguments.
class LockedCatalog : public catalog::Facts {
 public:
    LockedCatalog(const Lock& lock, Platform platform, const catalog::Facts& tables);

    /// Those that the platform gets, in the order of the lock.
    [[nodiscard]] const std::vector<const catalog::Release*>& releases() const { return releases_; }

    [[nodiscard]] const std::vector<catalog::Summary>& summaries(Product product) const override;
    [[nodiscard]] std::vector<Product> products() const override;
    [[nodiscard]] const catalog::DriverTable& drivers() const override;
    [[nodiscard]] const catalog::HostCompilerTable& host_compilers() const override;
    [[nodiscard]] const catalog::CudnnTable& cudnn() const override;
    [[nodiscard]] const catalog::GpuTable& gpus() const override;
    [[nodiscard]] const catalog::LibraryTable& libraries() const override;
    [[nodiscard]] const catalog::FrameworkTable& frameworks() const override;

 private:
    const catalog::Facts& tables_;
    std::vector<const catalog::Release*> releases_;
    std::map<Product, std::vector<catalog::Summary>> summaries_;
};

}  // namespace cudaenv::lock
