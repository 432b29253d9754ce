// SPDX-License-Identifier: Apache-2.0
// Names of products.
#include <cudaenv/base/product.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace cudaenv {
namespace {

using testing::ElementsAre;

const std::vector<Product> kProducts{Product::cublasmp,
                                     Product::cuda,
                                     Product::cudnn,
                                     Product::cudss,
                                     Product::cuquantum,
                                     Product::cusolvermp,
                                     Product::cusparselt,
                                     Product::cutensor,
                                     Product::gcc,
                                     Product::nccl,
                                     Product::nppplus,
                                     Product::nvcomp,
                                     Product::nvjpeg2000,
                                     Product::nvpl,
                                     Product::nvshmem,
                                     Product::nvtiff,
                                     Product::tensorrt};

TEST(Product, HasANameThatReadsBack) {
    for (const Product product : kProducts)
        EXPECT_EQ(find_product(product_text(product)), product) << product_text(product);
    EXPECT_EQ(product_text(Product::cuda), "cuda");
    EXPECT_EQ(product_text(Product::nvjpeg2000), "nvjpeg2000");
    EXPECT_EQ(find_product("nickel"), std::nullopt);
    EXPECT_EQ(find_product("CUDA"), std::nullopt);
    EXPECT_EQ(find_product(""), std::nullopt);
}

TEST(Product, IsInSentencesAsNvidiaWritesIt) {
    EXPECT_EQ(product_title(Product::cuda), "CUDA");
    EXPECT_EQ(product_title(Product::cudnn), "cuDNN");
    EXPECT_EQ(product_title(Product::nccl), "NCCL");
    EXPECT_EQ(product_title(Product::cuquantum), "cuQuantum");
    for (const Product product : kProducts) EXPECT_NE(product_title(product), "");
}

TEST(Product, IsOrderedByItsName) {
    EXPECT_TRUE(std::is_sorted(kProducts.begin(), kProducts.end()));
    const std::vector<std::string> texts = product_texts(kProducts);
    EXPECT_TRUE(std::is_sorted(texts.begin(), texts.end()));
}

TEST(ProductTexts, AreInTheOrderOfTheProducts) {
    EXPECT_THAT(product_texts({Product::nccl, Product::cuda}), ElementsAre("nccl", "cuda"));
}

TEST(Libraries, AreAllButTheToolkitAndTheCompiler) {
    std::vector<Product> expected = kProducts;
    std::erase(expected, Product::cuda);
    std::erase(expected, Product::gcc);
    EXPECT_EQ(libraries(), expected);
    for (const Product product : kProducts) {
        EXPECT_EQ(is_library(product), product != Product::cuda && product != Product::gcc)
            << product_text(product);
    }
}

TEST(Product, OfALibraryIsFoundByItsTextAlone) {
    EXPECT_EQ(find_library("nccl"), Product::nccl);
    for (const char* text : {"cuda", "gcc", "toy", "NCCL", ""})
        EXPECT_FALSE(find_library(text)) << text;
}

}  // namespace
}  // namespace cudaenv
