// SPDX-License-Identifier: Apache-2.0
// The shapes that NVIDIA's redistrib files had over the years, each cut from the real file.
#include "support/expect_error.hpp"

#include <cudaenv/catalog/components.hpp>
#include <cudaenv/catalog/manifest_text.hpp>
#include <cudaenv/catalog/upstream/import.hpp>
#include <cudaenv/formats/yaml.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::catalog {
namespace {

Release import(const char* json, Product product, const char* label) {
    return import_redist(json, product, find_redist_label(label).value(), "r.json");
}

const std::vector<Archive>& archives(const Release& release, Platform platform) {
    return release.offers.at(0).archives.at(platform);
}

const Archive& find_component(const std::vector<Archive>& archives, std::string_view component) {
    for (const Archive& archive : archives) {
        if (archive.component == component) return archive;
    }
    throw std::runtime_error("there is no " + std::string(component));
}

/// Before 11.4.2: versions as keys, paths without digests, no toolkit.
TEST(RedistShapes, HoldNoToolkitBefore1142) {
    EXPECT_TRUE(import(R"({
   "fabricmanager" : {
      "470.57.02" : {
         "linux-x86_64" : "fabricmanager/linux-x86_64/fabricmanager-linux-x86_64-470.57.02.tar.gz"
      }
   },
   "libnvidia_nscq" : {
      "470.57.02" : {
         "linux-x86_64" : "libnvidia_nscq/linux-x86_64/libnvidia_nscq-linux-x86_64-470.57.02.tar.gz"
      }
   }
})",
                       Product::cuda,
                       "11.4.1")
                    .offers.empty());
    EXPECT_TRUE(import(R"({
   "fabricmanager" : {
      "450.51.06" : {
         "linux-x86_64" : "fabricmanager/linux-x86_64/fabricmanager-linux-x86_64-450.51.06.tar.gz",
         "release_date" : "2020-08-06"
      }
   }
})",
                       Product::cuda,
                       "11.0.3")
                    .offers.empty());
}

/// 11.4.2, the first with a toolkit: no release_label, sizes as texts, the driver among the rest.
TEST(RedistShapes, HaveNoLabelBefore1220) {
    const Release release = import(R"({
    "release_date": "2021-09-07",
    "cuda_nvcc": {
        "name": "CUDA NVCC",
        "license": "CUDA Toolkit",
        "version": "11.4.120",
        "linux-x86_64": {
            "relative_path": "cuda_nvcc/linux-x86_64/cuda_nvcc-linux-x86_64-11.4.120-archive.tar.xz",
            "sha256": "e0f362107bb6ee27fd541c001122336e7ab832014882248b317f68d87c50ac93",
            "md5": "f3158b25f3ee81a5449cbff167d2ab9d",
            "size": "35913232"
        }
    },
    "nvidia_driver": {
        "name": "NVIDIA Linux Driver",
        "license": "NVIDIA Driver",
        "version": "470.57.02",
        "linux-x86_64": {
            "relative_path": "nvidia_driver/linux-x86_64/nvidia_driver-linux-x86_64-470.57.02-archive.tar.xz",
            "sha256": "0bc92cd21848f9ba5f4ebe45518ca08c5dfaff692a5f61016dd7f57567a261ed",
            "md5": "e62461ad872392f85e0e0a7cb5cda7db",
            "size": "269814680"
        }
    }
})",
                                   Product::cuda,
                                   "11.4.2");
    EXPECT_EQ(release.version.text(), "11.4.2");
    EXPECT_EQ(release.date, "2021-09-07");
    ASSERT_EQ(archives(release, Platform::linux_x86_64).size(), 1U);
    EXPECT_EQ(archives(release, Platform::linux_x86_64)[0].size->value, 35913232U);
}

/// 13.0.0: what cuda_nvcc held before comes in three components.
TEST(RedistShapes, SplitTheCompilerAt1300) {
    const Release release = import(R"({
    "release_date": "2025-08-04",
    "release_label": "13.0.0",
    "release_product": "cuda",
    "cuda_crt": {
        "name": "CUDA CRT",
        "license": "CUDA Toolkit",
        "license_path": "cuda_crt/LICENSE.txt",
        "version": "13.0.48",
        "linux-x86_64": {
            "relative_path": "cuda_crt/linux-x86_64/cuda_crt-linux-x86_64-13.0.48-archive.tar.xz",
            "sha256": "ac444278c0f9d72b4a1b26c3bd9c694f07e1dbdc1e309aac9fd668378692e3e4",
            "md5": "fd40064b3d8cc3b6f8d5257bdcaf4da1",
            "size": "79960"
        }
    },
    "cuda_nvcc": {
        "name": "CUDA NVCC",
        "license": "CUDA Toolkit",
        "license_path": "cuda_nvcc/LICENSE.txt",
        "version": "13.0.48",
        "linux-x86_64": {
            "relative_path": "cuda_nvcc/linux-x86_64/cuda_nvcc-linux-x86_64-13.0.48-archive.tar.xz",
            "sha256": "cc5ff4a00d3be7c6c86ff740de7672e142ec87fea74e7e46b1b142b59fd2ac51",
            "md5": "dcbdda434b28b33a2f94a179f6ddca80",
            "size": "26732376"
        }
    },
    "libnvvm": {
        "name": "CUDA NVVM",
        "license": "CUDA Toolkit",
        "license_path": "libnvvm/LICENSE.txt",
        "version": "13.0.48",
        "linux-x86_64": {
            "relative_path": "libnvvm/linux-x86_64/libnvvm-linux-x86_64-13.0.48-archive.tar.xz",
            "sha256": "8c5676a65a2e6d13e3c229f025af18677de46c220d77992fe932200fa798b19b",
            "md5": "4d05337e466fe5154f2a07079366191e",
            "size": "43941232"
        }
    }
})",
                                   Product::cuda,
                                   "13.0.0");
    EXPECT_EQ(release.offers.at(0).provides, Provides::toolkit);
    ASSERT_EQ(archives(release, Platform::linux_x86_64).size(), 3U);
    for (const Archive& archive : archives(release, Platform::linux_x86_64)) {
        EXPECT_EQ(component_profile(SourceName::redist, archive.component), Profile::minimal);
    }
}

/// 13.3.0: cuda_cccl is cccl; cuda_compat has a variant that can only be the release's own.
constexpr const char* k1330 = R"({
    "release_date": "2026-05-26",
    "release_label": "13.3.0",
    "release_product": "cuda",
    "cccl": {
        "name": "CXX Core Compute Libraries",
        "license": "CCCL EULA",
        "license_path": "cccl/LICENSE.txt",
        "version": "13.3.3.3.1",
        "linux-sbsa": {
            "relative_path": "cccl/linux-sbsa/cccl-linux-sbsa-13.3.3.3.1-archive.tar.xz",
            "sha256": "37e9024c5e24a9e9d1618c4fb7b36e74a0a68fac91d589867676952204ecde5b",
            "md5": "2e723df353c701001348010341636d9a",
            "size": "1261944"
        }
    },
    "cuda_compat": {
        "name": "CUDA Forward Compatability",
        "license": "NVIDIA Driver",
        "license_path": "cuda_compat/LICENSE.txt",
        "version": "610.43.02",
        "cuda_variant": [
            "13.3"
        ],
        "linux-sbsa": {
            "cuda13.3": {
                "relative_path": "cuda_compat/linux-sbsa/cuda_compat-linux-sbsa-610.43.02_cuda13.3-archive.tar.xz",
                "sha256": "98b044e17e3b9d7ef27ad9bfd231af966744c9fb05b70fb43b5a000dd087952b",
                "md5": "fe2ea81e5500c49dbb61b3a7cb02c61c",
                "size": "91970080"
            }
        }
    }
})";

TEST(RedistShapes, RenameCcclAt1330) {
    const Release release = import(k1330, Product::cuda, "13.3.0");
    const Archive& cccl = find_component(archives(release, Platform::linux_sbsa), "cccl");
    EXPECT_EQ(cccl.version, "13.3.3.3.1");
    EXPECT_EQ(component_profile(SourceName::redist, "cccl"),
              component_profile(SourceName::redist, "cuda_cccl"));
}

TEST(RedistShapes, OfferForwardCompatibilityOnRequest) {
    const Release release = import(k1330, Product::cuda, "13.3.0");
    const Archive& compat = find_component(archives(release, Platform::linux_sbsa), "cuda_compat");
    EXPECT_EQ(compat.version, "610.43.02");
    EXPECT_EQ(compat.variant, "");
    EXPECT_EQ(component_profile(SourceName::redist, "cuda_compat"), Profile::on_request);
    EXPECT_TRUE(summarize(release).offers.at(0).variants.empty());
    // One for another toolkit would be a choice, and stays marked.
    EXPECT_EQ(find_component(archives(import(k1330, Product::cuda, "13.2.0"), Platform::linux_sbsa),
                             "cuda_compat")
                  .variant,
              "cuda13.3");
}

/// 13.4.0: early access, published beside the product's own directory.
TEST(RedistShapes, LeadOutOfTheDirectoryForEarlyAccess) {
    const Release release = import(R"({
    "release_label": "13.4.0",
    "release_product": "cuda",
    "cuda_nvcc": {
        "version": "13.4.46",
        "linux-x86_64": {
            "relative_path": "../../../pool/linux-x86_64/5B515474-0000-0000-0000-000000000000/cuda_nvcc-linux-x86_64-13.4.46-archive.tar.xz",
            "sha256": "37e9024c5e24a9e9d1618c4fb7b36e74a0a68fac91d589867676952204ecde5b",
            "size": "1261944"
        }
    }
})",
                                   Product::cuda,
                                   "13.4.0");
    EXPECT_TRUE(release.prerelease);
    EXPECT_TRUE(summarize(release).prerelease);
    EXPECT_THAT(archives(release, Platform::linux_x86_64)[0].path,
                testing::StartsWith("../../../pool/linux-x86_64/5B515474-"));
    const std::string text = render_release(release);
    EXPECT_EQ(render_release(read_release(formats::parse_yaml(text, "cuda/13.4.0.yaml"))), text);
    EXPECT_FALSE(import(k1330, Product::cuda, "13.3.0").prerelease);
}

/// NCCL: a file for each toolkit, whose archives have the same name and not the same content.
constexpr const char* kNccl12 = R"({
    "release_date": "2026-09-22",
    "release_label": "2.32.3-cuda12.9",
    "release_product": "nccl-nccl-stable-cuda-12",
    "nccl": {
        "name": "NCCL",
        "license": "NVIDIA NVTX",
        "license_path": "nccl/LICENSE.txt",
        "version": "2.32.3",
        "linux-x86_64": {
            "relative_path": "nccl/linux-x86_64/nccl-linux-x86_64-2.32.3-archive.tar.xz",
            "sha256": "186759f7b8ae2c62b5461bfe27dba242c21aded7c6412a88c424bf3e2afdc346",
            "md5": "81c8dde517df7d223e6c96de8d6f2228",
            "size": "451408052"
        }
    }
})";
constexpr const char* kNccl13 = R"({
    "release_date": "2026-09-22",
    "release_label": "2.32.3-cuda13.4",
    "release_product": "nccl-nccl-stable-cuda-13",
    "nccl": {
        "name": "NCCL",
        "license": "NVIDIA NVTX",
        "license_path": "nccl/LICENSE.txt",
        "version": "2.32.3",
        "linux-x86_64": {
            "relative_path": "nccl/linux-x86_64/nccl-linux-x86_64-2.32.3-archive.tar.xz",
            "sha256": "f2b42781ce9ae6410a0092696618816ef30cf4c9481b46ded30862c2f8b2779d",
            "md5": "1ab400ea46066dd16cf38cfd7cd75074",
            "size": "561718572"
        }
    }
})";

TEST(RedistShapes, KeepOneNameWithTwoDigestsApart) {
    std::vector<Release> releases;
    join_releases(releases, import(kNccl12, Product::nccl, "2.32.3-cuda12.9"), "12.json");
    join_releases(releases, import(kNccl13, Product::nccl, "2.32.3-cuda13.4"), "13.json");
    ASSERT_EQ(releases.size(), 1U);
    EXPECT_EQ(releases[0].version.text(), "2.32.3");
    EXPECT_EQ(releases[0].date, "2026-09-22");
    const std::vector<Archive>& both = archives(releases[0], Platform::linux_x86_64);
    ASSERT_EQ(both.size(), 2U);
    EXPECT_EQ(both[0].path, both[1].path);
    EXPECT_EQ(both[0].variant, "cuda12");
    EXPECT_EQ(both[0].sha256.hex().substr(0, 8), "186759f7");
    EXPECT_EQ(both[1].variant, "cuda13");
    EXPECT_EQ(both[1].sha256.hex().substr(0, 8), "f2b42781");
    EXPECT_EQ(summarize(releases[0]).offers.at(0).variants,
              (std::vector<std::string>{"cuda12", "cuda13"}));
    const std::string text = render_release(releases[0]);
    EXPECT_EQ(render_release(read_release(formats::parse_yaml(text, "nccl/2.32.3.yaml"))), text);

    join_releases(releases, import(kNccl12, Product::nccl, "2.29.2-cuda12.9"), "other.json");
    EXPECT_EQ(releases.size(), 2U);
    test::expect_error(
        ErrorKind::integrity, "again.json: the path of nccl stands there twice", [&] {
            join_releases(
                releases, import(kNccl12, Product::nccl, "2.32.3-cuda12.9"), "again.json");
        });
}

struct Label {
    const char* text;
    const char* version;
    const char* variant;
};

TEST(RedistLabel, NamesAVersionAndPerhapsAToolkit) {
    const Label labels[] = {
        {"12.4.1", "12.4.1", ""},
        {"24.03", "24.03", ""},
        {"4.1.0.6", "4.1.0.6", ""},
        {"2.29.2-cuda12.9", "2.29.2", "cuda12"},
        {"2.31.2-cuda13.3", "2.31.2", "cuda13"},
    };
    for (const Label& label : labels) {
        const std::optional<RedistLabel> read = find_redist_label(label.text);
        ASSERT_TRUE(read.has_value()) << label.text;
        EXPECT_EQ(read->version.text(), label.version);
        EXPECT_EQ(read->variant, label.variant);
    }
    for (const char* const text : {"", "latest", "-cuda12.9", "2.29.2-cuda", "2.29.2-cudaX"}) {
        EXPECT_FALSE(find_redist_label(text).has_value()) << text;
    }
}

/// Written by others in NVIDIA's form: no sizes.
TEST(RedistShapes, MayLeaveTheSizeOut) {
    const Release release = import(R"({
  "release_date": "2023-05-01",
  "release_label": "8.6.1",
  "release_product": "tensorrt",
  "tensorrt": {
    "name": "NVIDIA TensorRT",
    "license": "TensorRT",
    "version": "8.6.1.6",
    "cuda_variant": ["11", "12"],
    "linux-sbsa": {
      "cuda12": {
        "relative_path": "TensorRT-8.6.1.6.Ubuntu-20.04.aarch64-gnu.cuda-12.0.tar.gz",
        "sha256": "2dce3ebffc81af5ed595e70248530b503957313615ebc306131c275231a67b91"
      }
    }
  }
})",
                                   Product::tensorrt,
                                   "8.6.1");
    EXPECT_EQ(release.version.text(), "8.6.1.6");
    EXPECT_FALSE(archives(release, Platform::linux_sbsa)[0].size.has_value());
}

/// Only cuDNN and TensorRT are known by four numbers; a wheel of cuTENSOR is of 2.3.1, too.
TEST(RedistShapes, NameOtherLibrariesByTheLabel) {
    const Release release = import(R"({
    "release_date": "2025-09-04",
    "release_label": "2.3.1",
    "release_product": "cutensor",
    "libcutensor": {
        "name": "NVIDIA cuTENSOR",
        "license": "cuTensor",
        "license_path": "libcutensor/LICENSE.txt",
        "version": "2.3.1.0",
        "linux-x86_64": {
            "cuda13": {
                "relative_path": "libcutensor/linux-x86_64/libcutensor-linux-x86_64-2.3.1.0_cuda13-archive.tar.xz",
                "sha256": "9cb1125f7de01ca319b5c72edeb7169b679b72beacc90354fb18a14056e24372",
                "size": "386539432"
            }
        },
        "cuda_variant": ["13"]
    }
})",
                                   Product::cutensor,
                                   "2.3.1");
    EXPECT_EQ(release.version.text(), "2.3.1");
    EXPECT_EQ(archives(release, Platform::linux_x86_64)[0].version, "2.3.1.0");
    EXPECT_EQ(archives(release, Platform::linux_x86_64)[0].variant, "cuda13");
}

}  // namespace
}  // namespace cudaenv::catalog
