// SPDX-License-Identifier: Apache-2.0
// What the labels of builds tell.
#include "python/build_label.hpp"

#include <gtest/gtest.h>

namespace cudaenv::python {
namespace {

std::string text(const std::optional<Version>& version) {
    return version ? version->text() : std::string();
}

struct Row {
    const char* label;
    const char* build;
    const char* cuda;
    const char* cudnn;
    const char* torch;
    const char* container;
};

TEST(BuildLabel, TellsCudaCudnnTorchAndContainer) {
    const Row rows[] = {
        {"cu124", "cu124", "12.4", "", "", ""},
        {"cu11.cudnn82", "cu11", "11", "8.2", "", ""},
        {"cuda11.cudnn805", "cuda11", "11", "8.0.5", "", ""},
        {"cuda12.cudnn91", "cuda12", "12", "9.1", "", ""},
        {"cuda111", "cuda111", "11.1", "", "", ""},
        {"cu128torch2.9.0cxx11abiTRUE", "cu128", "12.8", "", "2.9.0", ""},
        {"cu12torch2.3cxx11abiFALSE", "cu12", "12", "", "2.3", ""},
        {"pt24cu121", "cu121", "12.1", "", "2.4", ""},
        {"pt210cu128", "cu128", "12.8", "", "2.10", ""},
        {"pt21cpu", "cpu", "", "", "2.1", ""},
        {"cpu.cxx11.abi", "cpu", "", "", "", ""},
        {"rocm6.2.4", "rocm6.2.4", "", "", "", ""},
        {"xpu", "xpu", "", "", "", ""},
        {"ecf3bae40a.nv25.01", "", "", "", "", "25.01"},
        {"nv25.02", "", "", "", "", "25.02"},
        {"df5bbc09d1.nv24.12", "", "", "", "", "24.12"},
        {"py3.11_cuda12.4_cudnn9.1.0_0", "cuda12.4", "12.4", "9.1.0", "", ""},
        {"cuda126_mkl_py311h30b5a27_300", "cuda126", "12.6", "", "", ""},
        {"cuda118py311h4ee7bbc_0", "cuda118", "11.8", "", "", ""},
        {"cpu_generic_py312hccd8b1d_1", "cpu", "", "", "", ""},
        {"*cuda12*", "cuda12", "12", "", "", ""},
        {"gitc8ac5ff", "", "", "", "", ""},
        {"custom", "", "", "", "", ""},
        {"cu", "", "", "", "", ""},
        {"\x1b[31m", "", "", "", "", ""},
        {"", "", "", "", "", ""},
    };
    for (const Row& row : rows) {
        const BuildLabel label = parse_build_label(row.label);
        EXPECT_EQ(label.build, row.build) << row.label;
        EXPECT_EQ(text(label.cuda), row.cuda) << row.label;
        EXPECT_EQ(text(label.cudnn), row.cudnn) << row.label;
        EXPECT_EQ(text(label.torch), row.torch) << row.label;
        EXPECT_EQ(label.container, row.container) << row.label;
    }
}

}  // namespace
}  // namespace cudaenv::python
