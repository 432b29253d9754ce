// SPDX-License-Identifier: Apache-2.0
// What there are releases of.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv {

/// In the order of their texts. A new one also needs its manifests, and its title.
enum class Product {
    cublasmp,
    cuda,  ///< the toolkit
    cudnn,
    cudss,
    cuquantum,
    cusolvermp,
    cusparselt,
    cutensor,
    gcc,  ///< a host compiler
    nccl,
    nppplus,
    nvcomp,
    nvjpeg2000,
    nvpl,
    nvshmem,
    nvtiff,
    tensorrt,
};

/// As manifests, pins, locks and the command line spell it: "cuda", "cudnn".
std::string_view product_text(Product product);
/// As sentences write it, which is how NVIDIA does: "CUDA", "cuDNN".
std::string_view product_title(Product product);
std::optional<Product> find_product(std::string_view text);
/// What may stand beside a toolkit in its environment, cuDNN among them.
bool is_library(Product product);
/// The product of that text, when it is one.
std::optional<Product> find_library(std::string_view text);
/// All that are, in order.
std::vector<Product> libraries();

std::vector<std::string> product_texts(const std::vector<Product>& products);

}  // namespace cudaenv
