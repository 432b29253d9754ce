// SPDX-License-Identifier: Apache-2.0
// What NVIDIA's redistrib files do in practice; the samples are cut from real ones.
#include "catalog/manifest/merge.hpp"
#include "support/expect_error.hpp"

#include <cudaenv/catalog/manifest_text.hpp>
#include <cudaenv/catalog/upstream/import.hpp>
#include <cudaenv/formats/yaml.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::catalog {
namespace {

Release import(std::string_view json, Product product, const char* label) {
    return import_redist(json, product, find_redist_label(label).value(), "redistrib.json");
}

std::vector<std::string> components(const Release& release, Platform platform) {
    std::vector<std::string> names;
    for (const Archive& archive : release.offers.at(0).archives.at(platform)) {
        names.push_back(archive.component);
    }
    return names;
}

/// 11.4.2: no release_label, sizes are texts, the driver's entry is among the components.
constexpr const char* kOld = R"({
  "release_date": "2021-09-07",
  "cuda_nvcc": {
    "name": "CUDA NVCC", "license": "CUDA Toolkit", "version": "11.4.120",
    "linux-x86_64": {
      "relative_path": "cuda_nvcc/linux-x86_64/cuda_nvcc-linux-x86_64-11.4.120-archive.tar.xz",
      "sha256": "0a04a0c1fd8e4b1c3a18f9a8e7ad27a3f3e9f1d2b6d0d6c2f9ae5a4b7c1d2e3f", "md5": "x", "size": "36465132"
    },
    "windows-x86_64": {
      "relative_path": "cuda_nvcc/windows-x86_64/cuda_nvcc-windows-x86_64-11.4.120-archive.zip",
      "sha256": "1a04a0c1fd8e4b1c3a18f9a8e7ad27a3f3e9f1d2b6d0d6c2f9ae5a4b7c1d2e3f", "md5": "x", "size": "48"
    }
  },
  "cuda_cccl": {
    "size": 1, "version": "11.4.122",
    "linux-x86_64": {
      "size": 941000, "md5": "x",
      "sha256": "2a04a0c1fd8e4b1c3a18f9a8e7ad27a3f3e9f1d2b6d0d6c2f9ae5a4b7c1d2e3f",
      "relative_path": "cuda_cccl/linux-x86_64/cuda_cccl-linux-x86_64-11.4.122-archive.tar.xz"
    }
  },
  "nvidia_driver": {
    "name": "NVIDIA Linux Driver", "version": "470.57.02",
    "linux-x86_64": {
      "relative_path": "nvidia_driver/linux-x86_64/nvidia_driver-linux-x86_64-470.57.02-archive.tar.xz",
      "sha256": "3a04a0c1fd8e4b1c3a18f9a8e7ad27a3f3e9f1d2b6d0d6c2f9ae5a4b7c1d2e3f", "size": "1"
    }
  }
})";

TEST(ImportRedist, ReadsAToolkitWithoutALabel) {
    const Release release = import(kOld, Product::cuda, "11.4.2");
    EXPECT_EQ(release.product, Product::cuda);
    EXPECT_EQ(release.version.text(), "11.4.2");
    EXPECT_EQ(release.date, "2021-09-07");
    ASSERT_EQ(release.offers.size(), 1U);
    EXPECT_EQ(release.offers[0].source, SourceName::redist);
    EXPECT_EQ(release.offers[0].provides, Provides::toolkit);
    EXPECT_EQ(release.offers[0].archives.size(), 1U);
    EXPECT_THAT(components(release, Platform::linux_x86_64),
                testing::ElementsAre("cuda_cccl", "cuda_nvcc"));
    const std::vector<Archive>& archives = release.offers[0].archives.at(Platform::linux_x86_64);
    EXPECT_EQ(archives[0].size->value, 941000U);
    EXPECT_EQ(archives[1].size->value, 36465132U);
    EXPECT_EQ(archives[1].version, "11.4.120");
}

TEST(ImportRedist, FindsNothingInFilesBeforeThereWereToolkits) {
    const Release release = import(R"({
      "release_date": "2021-03-10",
      "fabricmanager": {"name": "Fabric Manager", "460.32.03": {"release_date": "2021-03-10", "linux-x86_64": "f.tar.gz"}},
      "libnvidia_nscq": {"name": "NSCQ", "460.32.03": {"linux-x86_64": "n.tar.gz"}}
    })",
                                   Product::cuda,
                                   "11.2.2");
    EXPECT_TRUE(release.offers.empty());
}

/// 9.1.1: one archive for each toolkit major below the platform.
constexpr const char* kCudnn = R"({
  "release_date": "2024-05-02", "release_label": "9.1.1", "release_product": "cudnn",
  "cudnn": {
    "name": "NVIDIA CUDA Deep Neural Network library", "license": "cudnn", "version": "9.1.1.17",
    "cuda_variant": ["11", "12"],
    "linux-x86_64": {
      "cuda12": {
        "relative_path": "cudnn/linux-x86_64/cudnn-linux-x86_64-9.1.1.17_cuda12-archive.tar.xz",
        "sha256": "992b4be26899cc4c618bb1f6989261df7d0a9f9032b2217bf1fce9dd3228c904", "size": "862719644"
      },
      "cuda11": {
        "relative_path": "cudnn/linux-x86_64/cudnn-linux-x86_64-9.1.1.17_cuda11-archive.tar.xz",
        "sha256": "15a8b77123c1911606b45703691ad0990892c6098070ffab0bcaa003183a7dcb", "size": "860223884"
      }
    }
  },
  "cudnn_samples": {
    "name": "cuDNN samples", "version": "9.1.1.17",
    "source": {"relative_path": "s.tar.xz", "sha256": "ab", "size": "1"},
    "linux-all": {"relative_path": "t.tar.xz", "sha256": "cd", "size": "1"}
  }
})";

TEST(ImportRedist, GivesALibraryItsFullVersionAndItsVariants) {
    const Release release = import(kCudnn, Product::cudnn, "9.1.1");
    EXPECT_EQ(release.version.text(), "9.1.1.17");
    ASSERT_EQ(release.offers.size(), 1U);
    EXPECT_EQ(release.offers[0].provides, Provides::library);
    const std::vector<Archive>& archives = release.offers[0].archives.at(Platform::linux_x86_64);
    ASSERT_EQ(archives.size(), 2U);
    EXPECT_EQ(archives[0].variant, "cuda11");
    EXPECT_EQ(archives[1].variant, "cuda12");
    EXPECT_EQ(archives[1].size->value, 862719644U);
}

TEST(ImportRedist, RendersTheSameBytesWhateverTheOrderOfKeys) {
    const std::string text = render_release(import(kCudnn, Product::cudnn, "9.1.1"));
    EXPECT_EQ(render_release(read_release(formats::parse_yaml(text, "cudnn/9.1.1.17.yaml"))), text);
}

TEST(ImportRedist, KeepsTheNamesOfRenamedComponents) {
    const auto sample = [](const std::string& component) {
        return R"({")" + component +
               R"(": {"version": "1.0", "linux-sbsa": {"relative_path": "../../../pool/x.tar.xz", "sha256": ")" +
               std::string(64, 'c') + R"("}}})";
    };
    const Release before = import(sample("cuda_cccl"), Product::cuda, "13.2.2");
    const Release after = import(sample("cccl"), Product::cuda, "13.3.0");
    EXPECT_THAT(components(before, Platform::linux_sbsa), testing::ElementsAre("cuda_cccl"));
    EXPECT_THAT(components(after, Platform::linux_sbsa), testing::ElementsAre("cccl"));
    EXPECT_EQ(after.offers[0].provides, Provides::runtime);
    EXPECT_EQ(after.offers[0].archives.at(Platform::linux_sbsa)[0].path, "../../../pool/x.tar.xz");
}

struct Bad {
    const char* name;
    std::string json;
    const char* message;
};

class BadRedist : public testing::TestWithParam<Bad> {};

TEST_P(BadRedist, IsRefusedNamingFileAndEntry) {
    test::expect_error(ErrorKind::integrity, GetParam().message, [] {
        static_cast<void>(import(GetParam().json, Product::cuda, "12.4.1"));
    });
}

const std::string kDigest(64, 'd');

INSTANTIATE_TEST_SUITE_P(
    ImportRedist,
    BadRedist,
    testing::Values(
        Bad{"NoJson", "{", "redistrib.json: not readable as JSON"},
        Bad{"NoObject", "[]", "redistrib.json: expected an object"},
        Bad{"NoVersion",
            R"({"cuda_nvcc": {}})",
            "redistrib.json.cuda_nvcc: \"version\" is missing"},
        Bad{"NoDigest",
            R"({"cuda_nvcc": {"version": "1", "linux-x86_64": {"relative_path": "a"}}})",
            "redistrib.json.cuda_nvcc.linux-x86_64: \"sha256\" is missing"},
        Bad{"ShortDigest",
            R"({"cuda_nvcc": {"version": "1", "linux-x86_64": {"relative_path": "a", "sha256": "abc"}}})",
            "linux-x86_64.sha256: \"abc\" is no SHA-256 digest"},
        Bad{"BadSize",
            R"({"cuda_nvcc": {"version": "1", "linux-x86_64": {"relative_path": "a", "size": "1 MB", "sha256": ")" +
                kDigest + R"("}}})",
            "\"1 MB\" is no size"},
        Bad{"NeitherArchiveNorVariant",
            R"({"cuda_nvcc": {"version": "1", "linux-x86_64": {"sm_90": {}}}})",
            "neither an archive nor a variant"},
        Bad{"DigestTwice",
            R"({"cuda_nvcc": {"version": "1", "linux-x86_64": {"relative_path": "a", "sha256": ")" +
                kDigest +
                R"("}}, "cuda_gdb": {"version": "1", "linux-x86_64": {"relative_path": "b", "sha256": ")" +
                kDigest + R"("}}})",
            "stands there twice"},
        Bad{"PathTwice",
            R"({"cuda_nvcc": {"version": "1", "linux-x86_64": {"relative_path": "a", "sha256": ")" +
                kDigest +
                R"("}}, "cuda_gdb": {"version": "1", "linux-x86_64": {"relative_path": "a", "sha256": ")" +
                std::string(64, 'e') + R"("}}})",
            "the path of"}),
    [](const testing::TestParamInfo<Bad>& row) { return std::string(row.param.name); });

TEST(MergeRelease, CollectsTheOffersOfSeveralSources) {
    const Release first = import(kOld, Product::cuda, "11.4.2");
    Release second;
    second.product = Product::cuda;
    second.version = parse_version("11.4.2");
    second.offers.push_back({SourceName::debian, Provides::toolkit, {}});
    Release merged = merge_release(first, second);
    ASSERT_EQ(merged.offers.size(), 2U);
    EXPECT_EQ(merged.offers[0].source, SourceName::debian);
    EXPECT_EQ(merged.date, "2021-09-07");

    second.offers[0] = {SourceName::redist, Provides::runtime, {}};
    second.min_glibc = parse_version("2.28");
    merged = merge_release(merged, second);
    ASSERT_EQ(merged.offers.size(), 2U);
    EXPECT_EQ(merged.find_offer(SourceName::redist)->provides, Provides::runtime);
    EXPECT_EQ(merged.min_glibc->text(), "2.28");
}

TEST(MergeRelease, RefusesAnotherRelease) {
    test::expect_error(ErrorKind::internal, "cuda 11.4.3 cannot be merged into cuda 11.4.2", [] {
        static_cast<void>(merge_release(import(kOld, Product::cuda, "11.4.2"),
                                        import(kOld, Product::cuda, "11.4.3")));
    });
}

TEST(ImportRedist, TakesNoMoreForALongKeyThanItIsLong) {
    // Complaints name the way to a value; kept for each of them it would fill the memory.
    std::string text =
        R"({"cuda_nvcc":{"version":"1","linux-x86_64":{")" + std::string(1U << 20U, 'k') + "\":{";
    for (int i = 0; i < 50'000; ++i) text += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":{}";
    text += "}}}}";
    test::expect_error(ErrorKind::integrity, "redistrib.json.cuda_nvcc.linux-x86_64.kkk", [&] {
        static_cast<void>(import(text, Product::cuda, "12.4.1"));
    });
    test::expect_error(ErrorKind::integrity, "nested deeper than 64 levels", [] {
        static_cast<void>(import(std::string(100'000, '['), Product::cuda, "12.4.1"));
    });
}

}  // namespace
}  // namespace cudaenv::catalog
