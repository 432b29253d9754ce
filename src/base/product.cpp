// SPDX-License-Identifier: Apache-2.0
// What there are releases of.
#include "base/named_values.hpp"

#include <cudaenv/base/product.hpp>

namespace cudaenv {

namespace {

constexpr NamedValues<Product, 17> kProducts{{{Product::cublasmp, "cublasmp"},
                                              {Product::cuda, "cuda"},
                                              {Product::cudnn, "cudnn"},
                                              {Product::cudss, "cudss"},
                                              {Product::cuquantum, "cuquantum"},
                                              {Product::cusolvermp, "cusolvermp"},
                                              {Product::cusparselt, "cusparselt"},
                                              {Product::cutensor, "cutensor"},
                                              {Product::gcc, "gcc"},
                                              {Product::nccl, "nccl"},
                                              {Product::nppplus, "nppplus"},
                                              {Product::nvcomp, "nvcomp"},
                                              {Product::nvjpeg2000, "nvjpeg2000"},
                                              {Product::nvpl, "nvpl"},
                                              {Product::nvshmem, "nvshmem"},
                                              {Product::nvtiff, "nvtiff"},
                                              {Product::tensorrt, "tensorrt"}}};

/// Those that are not written as their texts.
constexpr NamedValues<Product, 10> kTitles{{{Product::cuda, "CUDA"},
                                            {Product::cudnn, "cuDNN"},
                                            {Product::cudss, "cuDSS"},
                                            {Product::cusparselt, "cuSPARSELt"},
                                            {Product::cutensor, "cuTENSOR"},
                                            {Product::gcc, "GCC"},
                                            {Product::nccl, "NCCL"},
                                            {Product::nvcomp, "nvCOMP"},
                                            {Product::nvshmem, "NVSHMEM"},
                                            {Product::tensorrt, "TensorRT"}}};

}  // namespace

std::string_view product_text(Product product) {
    return text_of(kProducts, product);
}

std::string_view product_title(Product product) {
    const std::string_view title = text_of(kTitles, product);
    return title.empty() ? product_text(product) : title;
}

std::optional<Product> find_product(std::string_view text) {
    return find_value(kProducts, text);
}

bool is_library(Product product) {
    return product != Product::cuda && product != Product::gcc;
}

std::optional<Product> find_library(std::string_view text) {
    const std::optional<Product> product = find_product(text);
    return product && is_library(*product) ? product : std::nullopt;
}

std::vector<Product> libraries() {
    std::vector<Product> libraries;
    for (const auto& [product, text] : kProducts) {
        if (is_library(product)) libraries.push_back(product);
    }
    return libraries;
}

std::vector<std::string> product_texts(const std::vector<Product>& products) {
    return texts_of(kProducts, products);
}

}  // namespace cudaenv
