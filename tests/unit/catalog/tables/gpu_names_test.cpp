// SPDX-License-Identifier: Apache-2.0
// GPUs by the names that drivers, /proc and people give them.
#include <cudaenv/catalog/catalog.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::catalog {
namespace {

const GpuTable& gpus() {
    static const Catalog catalog(shipped_manifests());
    return catalog.gpus();
}

struct NamedGpu {
    const char* name;
    const char* capability;  ///< nullptr: not known, or not one
    bool data_center = false;
    const char* first_driver = nullptr;  ///< where the listed product matters
};

class GpuName : public testing::TestWithParam<NamedGpu> {};

TEST_P(GpuName, IsTold) {
    const NamedGpu& expected = GetParam();
    const GpuProduct* product = gpus().find_product(expected.name);
    if (expected.capability == nullptr) {
        EXPECT_EQ(product, nullptr) << expected.name;
        return;
    }
    ASSERT_NE(product, nullptr) << expected.name;
    EXPECT_EQ(product->capability.text(), expected.capability) << expected.name;
    EXPECT_EQ(product->data_center, expected.data_center) << expected.name;
    if (expected.first_driver != nullptr) {
        ASSERT_FALSE(product->first_drivers.empty()) << expected.name;
        EXPECT_EQ(product->first_drivers.front().text(), expected.first_driver) << expected.name;
    }
}

INSTANTIATE_TEST_SUITE_P(
    FromTheDriver,
    GpuName,
    testing::Values(NamedGpu{"NVIDIA A100-SXM4-40GB", "8.0", true},
                    NamedGpu{"NVIDIA A100 80GB PCIe", "8.0", true},
                    NamedGpu{"A100-PCIE-40GB", "8.0", true},
                    NamedGpu{"NVIDIA A100-SXM4-40GB MIG 1g.5gb", "8.0", true},
                    NamedGpu{"GRID A100-10C", "8.0", true},
                    NamedGpu{"NVIDIA H100 80GB HBM3", "9.0", true, "525.85.05"},
                    NamedGpu{"NVIDIA H100 PCIe", "9.0", true, "520.56.06"},
                    NamedGpu{"NVIDIA H100 NVL", "9.0", true, "535.104.05"},
                    NamedGpu{"NVIDIA GH200 480GB", "9.0", true, "535.146.02"},
                    NamedGpu{"NVIDIA GH200 144G HBM3e", "9.0", true, "565.57.01"},
                    NamedGpu{"NVIDIA B200", "10.0", true},
                    NamedGpu{"NVIDIA GB300", "10.3", true},
                    NamedGpu{"NVIDIA L40S-48Q", "8.9", true},
                    NamedGpu{"NVIDIA A10G", "8.6", true},
                    NamedGpu{"Tesla V100-SXM2-32GB", "7.0", true},
                    NamedGpu{"Tesla P100-PCIE-16GB", "6.0", true},
                    NamedGpu{"Tesla T4", "7.5", true},
                    NamedGpu{"Tesla K80", "3.7", true},
                    NamedGpu{"NVIDIA GeForce RTX 3070 Laptop GPU", "8.6"},
                    NamedGpu{"NVIDIA GeForce RTX 3060 Ti", "8.6"},
                    NamedGpu{"NVIDIA GeForce RTX 4090 D", "8.9"},
                    NamedGpu{"NVIDIA GeForce RTX 4070 Ti SUPER", "8.9"},
                    NamedGpu{"GeForce GTX 1650 with Max-Q Design", "7.5"},
                    NamedGpu{"GeForce GTX 1060 6GB", "6.1"},
                    NamedGpu{"GeForce GTX TITAN X", "5.2"},
                    NamedGpu{"NVIDIA TITAN X (Pascal)", "6.1"},
                    NamedGpu{"NVIDIA TITAN RTX", "7.5"},
                    NamedGpu{"Quadro RTX 4000", "7.5"},
                    NamedGpu{"NVIDIA RTX 4000 Ada Generation", "8.9"},
                    NamedGpu{"NVIDIA RTX 4000 SFF Ada Generation", "8.9"},
                    NamedGpu{"NVIDIA RTX A4000", "8.6"},
                    NamedGpu{"NVIDIA RTX PRO 6000 Blackwell Server Edition", "12.0", true},
                    NamedGpu{"NVIDIA RTX PRO 6000 Blackwell Max-Q Workstation Edition", "12.0"},
                    NamedGpu{"NVIDIA RTX PRO 4500 Blackwell", "12.0", false, "570.169"},
                    NamedGpu{"NVIDIA GB10", "12.1"},
                    NamedGpu{"Orin (nvgpu)", "8.7"},
                    NamedGpu{"NVIDIA Jetson AGX Orin Developer Kit", "8.7"},
                    NamedGpu{"NVIDIA Thor", "11.0"},
                    NamedGpu{"NVIDIA B300 SXM6 AC", "10.3", true, "580.82.07"},
                    NamedGpu{"NVIDIA H20-3e", "9.0", true, "535.216.03"},
                    NamedGpu{"NVIDIA H100XM-80C", "9.0", true},
                    NamedGpu{"NVIDIA A100X", "8.0", true},
                    NamedGpu{"GRID A100D-10C", "8.0", true},
                    NamedGpu{"Tesla V100S-PCIE-32GB", "7.0", true},
                    NamedGpu{"GRID V100D-8Q", "7.0", true},
                    NamedGpu{"Tesla M10", "5.0", true},
                    NamedGpu{"Tesla K40m", "3.5", true},
                    NamedGpu{"Tesla K40c", "3.5", true},
                    NamedGpu{"Tesla K20m", "3.5", true},
                    NamedGpu{"Tesla K20Xm", "3.5", true},
                    NamedGpu{"GRID K520", "3.0", true},
                    NamedGpu{"NVIDIA CMP 170HX", "8.0"},
                    NamedGpu{"NVIDIA RTX A5500", "8.6"},
                    NamedGpu{"NVIDIA RTX A4500 Laptop GPU", "8.6"},
                    NamedGpu{"NVIDIA RTX A1000", "8.6"},
                    NamedGpu{"NVIDIA RTX 3500 Ada Generation Laptop GPU", "8.9"},
                    NamedGpu{"Quadro T2000 with Max-Q Design", "7.5"},
                    NamedGpu{"NVIDIA GeForce MX450", "7.5"},
                    NamedGpu{"Quadro P2000", "6.1"},
                    NamedGpu{"Quadro P1000", "6.1"},
                    NamedGpu{"Quadro P620", "6.1"},
                    NamedGpu{"NVIDIA GeForce GT 1030", "6.1"},
                    NamedGpu{"NVIDIA GeForce MX150", "6.1"},
                    NamedGpu{"Quadro M1200", "5.0"},
                    NamedGpu{"NVIDIA GeForce 940MX", "5.0"},
                    NamedGpu{"NVIDIA GeForce GT 710", "3.5"},
                    NamedGpu{"GeForce GTX TITAN Black", "3.5"},
                    NamedGpu{"GeForce GTX 680", "3.0"},
                    NamedGpu{"GeForce GTX 770", "3.0"}));

INSTANTIATE_TEST_SUITE_P(OfVirtualGpus,
                         GpuName,
                         testing::Values(NamedGpu{"GRID V100D-16Q", "7.0", true},
                                         NamedGpu{"GRID V100DX-32C", "7.0", true},
                                         NamedGpu{"GRID V100L-1B4", "7.0", true},
                                         NamedGpu{"GRID A100D-1-10C MIG 1g.9gb", "8.0", true},
                                         NamedGpu{"GRID A100D-1-10CME", "8.0", true},
                                         NamedGpu{"NVIDIA A100X-40C", "8.0", true},
                                         NamedGpu{"NVIDIA H100XM-80C", "9.0", true},
                                         NamedGpu{"NVIDIA-H100XM-7-80C", "9.0", true},
                                         NamedGpu{"NVIDIA L4-24Q", "8.9", true},
                                         NamedGpu{"GRID T4-2B", "7.5", true},
                                         NamedGpu{"GRID P40-8A", "6.1", true},
                                         NamedGpu{"GRID X900D-16Q", nullptr}));

INSTANTIATE_TEST_SUITE_P(FromPeople,
                         GpuName,
                         testing::Values(NamedGpu{"A100", "8.0", true},
                                         NamedGpu{"h100", "9.0", true, "520.56.06"},
                                         NamedGpu{"rtx 4090", "8.9"},
                                         NamedGpu{"RTX4090", "8.9"},
                                         NamedGpu{"4090", "8.9"},
                                         NamedGpu{"3080 ti", "8.6"},
                                         NamedGpu{"1080 Ti", "6.1"},
                                         NamedGpu{"GTX 1660 Super", "7.5"},
                                         NamedGpu{"V100", "7.0", true},
                                         NamedGpu{"dgx spark", "12.1"},
                                         NamedGpu{"Jetson Nano", "5.3"},
                                         NamedGpu{"orin nano super", "8.7"},
                                         NamedGpu{"RTX PRO 6000", "12.0"},
                                         NamedGpu{"A6000", "8.6"}));

INSTANTIATE_TEST_SUITE_P(SharedByGenerations,
                         GpuName,
                         testing::Values(NamedGpu{"RTX 4000", nullptr},
                                         NamedGpu{"GeForce GTX 860M", nullptr},
                                         NamedGpu{"RTX 5000", nullptr},
                                         NamedGpu{"NVIDIA RTX 6000", nullptr},
                                         NamedGpu{"TITAN X", nullptr},
                                         NamedGpu{"TITAN", nullptr},
                                         NamedGpu{"6000", nullptr}));

INSTANTIATE_TEST_SUITE_P(Unknown,
                         GpuName,
                         testing::Values(NamedGpu{"", nullptr},
                                         NamedGpu{"NVIDIA GeForce RTX", nullptr},
                                         NamedGpu{"GTX 4090", nullptr},
                                         NamedGpu{"GTX 970M", nullptr},
                                         NamedGpu{"80GB", nullptr},
                                         NamedGpu{"llvmpipe", nullptr}));

TEST(GpuTable, FindsEveryProductByItsOwnName) {
    for (const GpuProduct& product : gpus().products) {
        for (const std::string& name : product.names) {
            if (name == "GeForce GTX 860M") continue;  // two chips have it
            EXPECT_EQ(gpus().find_product(name), &product) << name;
        }
    }
}

TEST(GpuProduct, IsListedFromADriverOfEachBranchOn) {
    GpuProduct product;
    EXPECT_FALSE(product.next_driver(parse_version("450.80.02")).has_value());
    product.first_drivers = {parse_version("525.116.03"), parse_version("535.54.03")};
    const auto next = [&](const char* driver) {
        const auto found = product.next_driver(parse_version(driver));
        return found ? found->text() : std::string();
    };
    EXPECT_EQ(next("520.61.05"), "525.116.03");
    EXPECT_EQ(next("525.105.17"), "525.116.03");
    EXPECT_EQ(next("525.147.05"), "");
    EXPECT_EQ(next("530.41.03"), "535.54.03");
    EXPECT_EQ(next("535.54.03"), "");
    EXPECT_EQ(next("545.23.06"), "");
}

TEST(GpuTable, NamesWhatAnUnknownNameMayMean) {
    EXPECT_THAT(gpus().close_names("RTX 4000", 5),
                testing::UnorderedElementsAre("Quadro RTX 4000", "NVIDIA RTX 4000 Ada Generation"));
    EXPECT_THAT(gpus().close_names("RTX 4091", 3), testing::Contains("GeForce RTX 4090"));
    EXPECT_THAT(gpus().close_names("GTX 4090", 3), testing::Contains("GeForce RTX 4090"));
    EXPECT_THAT(gpus().close_names("A101", 2), testing::Contains("NVIDIA A100"));
    EXPECT_THAT(gpus().close_names("Radeon RX 7900 XTX", 3), testing::IsEmpty());
    EXPECT_LE(gpus().close_names("RTX 40", 3).size(), 3U);
}

}  // namespace
}  // namespace cudaenv::catalog
