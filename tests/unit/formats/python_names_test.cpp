// SPDX-License-Identifier: Apache-2.0
// Names of Python packages.
#include <cudaenv/formats/python_names.hpp>

#include <gtest/gtest.h>

namespace cudaenv::formats {
namespace {

TEST(PythonName, IsNormalisedAsPep503Says) {
    EXPECT_EQ(normalised_name("Nvidia_CUDA.-nvcc"), "nvidia-cuda-nvcc");
    EXPECT_EQ(normalised_name("torch"), "torch");
    EXPECT_EQ(normalised_name("-a--b-"), "-a-b-");
    EXPECT_EQ(normalised_name(""), "");
}

TEST(PythonName, IsTakenFromTheFront) {
    std::string_view text = "Foo.Bar_baz  >=1";
    EXPECT_EQ(take_name(text), "Foo.Bar_baz");
    EXPECT_EQ(text, ">=1");
    EXPECT_EQ(take_name(text), "");
    EXPECT_EQ(text, ">=1");
}

}  // namespace
}  // namespace cudaenv::formats
