// SPDX-License-Identifier: Apache-2.0
// The places of files are those of the real packages.
#include "integration/debian_packages.hpp"

#include <cudaenv/base/platform.hpp>

#include <utility>

namespace cudaenv::test {
namespace {

const std::string& triplet() {
    static const std::string text(gnu_triplet(host_platform()));
    return text;
}

std::string in_lib(const std::string& name) {
    return "./usr/lib/" + triplet() + "/" + name;
}

ArchiveEntry copyright_of(const std::string& package) {
    return file_entry("./usr/share/doc/" + package + "/copyright", "Licence of " + package + "\n");
}

Package make_package(const std::string& directory,
                     const std::string& name,
                     const std::string& version,
                     std::string component,
                     std::vector<ArchiveEntry> entries) {
    entries.push_back(copyright_of(name));
    entries.push_back(file_entry("./usr/share/doc/" + name + "/changelog.Debian.gz", "x"));
    const std::string file =
        name + "_" + version + "_" + std::string(debian_architecture(host_platform())) + ".deb";
    // The component's own version ends where the distribution's additions begin.
    return {std::move(component),
            version.substr(0, version.find_first_of("~-")),
            directory + file,
            std::move(entries)};
}

Package cuda_package(const std::string& name,
                     const std::string& version,
                     std::string component,
                     std::vector<ArchiveEntry> entries) {
    return make_package("pool/non-free/n/nvidia-cuda-toolkit/",
                        name,
                        version + "~11.2.2-3+deb11u3",
                        std::move(component),
                        std::move(entries));
}

/// A library as its runtime package ships it: the file, and the link by its soname.
std::vector<ArchiveEntry> runtime_library(const std::string& soname, const std::string& real_name) {
    return {file_entry(in_lib(real_name), real_name + "\n"),
            symlink_entry(in_lib(soname), real_name)};
}

Package toolkit_package() {
    const std::string private_bin = "./usr/lib/nvidia-cuda-toolkit/bin/";
    std::vector<ArchiveEntry> entries{
        file_entry("./etc/nvcc.profile", "TOP = /usr/lib/nvidia-cuda-toolkit\n"),
        symlink_entry(private_bin + "nvcc.profile", "/etc/nvcc.profile"),
        file_entry(private_bin + "nvcc",
                   tool_script("Cuda compilation tools, release 11.2, V11.2.152"),
                   0755),
        file_entry(private_bin + "cicc", "#!/bin/sh\n", 0755),
        file_entry(private_bin + "gcc", "#!/bin/sh\nexec gcc-10 \"$@\"\n", 0755),
        file_entry(private_bin + "crt/link.stub", "link\n"),
        file_entry("./usr/lib/nvidia-cuda-toolkit/libdevice/libdevice.10.bc", "bitcode\n"),
        file_entry(
            "./usr/bin/nvcc", "#!/bin/sh\nexec /usr/lib/nvidia-cuda-toolkit/bin/nvcc\n", 0755),
        file_entry("./usr/bin/compute-sanitizer", "#!/bin/sh\n", 0755),
    };
    for (const char* tool : {"ptxas", "fatbinary", "nvlink", "bin2c", "cuobjdump"}) {
        entries.push_back(file_entry(std::string("./usr/bin/") + tool, tool_script(tool), 0755));
    }
    return cuda_package("nvidia-cuda-toolkit", "11.2.152", "cuda_nvcc", std::move(entries));
}

Package dev_package() {
    return cuda_package(
        "nvidia-cuda-dev",
        "11.2.2",
        "cuda_dev",
        {file_entry("./usr/include/cuda_runtime.h", "#define CUDART_VERSION 11020\n"),
         file_entry("./usr/include/crt/host_config.h", "// host\n"),
         file_entry("./usr/include/nvvm.h", "// nvvm\n"),
         symlink_entry(in_lib("libcudart.so"), "libcudart.so.11.0"),
         symlink_entry(in_lib("libcublas.so"), "libcublas.so.11"),
         symlink_entry(in_lib("libcufft.so"), "libcufft.so.10"),
         symlink_entry(in_lib("libcupti.so"), "libcupti.so.11.2"),
         symlink_entry(in_lib("libnvvm.so"), "libnvvm.so.4"),
         file_entry(in_lib("libcudart_static.a"), "cudart\n"),
         file_entry(in_lib("libcudadevrt.a"), "cudadevrt\n"),
         file_entry(in_lib("libcublas_static.a"), noise(300'000, 1)),
         file_entry(in_lib("stubs/libcuda.so"), "stub\n"),
         file_entry(in_lib("stubs/libcublas.so"), "stub\n"),
         file_entry(in_lib("stubs/libcufft.so"), "stub\n"),
         file_entry(in_lib("pkgconfig/cuda.pc"),
                    "prefix=/usr\nlibdir=/usr/lib/" + triplet() +
                        "\nincludedir=${prefix}/include\n\nName: cuda\nDescription: CUDA\n"
                        "Version: 11.2\nLibs: -L${libdir} -lcuda\nCflags: -I${includedir}\n")});
}

Package gcc_package(const std::string& name, std::vector<ArchiveEntry> entries) {
    return make_package("pool/main/g/gcc-10/", name, "10.2.1-6", "gcc", std::move(entries));
}

Package support_package(const std::string& name, const std::string& soname) {
    return make_package(
        "pool/main/s/support/", name, "1.0-1", "gcc", runtime_library(soname, soname + ".1"));
}

std::string driver_script(const std::string& name) {
    return "#!/bin/sh\necho \"" + name + " (Debian) 10.2.1\"\n";
}

}  // namespace

Shipment debian_cuda() {
    Shipment shipment{Product::cuda, "11.2.2", SourceName::debian, catalog::Provides::toolkit, {}};
    shipment.packages = {
        toolkit_package(),
        dev_package(),
        cuda_package("libcudart11.0",
                     "11.2.152",
                     "cuda_cudart",
                     runtime_library("libcudart.so.11.0", "libcudart.so.11.2.152")),
        cuda_package(
            "libnvvm4", "11.2.152", "libnvvm", runtime_library("libnvvm.so.4", "libnvvm.so.4.0.0")),
        cuda_package("libcublas11",
                     "11.4.1.1043",
                     "libcublas",
                     runtime_library("libcublas.so.11", "libcublas.so.11.4.1.1043")),
        cuda_package("libcupti-dev",
                     "11.2.152",
                     "cuda_cupti",
                     {file_entry("./usr/include/cupti.h", "// cupti\n")}),
        cuda_package("libcupti11.2",
                     "11.2.152",
                     "cuda_cupti",
                     runtime_library("libcupti.so.11.2", "libcupti.so.2020.3.1")),
        cuda_package(
            "nsight-systems",
            "2020.4.3.7",
            "nsight_systems",
            {file_entry("./usr/lib/nsight-systems/target-linux-x64/nsys", "#!/bin/sh\n", 0755),
             symlink_entry("./usr/bin/nsys", "../lib/nsight-systems/target-linux-x64/nsys")}),
        make_package("pool/main/libt/libthrust/",
                     "libthrust-dev",
                     "1.11.0-1",
                     "cuda_cccl",
                     {file_entry("./usr/include/thrust/version.h", "// thrust\n")}),
    };
    return shipment;
}

Shipment debian_gcc() {
    const std::string programs = "./usr/lib/gcc/" + triplet() + "/10/";
    const std::string bin = "./usr/bin/" + triplet() + "-";
    Shipment shipment{
        Product::gcc, "10.2.1", SourceName::debian, catalog::Provides::compiler, {}, "2.14"};
    shipment.packages = {
        gcc_package("cpp-10",
                    {file_entry(bin + "cpp-10", driver_script("cpp"), 0755),
                     symlink_entry("./usr/bin/cpp-10", triplet() + "-cpp-10"),
                     file_entry(programs + "cc1", "#!/bin/sh\n", 0755)}),
        gcc_package(
            "gcc-10",
            {file_entry(bin + "gcc-10", driver_script("gcc"), 0755),
             symlink_entry("./usr/bin/gcc-10", triplet() + "-gcc-10"),
             file_entry(programs + "lto1", "#!/bin/sh\n", 0755),
             symlink_entry(programs + "libasan.so", "../../../" + triplet() + "/libasan.so.6")}),
        gcc_package(
            "g++-10",
            {file_entry(bin + "g++-10", driver_script("g++"), 0755),
             symlink_entry("./usr/bin/g++-10", triplet() + "-g++-10"),
             file_entry(
                 programs + "cc1plus", "#!/bin/sh\necho \"libraries=$LD_LIBRARY_PATH\"\n", 0755)}),
        gcc_package("libstdc++-10-dev",
                    {file_entry("./usr/include/c++/10/vector", "// vector\n"),
                     symlink_entry(programs + "libstdc++.so",
                                   "../../../" + triplet() + "/libstdc++.so.6")}),
        gcc_package("libstdc++6", runtime_library("libstdc++.so.6", "libstdc++.so.6.0.28")),
        support_package("libisl23", "libisl.so.23"),
        support_package("libmpc3", "libmpc.so.3"),
        support_package("libmpfr6", "libmpfr.so.6"),
        support_package("libgmp10", "libgmp.so.10"),
    };
    return shipment;
}

}  // namespace cudaenv::test
