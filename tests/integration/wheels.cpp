// SPDX-License-Identifier: Apache-2.0
// Paths and modes are those of the real wheels: no links, tools that only their owner may execute.
#include "integration/wheels.hpp"

#include <cudaenv/base/platform.hpp>
#include <cudaenv/base/text.hpp>

#include <utility>

namespace cudaenv::test {
namespace {

constexpr unsigned kToolMode = 0744;

Package wheel(const std::string& project,
              const std::string& version,
              std::string component,
              std::vector<ArchiveEntry> entries) {
    const std::string name = replace_all(project, "-", "_") + "-" + version;
    const std::string info = name + ".dist-info/";
    for (const char* file : {"METADATA", "WHEEL", "RECORD", "top_level.txt"}) {
        entries.push_back(file_entry(info + file, "x\n"));
    }
    entries.push_back(file_entry(info + "licenses/License.txt", "Licence of " + project + "\n"));
    const std::string path = project + "/" + name + "-py3-none-manylinux_2_27" +
                             std::string(wheel_suffix(host_platform())) + ".whl";
    return {std::move(component), version, path, std::move(entries)};
}

Package nvcc_wheel() {
    const std::string bin = "nvidia/cu13/bin/";
    std::vector<ArchiveEntry> entries{
        file_entry(
            bin + "nvcc", tool_script("Cuda compilation tools, release 13.0, V13.0.88"), kToolMode),
        file_entry(bin + "nvcc.profile",
                   "TOP              = $(_HERE_)/..\n"
                   "INCLUDES        +=  \"-I$(TOP)/$(_TARGET_DIR_)/include\" $(_SPACE_)\n"),
        file_entry(bin + "crt/link.stub", "link\n"),
        file_entry("nvidia/cu13/include/fatbinary_section.h", "// fatbinary\n"),
    };
    for (const char* tool : {"ptxas", "fatbinary", "cudafe++", "nvlink"}) {
        entries.push_back(file_entry(bin + tool, tool_script(tool), kToolMode));
    }
    return wheel("nvidia-cuda-nvcc", "13.0.88", "cuda_nvcc", std::move(entries));
}

}  // namespace

Shipment wheel_cuda() {
    const std::string include = "nvidia/cu13/include/";
    const std::string lib = "nvidia/cu13/lib/";
    Shipment shipment{Product::cuda, "13.0.2", SourceName::wheels, catalog::Provides::toolkit, {}};
    shipment.packages = {
        nvcc_wheel(),
        wheel("nvidia-cuda-crt",
              "13.0.88",
              "cuda_crt",
              {file_entry(include + "crt/host_config.h", "// host\n")}),
        wheel("nvidia-nvvm",
              "13.0.88",
              "libnvvm",
              {file_entry("nvidia/cu13/nvvm/bin/cicc", "#!/bin/sh\n", kToolMode),
               file_entry("nvidia/cu13/nvvm/libdevice/libdevice.10.bc", "bitcode\n"),
               file_entry(lib + "libnvvm.so.4", "nvvm\n"),
               file_entry(include + "nvvm.h", "// nvvm\n")}),
        wheel("nvidia-cuda-runtime",
              "13.0.96",
              "cuda_cudart",
              {file_entry(include + "cuda_runtime.h", "#define CUDART_VERSION 13000\n"),
               file_entry(lib + "libcudart.so.13", "cudart\n"),
               file_entry(lib + "libcudart_static.a", "cudart\n"),
               file_entry(lib + "libcudadevrt.a", "cudadevrt\n")}),
        wheel("nvidia-cuda-cccl",
              "13.0.85",
              "cuda_cccl",
              {file_entry(include + "cccl/thrust/version.h", "// thrust\n"),
               file_entry("nvidia/cu13/.metadata/scan.log", "log\n")}),
        wheel("nvidia-cublas",
              "13.1.0.3",
              "libcublas",
              {file_entry(include + "cublas_v2.h", "// cublas\n"),
               file_entry(lib + "libcublas.so.13", noise(60'000, 13))}),
        wheel("nvidia-cuda-cupti",
              "13.0.85",
              "cuda_cupti",
              {file_entry(include + "cupti.h", "// cupti\n"),
               file_entry(include + "generated_cuda_meta.h", "// cupti's\n"),
               file_entry(lib + "libcupti.so.13", "cupti\n")}),
        wheel("nvidia-cuda-sanitizer-api",
              "13.0.85",
              "cuda_sanitizer_api",
              {file_entry(include + "generated_cuda_meta.h", "// the sanitizer's\n"),
               file_entry("nvidia/cu13/bin/compute-sanitizer", "#!/bin/sh\n")}),
    };
    return shipment;
}

Shipment wheel_cudnn() {
    Shipment shipment{
        Product::cudnn, "9.12.0.46", SourceName::wheels, catalog::Provides::library, {}};
    Package cudnn = wheel("nvidia-cudnn-cu13",
                          "9.12.0.46",
                          "cudnn",
                          {file_entry("nvidia/__init__.py", ""),
                           file_entry("nvidia/cudnn/include/cudnn.h", "// cudnn\n"),
                           file_entry("nvidia/cudnn/lib/libcudnn.so.9", "cudnn\n"),
                           file_entry("nvidia/cudnn/lib/libcudnn_ops.so.9", "ops\n")});
    cudnn.variant = "cuda13";
    shipment.packages.push_back(std::move(cudnn));
    return shipment;
}

}  // namespace cudaenv::test
