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

constexpr NamedValues<Product, 17> kTitles{{{Product::cublasmp, "cuBLASMp"},
                                            {Product::cuda, "CUDA"},
                                            {Product::cudnn, "cuDNN"},
                                            {Product::cudss, "cuDSS"},
                                            {Product::cuquantum, "cuQuantum"},
                                            {Product::cusolvermp, "cuSOLVERMp"},
                                            {Product::cusparselt, "cuSPARSELt"},
                                            {Product::cutensor, "cuTENSOR"},
                                            {Product::gcc, "GCC"},
                                            {Product::nccl, "NCCL"},
                                            {Product::nppplus, "NPP+"},
                                            {Product::nvcomp, "nvCOMP"},
                                            {Product::nvjpeg2000, "nvJPEG2000"},
                                            {Product::nvpl, "NVPL"},
                                            {Product::nvshmem, "NVSHMEM"},
                                            {Product::nvtiff, "nvTIFF"},
                                            {Product::tensorrt, "TensorRT"}}};

}  // namespace

std::string_view product_text(Product product) {
    return text_of(kProducts, product);
}

std::string_view product_title(Product product) {
    return text_of(kTitles, product);
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
