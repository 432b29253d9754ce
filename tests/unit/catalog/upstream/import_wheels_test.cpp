// SPDX-License-Identifier: Apache-2.0
// Wheel indexes: which wheels make up a release.
#include "catalog/upstream/wheel_project.hpp"
#include "catalog/upstream/wheel_requirement.hpp"
#include "support/expect_error.hpp"

#include <cudaenv/catalog/upstream/import.hpp>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::catalog {
namespace {

struct File {
    std::string name;
    std::string extra;  ///< further JSON members
};

/// PEP 691 JSON; every file has a digest of its own.
std::string page(const std::vector<File>& files) {
    static int number = 0;
    std::string list;
    for (const File& file : files) {
        list += fmt::format(
            R"({}{{"filename": "{}", "url": "../{}", "hashes": {{"sha256": "{:064}"}}, "size": 1000{}}})",
            list.empty() ? "" : ", ",
            file.name,
            file.name,
            ++number,
            file.extra.empty() ? "" : ", " + file.extra);
    }
    return fmt::format(
        R"({{"meta": {{"api-version": "1.1"}}, "name": "p", "versions": [], "files": [{}]}})",
        list);
}

std::string wheel(const std::string& project,
                  const std::string& version,
                  const std::string& tag = "manylinux_2_27_x86_64") {
    return fmt::format("{}-{}-py3-none-{}.whl", project, version, tag);
}

std::vector<std::string> chosen_files(const std::string& json) {
    std::vector<std::string> names;
    for (const Wheel& each : parse_wheel_project(json, "p")) names.push_back(each.file_name);
    return names;
}

TEST(WheelProject, KeepsOnlyWhatALinuxMachineCanUse) {
    EXPECT_THAT(
        chosen_files(page({{"nvidia_x-0.0.0a0-py2.py3-none-any.whl", ""},
                           {"nvidia_x-1.0.tar.gz", ""},
                           {"nvidia_x-1.0-py3-none-win_amd64.whl", ""},
                           {"nvidia_x-1.0-py3-none-manylinux1_x86_64.manylinux_2_5_x86_64.whl", ""},
                           {"nvidia_x-1.0-py3-none-manylinux2014_aarch64.whl", ""}})),
        testing::ElementsAre("nvidia_x-1.0-py3-none-manylinux1_x86_64.manylinux_2_5_x86_64.whl",
                             "nvidia_x-1.0-py3-none-manylinux2014_aarch64.whl"));
}

TEST(WheelProject, TakesOneOfSeveralWheels) {
    const std::string plain = "nvidia_cudnn_cu11-8.5.0.96-py3-none-manylinux1_x86_64.whl";
    const std::string rebuilt = "nvidia_cudnn_cu11-8.5.0.96-2-py3-none-manylinux1_x86_64.whl";
    EXPECT_THAT(chosen_files(page({{plain, ""}, {rebuilt, ""}})), testing::ElementsAre(rebuilt));

    const std::string older = wheel("x", "1.0", "manylinux2014_x86_64");
    const std::string newer = wheel("x", "1.0", "manylinux1_x86_64");
    const std::string first = R"("upload-time": "2022-10-18T00:00:00Z")";
    const std::string second = R"("upload-time": "2024-08-17T00:00:00Z")";
    EXPECT_THAT(chosen_files(page({{older, first}, {newer, second}})), testing::ElementsAre(newer));
    EXPECT_THAT(
        chosen_files(page({{older, first}, {newer, second + R"(, "yanked": "bad build")"}})),
        testing::ElementsAre(older));
}

TEST(WheelProject, ReadsEveryFieldOfAWheel) {
    const std::vector<Wheel> wheels = parse_wheel_project(
        page({{wheel("x", "9.25.0.15", "manylinux_2_27_aarch64"), R"("yanked": true)"}}),
        "nvidia-x");
    ASSERT_EQ(wheels.size(), 1U);
    const Archive archive = make_archive(wheels[0], "nvidia-x", "cudnn");
    EXPECT_EQ(wheels[0].platform, Platform::linux_sbsa);
    EXPECT_EQ(archive.component, "cudnn");
    EXPECT_EQ(archive.version, "9.25.0.15");
    EXPECT_EQ(archive.path, "nvidia-x/x-9.25.0.15-py3-none-manylinux_2_27_aarch64.whl");
    EXPECT_EQ(archive.size->value, 1000U);
    EXPECT_TRUE(archive.yanked);
}

TEST(WheelProject, RefusesAnUnknownFormatAndAMissingDigest) {
    test::expect_error(ErrorKind::integrity, "p: its api-version is \"2.0\", not 1.x", [] {
        static_cast<void>(
            parse_wheel_project(R"({"meta": {"api-version": "2.0"}, "files": []})", "p"));
    });
    test::expect_error(ErrorKind::integrity, "p.files[0].hashes: \"sha256\" is missing", [] {
        static_cast<void>(parse_wheel_project(
            R"({"meta": {"api-version": "1.0"}, "files": [{"filename": "x-1.0-py3-none-manylinux1_x86_64.whl", "hashes": {}}]})",
            "p"));
    });
    test::expect_error(ErrorKind::integrity, "has no readable version", [] {
        static_cast<void>(parse_wheel_project(page({{wheel("x", "new"), ""}}), "p"));
    });
}

TEST(WheelProject, RefusesAFileNameThatLeadsElsewhere) {
    test::expect_error(
        ErrorKind::integrity, "\"../x-1.0-py3-none-manylinux1_x86_64.whl\" is no", [] {
            static_cast<void>(
                parse_wheel_project(page({{wheel("../x", "1.0", "manylinux1_x86_64"), ""}}), "p"));
        });
}

struct Choice {
    const char* requirement;
    const char* chosen;  ///< empty: none
};

TEST(WheelRequirement, ChoosesTheVersionOfARelease) {
    const std::vector<Wheel> wheels =
        parse_wheel_project(page({{wheel("x", "13.2.78"), ""},
                                  {wheel("x", "13.2.80"), ""},
                                  {wheel("x", "13.3.1"), ""},
                                  {wheel("x", "13.4.46rc1"), ""},
                                  {wheel("x", "12.4.127"), R"("yanked": true)"},
                                  {wheel("x", "12.4.127.post1"), ""},
                                  {wheel("x", "11.0.1"), R"("yanked": true)"}}),
                            "p");
    const Choice choices[] = {
        {"x==13.2.78.*; extra == 'all'", "13.2.78"},
        {"x==13.2.*; extra == 'all'", "13.2.80"},
        {"x==13.4.46rc1", "13.4.46rc1"},
        {"x<14,>=13.2.78", "13.2.78"},
        {"x <14, >=13.2.79", "13.2.80"},
        {"x==12.4.127.*", "12.4.127.post1"},
        {"x==11.0.1.*", "11.0.1"},
        {"x==10.*", ""},
    };
    for (const Choice& choice : choices) {
        const WheelRequirement requirement = WheelRequirement::parse(choice.requirement, "r");
        const Wheel* found = requirement.choose(wheels, Platform::linux_x86_64);
        EXPECT_EQ(found == nullptr ? "" : found->version.text(), choice.chosen)
            << choice.requirement;
        EXPECT_EQ(requirement.choose(wheels, Platform::linux_sbsa), nullptr);
    }
}

TEST(WheelRequirement, ReadsProjectAndExtra) {
    const WheelRequirement all = WheelRequirement::parse(
        "nvidia_cublas==13.1.0.3.*; (sys_platform == 'linux' or sys_platform == 'win32') and extra "
        "== \"all\"",
        "r");
    EXPECT_EQ(all.project(), "nvidia-cublas");
    EXPECT_TRUE(all.is_for_all());
    EXPECT_FALSE(
        WheelRequirement::parse("nvidia-cublas==13.1.0.3.*; extra == 'cublas'", "r").is_for_all());
}

TEST(WheelRequirement, RefusesOtherForms) {
    for (const char* const line : {"x~=1.0",
                                   "x!=1.0",
                                   "x==new",
                                   "x>=1.*",
                                   "x 1.0",
                                   "x[all]==1.0",
                                   "x @ https://files.example.com/x.whl",
                                   "==1.0",
                                   ""}) {
        test::expect_error(ErrorKind::integrity, "is of an unknown form", [&] {
            static_cast<void>(WheelRequirement::parse(line, "r"));
        });
    }
}

WheelIndex toolkit_index(const std::string& release, const std::string& version) {
    WheelIndex index;
    index.projects["nvidia-cuda-nvcc"] = page({{wheel("nvidia_cuda_nvcc", version), ""}});
    index.projects["nvidia-cuda-cccl"] = page({{wheel("nvidia_cuda_cccl", version), ""}});
    index.projects["nvidia-cudla"] =
        page({{wheel("nvidia_cudla", version, "manylinux_2_27_aarch64"), ""}});
    index.toolkit_requirements[release] = {"nvidia-cuda-nvcc==" + version + ".*; extra == 'all'",
                                           "nvidia-cuda-nvcc==" + version + ".*; extra == 'nvcc'",
                                           "nvidia-cuda-cccl==" + version + ".*; extra == 'all'",
                                           "nvidia-cudla==" + version + ".*; extra == 'all'"};
    return index;
}

TEST(ImportWheels, MakesAToolkitOfThePins) {
    const std::vector<Release> releases = import_wheels(toolkit_index("13.0.3.0", "13.0.88"));
    ASSERT_EQ(releases.size(), 1U);
    EXPECT_EQ(releases[0].product, Product::cuda);
    EXPECT_EQ(releases[0].version.text(), "13.0.3");
    EXPECT_FALSE(releases[0].prerelease);
    const Offer& offer = releases[0].offers.at(0);
    EXPECT_EQ(offer.source, SourceName::wheels);
    EXPECT_EQ(offer.provides, Provides::toolkit);
    const std::vector<Archive>& archives = offer.archives.at(Platform::linux_x86_64);
    ASSERT_EQ(archives.size(), 2U);
    EXPECT_EQ(archives[0].component, "cuda_cccl");
    EXPECT_EQ(archives[1].component, "cuda_nvcc");
    EXPECT_EQ(archives[1].path,
              "nvidia-cuda-nvcc/nvidia_cuda_nvcc-13.0.88-py3-none-manylinux_2_27_x86_64.whl");
    EXPECT_EQ(offer.archives.at(Platform::linux_sbsa).at(0).component, "libcudla");
}

struct Kind {
    const char* release;
    Provides provides;
    bool prerelease;
    const char* cccl;
};

TEST(ImportWheels, KnowsWhichReleasesCanCompile) {
    const Kind kinds[] = {
        {"12.9.1", Provides::runtime, false, "cuda_cccl"},
        {"13.0.0", Provides::runtime, false, "cuda_cccl"},
        {"13.0.1", Provides::toolkit, false, "cuda_cccl"},
        {"13.3.0", Provides::toolkit, false, "cccl"},
        {"13.4.0rc1", Provides::toolkit, true, "cccl"},
    };
    for (const Kind& kind : kinds) {
        const Release release = import_wheels(toolkit_index(kind.release, "13.0.1")).at(0);
        EXPECT_EQ(release.version.text(), kind.release);
        EXPECT_EQ(release.offers.at(0).provides, kind.provides) << kind.release;
        EXPECT_EQ(release.prerelease, kind.prerelease) << kind.release;
        EXPECT_EQ(release.offers.at(0).archives.at(Platform::linux_x86_64).at(0).component,
                  kind.cccl)
            << kind.release;
    }
}

TEST(ImportWheels, MapsTheProjectsOfOlderMajors) {
    WheelIndex index;
    index.projects["nvidia-cuda-runtime-cu12"] =
        page({{wheel("nvidia_cuda_runtime_cu12", "12.4.127"), ""}});
    index.toolkit_requirements["12.4.1"] = {"nvidia-cuda-runtime-cu12==12.4.127.*; extra == 'all'"};
    const Release release = import_wheels(index).at(0);
    EXPECT_EQ(release.offers.at(0).archives.at(Platform::linux_x86_64).at(0).component,
              "cuda_cudart");
    EXPECT_EQ(release.offers.at(0).provides, Provides::runtime);
}

TEST(ImportWheels, SaysWhatIsMissing) {
    WheelIndex index = toolkit_index("13.0.2", "13.0.88");
    index.projects.erase("nvidia-cudla");
    test::expect_error(ErrorKind::integrity,
                       "cuda-toolkit 13.0.2: needs nvidia-cudla, whose index page is not there",
                       [&] { static_cast<void>(import_wheels(index)); });
    index = toolkit_index("13.0.2", "13.0.88");
    index.projects["nvidia-cudla"] = page({});
    test::expect_error(ErrorKind::integrity, "no wheel satisfies \"nvidia-cudla==13.0.88.*", [&] {
        static_cast<void>(import_wheels(index));
    });
    index.projects["nvidia-surprise"] = page({});
    index.toolkit_requirements["13.0.2"] = {"nvidia-surprise==1.*; extra == 'all'"};
    test::expect_error(ErrorKind::integrity, "\"nvidia-surprise\" is of no known component", [&] {
        static_cast<void>(import_wheels(index));
    });
    index.toolkit_requirements["13.0.2"] = {"nvidia-surprise==1.*; extra == 'nvcc'"};
    test::expect_error(ErrorKind::integrity, "its extra \"all\" requires nothing", [&] {
        static_cast<void>(import_wheels(index));
    });
    index.toolkit_requirements = {{"latest", {}}};
    test::expect_error(ErrorKind::integrity, "\"latest\": no version", [&] {
        static_cast<void>(import_wheels(index));
    });
}

TEST(ImportWheels, CollectsCudnnByFullVersion) {
    WheelIndex index;
    index.projects["nvidia-cudnn-cu11"] = page({{wheel("nvidia_cudnn_cu11", "9.1.0.70"), ""}});
    index.projects["nvidia-cudnn-cu12"] = page(
        {{wheel("nvidia_cudnn_cu12", "9.1.0.70"), ""},
         {wheel("nvidia_cudnn_cu12", "9.1.0.70.post1", "manylinux2014_aarch64"), ""},
         {wheel("nvidia_cudnn_cu12", "9.1.0.70", "manylinux2014_aarch64"), R"("yanked": true)"},
         {wheel("nvidia_cudnn_cu12", "9.26.0.33.dev63203437"), ""},
         {wheel("nvidia_cudnn_cu12", "9.25.0.15"), R"("yanked": true)"}});
    const std::vector<Release> releases = import_wheels(index);
    ASSERT_EQ(releases.size(), 3U);
    EXPECT_EQ(releases[0].product, Product::cudnn);
    EXPECT_EQ(releases[0].version.text(), "9.1.0.70");
    EXPECT_FALSE(releases[0].prerelease);
    const Offer& offer = releases[0].offers.at(0);
    EXPECT_EQ(offer.provides, Provides::library);
    const std::vector<Archive>& archives = offer.archives.at(Platform::linux_x86_64);
    ASSERT_EQ(archives.size(), 2U);
    EXPECT_EQ(archives[0].variant, "cuda11");
    EXPECT_EQ(archives[1].variant, "cuda12");
    EXPECT_EQ(archives[1].component, "cudnn");
    EXPECT_EQ(offer.archives.at(Platform::linux_sbsa).at(0).version, "9.1.0.70.post1");

    EXPECT_TRUE(releases[1].offers.at(0).archives.at(Platform::linux_x86_64).at(0).yanked);
    EXPECT_TRUE(releases[2].prerelease);
}

TEST(ImportWheels, CollectsTheLibrariesUnderTheNamesOfTheirRedistributables) {
    WheelIndex index;
    index.projects["cutensor-cu12"] =
        page({{wheel("cutensor_cu12", "2.3.1"), ""},
              {wheel("cutensor_cu12", "0.0.1.dev0"), R"("yanked": "Placeholder")"}});
    index.projects["cutensor-cu13"] = page({{wheel("cutensor_cu13", "2.3.1"), ""}});
    index.projects["nvidia-cudss-cu13"] = page({{wheel("nvidia_cudss_cu13", "0.7.1.4"), ""},
                                                {wheel("nvidia_cudss_cu13", "0.7.1.6"), ""},
                                                {wheel("nvidia_cudss_cu13", "1.0.0.35"), ""}});
    index.projects["nvidia-libnvcomp-cu12"] =
        page({{wheel("nvidia_libnvcomp_cu12", "6.0.0.12"), ""}});
    index.projects["nvidia-cusparselt-cu12"] =
        page({{wheel("nvidia_cusparselt_cu12", "0.8.1"), ""}});
    index.projects["nvidia-cusparselt-cu13"] =
        page({{wheel("nvidia_cusparselt_cu13", "0.8.1"), ""},
              {wheel("nvidia_cusparselt_cu13", "0.8.1.post1"), ""}});
    index.projects["nvidia-nccl-cu12"] = page({{wheel("nvidia_nccl_cu12", "2.29.2"), ""}});
    index.projects["nvidia-nvshmem-cu12"] = page({{wheel("nvidia_nvshmem_cu12", "3.3.9"), ""}});

    std::vector<std::string> found;
    for (const Release& release : import_wheels(index)) {
        EXPECT_EQ(release.offers.at(0).provides, Provides::library);
        for (const Archive& each : release.offers.at(0).archives.at(Platform::linux_x86_64)) {
            found.push_back(fmt::format("{} {}: {} {} {}{}{}",
                                        product_text(release.product),
                                        release.version.text(),
                                        each.component,
                                        each.variant,
                                        each.version,
                                        release.prerelease ? " prerelease" : "",
                                        each.yanked ? " yanked" : ""));
        }
    }
    EXPECT_THAT(
        found,
        testing::ElementsAre("cudss 0.7.1: libcudss cuda13 0.7.1.6",
                             "cudss 1.0.0: libcudss cuda13 1.0.0.35",
                             "cusparselt 0.8.1: libcusparse_lt cuda12 0.8.1",
                             "cusparselt 0.8.1: libcusparse_lt cuda13 0.8.1.post1",
                             "cutensor 0.0.1.dev0: libcutensor cuda12 0.0.1.dev0 prerelease yanked",
                             "cutensor 2.3.1: libcutensor cuda12 2.3.1",
                             "cutensor 2.3.1: libcutensor cuda13 2.3.1",
                             "nccl 2.29.2: nccl cuda12 2.29.2",
                             "nvcomp 6.0.0: nvcomp cuda12 6.0.0.12",
                             "nvshmem 3.3.9: libnvshmem cuda12 3.3.9"));
}

}  // namespace
}  // namespace cudaenv::catalog
