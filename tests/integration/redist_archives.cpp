// SPDX-License-Identifier: Apache-2.0
// One top directory named like the archive; files are read-only in the tar, as in the real ones.
#include "integration/redist_archives.hpp"

#include <cudaenv/base/platform.hpp>
#include <cudaenv/base/version.hpp>

#include <utility>

namespace cudaenv::test {
namespace {

constexpr unsigned kFileMode = 0444;
constexpr unsigned kToolMode = 0555;

std::string platform() {
    return std::string(platform_text(host_platform()));
}

/// `entries` have names relative to the archive's top directory.
Package component(const std::string& name,
                  const std::string& version,
                  const std::string& variant,
                  std::vector<ArchiveEntry> entries) {
    const std::string top = name + "-" + platform() + "-" + version +
                            (variant.empty() ? "" : "_" + variant) + "-archive";
    entries.push_back(file_entry("LICENSE", "Licence of " + name + "\n", kFileMode));
    for (ArchiveEntry& entry : entries) entry.name = top + "/" + entry.name;
    const std::string path = name + "/" + platform() + "/" + top + ".tar.xz";
    return {name, version, path, std::move(entries), variant};
}

/// libX.so -> libX.so.12 -> libX.so.12.4.127
std::vector<ArchiveEntry> library(const std::string& name,
                                  const std::string& soversion,
                                  const std::string& version) {
    const std::string file = "lib/lib" + name + ".so.";
    return {symlink_entry("lib/lib" + name + ".so", "lib" + name + ".so." + soversion),
            symlink_entry(file + soversion, "lib" + name + ".so." + version),
            file_entry(file + version, name + "\n", kFileMode)};
}

std::vector<ArchiveEntry> operator+(std::vector<ArchiveEntry> left,
                                    std::vector<ArchiveEntry> right) {
    for (ArchiveEntry& entry : right) left.push_back(std::move(entry));
    return left;
}

Package nvcc(const std::string& version) {
    std::vector<ArchiveEntry> entries{
        file_entry("bin/nvcc",
                   tool_script("Cuda compilation tools, release 12.4, V" + version),
                   kToolMode),
        file_entry("bin/nvcc.profile",
                   "TOP              = $(_HERE_)/..\n"
                   "INCLUDES        +=  \"-I$(TOP)/$(_TARGET_DIR_)/include\" $(_SPACE_)\n",
                   kFileMode),
        file_entry("bin/crt/link.stub", "link\n", kFileMode),
        file_entry("include/crt/host_config.h", "// host\n", kFileMode),
        file_entry("lib/libnvptxcompiler_static.a", "nvptx\n", kFileMode),
        file_entry("nvvm/bin/cicc", "#!/bin/sh\n", kToolMode),
        file_entry("nvvm/include/nvvm.h", "// nvvm\n", kFileMode),
        file_entry("nvvm/libdevice/libdevice.10.bc", "bitcode\n", kFileMode),
        symlink_entry("nvvm/lib64/libnvvm.so", "libnvvm.so.4"),
        file_entry("nvvm/lib64/libnvvm.so.4", "nvvm\n", kFileMode),
    };
    for (const char* tool : {"ptxas", "fatbinary", "cudafe++", "nvlink"}) {
        entries.push_back(file_entry(std::string("bin/") + tool, tool_script(tool), kToolMode));
    }
    return component("cuda_nvcc", version, "", std::move(entries));
}

Package cudart(const std::string& version) {
    return component(
        "cuda_cudart",
        version,
        "",
        library("cudart", "12", version) +
            std::vector<ArchiveEntry>{
                file_entry("include/cuda_runtime.h", "#define CUDART_VERSION 12040\n", kFileMode),
                file_entry("lib/libcudart_static.a", "cudart\n", kFileMode),
                file_entry("lib/libcudadevrt.a", "cudadevrt\n", kFileMode),
                file_entry("lib/stubs/libcuda.so", "stub\n", kFileMode),
                file_entry("pkg-config/cudart-12.4.pc",
                           "cudaroot=/usr/local/cuda-12.4\n"
                           "libdir=${cudaroot}/targets/x86_64-linux/lib\n"
                           "includedir=${cudaroot}/targets/x86_64-linux/include\n\n"
                           "Name: cudart\nDescription: CUDA Runtime Library\nVersion: 12.4\n"
                           "Libs: -L${libdir} -lcudart\nCflags: -I${includedir}\n",
                           kFileMode),
            });
}

Package cublas() {
    return component("libcublas",
                     "12.4.5.8",
                     "",
                     library("cublas", "12", "12.4.5.8") +
                         std::vector<ArchiveEntry>{
                             file_entry("include/cublas_v2.h", "// cublas\n", kFileMode),
                             file_entry("lib/libcublas_static.a", noise(200'000, 12), kFileMode),
                             file_entry("lib/stubs/libcublas.so", "stub\n", kFileMode),
                         });
}

Package cudnn(const std::string& version, const std::string& variant) {
    const std::string major = parse_version(version).truncated(1).text();
    const std::string number = parse_version(version).truncated(3).text();
    return component("cudnn",
                     version,
                     variant,
                     library("cudnn", major, number) +
                         std::vector<ArchiveEntry>{
                             file_entry("include/cudnn.h", "// " + variant + "\n", kFileMode),
                             file_entry("lib/libcudnn_static.a", variant + "\n", kFileMode),
                         });
}

}  // namespace

Shipment redist_cuda(const std::string& release) {
    const std::string build = release == "12.4.0" ? "12.4.99" : "12.4.127";
    Shipment shipment{Product::cuda, release, SourceName::redist, catalog::Provides::toolkit, {}};
    shipment.packages = {
        nvcc(release == "12.4.0" ? "12.4.99" : "12.4.131"),
        cudart(build),
        component("cuda_cccl",
                  build,
                  "",
                  {file_entry("include/thrust/version.h", "// " + build + "\n", kFileMode),
                   file_entry("lib/cmake/thrust/thrust-config.cmake", "# thrust\n", kFileMode)}),
        cublas(),
        component("cuda_cupti",
                  build,
                  "",
                  library("cupti", "12", "2024.1.1") +
                      std::vector<ArchiveEntry>{
                          file_entry("include/cupti.h", "// " + build + "\n", kFileMode)}),
        component("nsight_systems",
                  "2023.4.4.54",
                  "",
                  {file_entry("nsight-systems/2023.4.4/bin/nsys", "#!/bin/sh\n", kToolMode)}),
        component("nvidia_driver",
                  "550.54.15",
                  "",
                  {file_entry("lib/libcuda.so.550.54.15", "driver of " + build + "\n", kFileMode)}),
    };
    return shipment;
}

Shipment redist_cudnn(const std::string& release) {
    Shipment shipment{Product::cudnn, release, SourceName::redist, catalog::Provides::library, {}};
    shipment.packages = {cudnn(release, "cuda11"), cudnn(release, "cuda12")};
    return shipment;
}

Shipment redist_cublasmp() {
    Shipment shipment{
        Product::cublasmp, "0.4.0", SourceName::redist, catalog::Provides::library, {}};
    shipment.packages = {
        component("libcublasmp", "0.4.0.789", "cuda12", library("cublasmp", "0", "0.4.0")),
        component("libcal", "0.4.4.50", "cuda12", library("cal", "0", "0.4.4")),
        component("cudnn_samples", "0.4.0", "cuda12", {file_entry("sample.cu", "//\n", kFileMode)}),
    };
    return shipment;
}

}  // namespace cudaenv::test
