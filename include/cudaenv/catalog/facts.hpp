// SPDX-License-Identifier: Apache-2.0
// What deciding needs to know of releases and compatibility, whoever knows it.
#pragma once

#include <cudaenv/catalog/release.hpp>
#include <cudaenv/catalog/tables.hpp>

#include <string>
#include <vector>

namespace cudaenv::catalog {

/// Each is read when it is first asked for and stays where it is. Throws Error(integrity) for what
/// is missing or malformed.
class Facts {
 public:
    Facts() = default;
    Facts(const Facts&) = delete;
    Facts& operator=(const Facts&) = delete;
    Facts(Facts&&) = default;
    Facts& operator=(Facts&&) = default;
    virtual ~Facts() = default;

    /// Releases of a product, ascending by version; none of a product that is not known.
    [[nodiscard]] virtual const std::vector<Summary>& summaries(Product product) const = 0;
    /// Those that have releases: "cuda", "cudnn", "gcc", "nccl", …
    [[nodiscard]] virtual std::vector<Product> products() const = 0;
    [[nodiscard]] virtual const DriverTable& drivers() const = 0;
    [[nodiscard]] virtual const HostCompilerTable& host_compilers() const = 0;
    [[nodiscard]] virtual const CudnnTable& cudnn() const = 0;
    [[nodiscard]] virtual const GpuTable& gpus() const = 0;
    [[nodiscard]] virtual const LibraryTable& libraries() const = 0;
    [[nodiscard]] virtual const FrameworkTable& frameworks() const = 0;
};

}  // namespace cudaenv::catalog
