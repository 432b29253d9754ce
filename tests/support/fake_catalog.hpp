// SPDX-License-Identifier: Apache-2.0
// A catalogue that says what a test fills in.
#pragma once

#include <cudaenv/base/product.hpp>
#include <cudaenv/catalog/facts.hpp>

#include <map>
#include <vector>

namespace cudaenv::test {

struct FakeCatalog : catalog::Facts {
    std::map<Product, std::vector<catalog::Summary>> releases;
    catalog::DriverTable driver_table;
    catalog::HostCompilerTable compiler_table;
    catalog::CudnnTable cudnn_table;
    catalog::GpuTable gpu_table;
    catalog::LibraryTable library_table;
    catalog::FrameworkTable framework_table;

    [[nodiscard]] const std::vector<catalog::Summary>& summaries(Product product) const override {
        static const std::vector<catalog::Summary> none;
        const auto found = releases.find(product);
        return found == releases.end() ? none : found->second;
    }
    [[nodiscard]] std::vector<Product> products() const override {
        std::vector<Product> products;
        for (const auto& [product, summaries] : releases) products.push_back(product);
        return products;
    }
    [[nodiscard]] const catalog::DriverTable& drivers() const override { return driver_table; }
    [[nodiscard]] const catalog::HostCompilerTable& host_compilers() const override {
        return compiler_table;
    }
    [[nodiscard]] const catalog::CudnnTable& cudnn() const override { return cudnn_table; }
    [[nodiscard]] const catalog::GpuTable& gpus() const override { return gpu_table; }
    [[nodiscard]] const catalog::LibraryTable& libraries() const override { return library_table; }
    [[nodiscard]] const catalog::FrameworkTable& frameworks() const override {
        return framework_table;
    }
};

}  // namespace cudaenv::test
