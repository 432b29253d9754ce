// SPDX-License-Identifier: Apache-2.0
// NVIDIA's redistributables: addresses and the mapping of component archives.
#include "source/redist_source.hpp"

#include "mapping_table.hpp"
#include "open_source.hpp"
#include "support/loopback_server.hpp"
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::source {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> locate(const std::string& base, const std::string& path, Product product) {
    Settings settings;
    settings.redist_url = named(base);
    const RedistSource source(settings);
    TestConnection connection(source);
    catalog::Archive archive;
    archive.component = "cuda_nvcc";
    archive.path = path;
    Purpose purpose;
    purpose.product = product;
    return texts_of(connection->locate(archive, purpose, CancelFlag()));
}

archive::Mapping mapping_of(const std::string& component) {
    catalog::Archive archive;
    archive.component = component;
    return RedistSource({}).mapping(archive, {});
}

TEST(RedistSource, ResolvesRelativePaths) {
    struct Row {
        std::string base, path;
        Product product;
        std::string url;
    };
    const Row rows[] = {
        {"https://developer.download.nvidia.com/compute",
         "cuda_nvcc/linux-x86_64/cuda_nvcc-linux-x86_64-12.4.131-archive.tar.xz",
         Product::cuda,
         "https://developer.download.nvidia.com/compute/cuda/redist/cuda_nvcc/linux-x86_64/"
         "cuda_nvcc-linux-x86_64-12.4.131-archive.tar.xz"},
        {"https://developer.download.nvidia.com/compute/",
         "cudnn/linux-x86_64/cudnn-linux-x86_64-9.1.1.17_cuda12-archive.tar.xz",
         Product::cudnn,
         "https://developer.download.nvidia.com/compute/cudnn/redist/cudnn/linux-x86_64/"
         "cudnn-linux-x86_64-9.1.1.17_cuda12-archive.tar.xz"},
        {"https://packages.nvidia.com/bin-archive/release",
         "../../../pool/linux-x86_64/5B515474/cuda_nvcc-linux-x86_64-13.4.46-archive.tar.xz",
         Product::cuda,
         "https://packages.nvidia.com/bin-archive/pool/linux-x86_64/5B515474/"
         "cuda_nvcc-linux-x86_64-13.4.46-archive.tar.xz"},
        {"http://127.0.0.1:8080/mirror",
         "a.tar.xz",
         Product::cuda,
         "http://127.0.0.1:8080/mirror/cuda/redist/a.tar.xz"},
        {"https://mirror.example.com/m?sig=1",
         "a.tar.xz",
         Product::cuda,
         "https://mirror.example.com/m/cuda/redist/a.tar.xz?sig=1"},
        {"file:///srv/mirror",
         "a.tar.xz",
         Product::cuda,
         "file:///srv/mirror/cuda/redist/a.tar.xz"},
    };
    for (const Row& row : rows) {
        EXPECT_THAT(locate(row.base, row.path, row.product), ElementsAre(row.url));
    }
}

TEST(RedistSource, RefusesPathsThatLeaveItsHost) {
    for (const char* const path : {"https://example.org/a.tar.xz",
                                   "//example.org/a.tar.xz",
                                   "http://mirror.example.com/a.tar.xz",
                                   "https://mirror.example.com:8443/a.tar.xz",
                                   "file:///etc/passwd"}) {
        try {
            locate("https://mirror.example.com/compute", path, Product::cuda);
            ADD_FAILURE() << path;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::refused) << path;
            EXPECT_THAT(error.message(), HasSubstr("cuda_nvcc")) << path;
            EXPECT_THAT(error.message(), HasSubstr("mirror.example.com")) << path;
            EXPECT_THAT(error.hint(),
                        HasSubstr("update cudaenv; if that does not help, report it"));
        }
    }
}

TEST(RedistSource, MapsComponentArchives) {
    expect_places(
        mapping_of("cuda_nvcc"),
        {
            {"cuda_nvcc-linux-x86_64-12.4.131-archive/bin/nvcc", "bin/nvcc"},
            {"cuda_nvcc-linux-x86_64-12.4.131-archive/bin/crt/link.stub", "bin/crt/link.stub"},
            {"cuda_nvcc-linux-x86_64-12.4.131-archive/nvvm/lib64/libnvvm.so.4.0.0",
             "nvvm/lib64/libnvvm.so.4.0.0"},
            {"cuda_nvcc-linux-x86_64-12.4.131-archive/nvvm/bin/cicc", "nvvm/bin/cicc"},
            {"cuda_nvcc-linux-x86_64-12.4.131-archive/LICENSE", "share/licenses/cuda_nvcc/LICENSE"},
            {"cuda_nvcc-linux-x86_64-12.4.131-archive", ""},
        });
    expect_places(mapping_of("cuda_cudart"),
                  {
                      {"a/lib/libcudart.so.12", "lib/libcudart.so.12"},
                      {"a/lib/stubs/libcuda.so", "lib/stubs/libcuda.so"},
                      {"a/lib64/libcudart.so.12", "lib/libcudart.so.12"},
                      {"a/lib64", "lib"},
                      {"a/pkg-config/cudart-12.4.pc", "pkg-config/cudart-12.4.pc"},
                      {"a/pkgconfig/cudart-12.4.pc", "pkg-config/cudart-12.4.pc"},
                      {"a/lib/pkgconfig/nccl.pc", "pkg-config/nccl.pc"},
                  });
}

TEST(RedistSource, KeepsToolDirectoriesAsTheyAre) {
    expect_places(
        mapping_of("cuda_sanitizer_api"),
        {
            {"a/compute-sanitizer/x86/TreeLauncherSubreaper",
             "compute-sanitizer/x86/TreeLauncherSubreaper"},
            {"a/bin/compute-sanitizer", "bin/compute-sanitizer"},
            {"a/nsight-compute/2024.1.1/ncu", "nsight-compute/2024.1.1/ncu"},
            {"a/nsight-compute/2024.1.1/LICENSE", "nsight-compute/2024.1.1/LICENSE"},
            {"a/extras/Debugger/include/cudacoredump.h", "extras/Debugger/include/cudacoredump.h"},
        });
}

TEST(RedistSource, FlattensTargetDirectoriesOfOldCudnn) {
    expect_places(mapping_of("cudnn"),
                  {
                      {"cuda/targets/ppc64le-linux/include/cudnn.h", "include/cudnn.h"},
                      {"cuda/targets/ppc64le-linux/lib/libcudnn.so.8", "lib/libcudnn.so.8"},
                      {"cuda/targets/ppc64le-linux/lib64/libcudnn.so.8", "lib/libcudnn.so.8"},
                      {"cuda/targets/ppc64le-linux/share/x", ""},
                      {"cuda/NVIDIA_SLA_cuDNN_Support.txt",
                       "share/licenses/cudnn/NVIDIA_SLA_cuDNN_Support.txt"},
                  });
}

archive::Mapping library_mapping(const std::string& component, const std::string& toolkit) {
    catalog::Archive archive;
    archive.component = component;
    Purpose purpose;
    purpose.provides = catalog::Provides::library;
    purpose.toolkit = parse_version(toolkit);
    return RedistSource({}).mapping(archive, purpose);
}

TEST(RedistSource, TakesTheBuildOfTheToolkitFromArchivesThatHoldSeveral) {
    const std::string root = "libcutensor-linux-x86_64-1.7.0.1-archive/";
    struct Row {
        std::string toolkit, taken;
    };
    for (const Row& row : {Row{"10.2.89", "10.2"},
                           Row{"11.0.3", "11.0"},
                           Row{"11.8.0", "11"},
                           Row{"12.4.1", "12"}}) {
        const auto mapping = library_mapping("libcutensor", row.toolkit);
        for (const std::string directory : {"10.2", "11.0", "11", "12"}) {
            const auto placed = mapping(fmt::format("{}lib/{}/libcutensor.so.1", root, directory));
            EXPECT_EQ(placed ? placed->path : "",
                      directory == row.taken ? "lib/libcutensor.so.1" : "")
                << row.toolkit << ' ' << directory;
        }
        EXPECT_EQ(mapping(root + "include/cutensor.h")->path, "include/cutensor.h");
    }
    expect_places(library_mapping("libcutensor", "13.0.2"),
                  {{"a/lib/libcutensor.so.2.8.1", "lib/libcutensor.so.2.8.1"}});
}

TEST(RedistSource, MapsTheLibrariesBesideTheToolkit) {
    expect_places(
        library_mapping("nccl", "12.4.1"),
        {{"nccl-linux-x86_64-2.32.3-archive/lib/libnccl.so.2", "lib/libnccl.so.2"},
         {"nccl-linux-x86_64-2.32.3-archive/include/nccl.h", "include/nccl.h"},
         {"nccl-linux-x86_64-2.32.3-archive/lib/pkgconfig/nccl.pc", "pkg-config/nccl.pc"}});
    expect_places(library_mapping("libcusparse_lt", "12.4.1"),
                  {{"a/lib/libcusparseLt.so.0", "lib/libcusparseLt.so.0"},
                   {"a/lib/12/libcusparseLt.so.0", "lib/libcusparseLt.so.0"},
                   {"a/lib/11/libcusparseLt.so.0", ""}});
    expect_places(
        library_mapping("libnvshmem", "12.4.1"),
        {{"a/lib/libnvshmem_host.so.3", "lib/libnvshmem_host.so.3"},
         {"a/lib/cmake/nvshmem/NVSHMEMConfig.cmake", "lib/cmake/nvshmem/NVSHMEMConfig.cmake"},
         {"a/lib/libnvshmem_device.a", "lib/libnvshmem_device.a"}});
}

TEST(RedistSource, PutsTheToolsOfCufileWhereInstallersDo) {
    expect_places(mapping_of("libcufile"),
                  {
                      {"a/etc/cufile.json", "gds/cufile.json"},
                      {"a/tools/gdsio", "gds/tools/gdsio"},
                      {"a/lib/libcufile.so.0", "lib/libcufile.so.0"},
                      {"a/include/cufile.h", "include/cufile.h"},
                  });
}

TEST(RedistSource, IsUnusableWithoutAnAddress) {
    EXPECT_EQ(RedistSource({}).find_obstacle(),
              (Obstacle{"no address of NVIDIA's redistributables is configured",
                        Advice::set_redist_address}));
    Settings settings;
    settings.redist_url = named("https://mirror.example.com");
    EXPECT_EQ(RedistSource(settings).find_obstacle(), std::nullopt);
}

TEST(RedistSource, TellsWhetherItsAddressAnswers) {
    const test::TempDir directory;
    Settings settings;
    settings.redist_url = named(directory.path().string());
    const RedistSource there(settings);
    EXPECT_EQ(TestConnection(there)->unreachable_reason(std::chrono::seconds(2), CancelFlag()),
              std::nullopt);
    settings.redist_url = named(directory.path().string() + "/absent");
    const RedistSource absent(settings);
    EXPECT_THAT(TestConnection(absent)
                    ->unreachable_reason(std::chrono::seconds(2), CancelFlag())
                    .value_or(""),
                HasSubstr("/absent"));
}

TEST(RedistSource, IsAskedForTheDirectoryOfItsArchives) {
    test::LoopbackServer server;
    test::Behaviour forbidding;
    forbidding.fail_times = test::Behaviour::kAlways;
    forbidding.fail_status = 403;
    server.behave("/compute", forbidding);
    Settings settings;
    settings.redist_url = named(server.url("/compute"));
    const RedistSource source(settings);
    TestConnection connection(source);
    EXPECT_EQ(connection->unreachable_reason(std::chrono::seconds(5), CancelFlag()), std::nullopt);
    server.behave("/compute/cuda/redist/", forbidding);
    EXPECT_THAT(connection->unreachable_reason(std::chrono::seconds(5), CancelFlag()).value_or(""),
                HasSubstr("HTTP 403"));
}

TEST(RedistSource, CallsAnArchiveByItsComponent) {
    catalog::Archive archive;
    archive.component = "cuda_nvcc";
    archive.path = "cuda_nvcc/linux-x86_64/cuda_nvcc-linux-x86_64-12.4.131-archive.tar.xz";
    EXPECT_EQ(RedistSource({}).label(archive), "cuda_nvcc");
}

TEST(RedistSource, PassesThePermissionsForPlainHttpOn) {
    Settings settings;
    settings.plain_http_hosts = {"mirror.example.com"};
    EXPECT_THAT(RedistSource(settings).client_options().policy.plain_http_hosts,
                ElementsAre("mirror.example.com"));
}

}  // namespace
}  // namespace cudaenv::source
