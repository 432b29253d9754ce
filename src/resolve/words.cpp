// SPDX-License-Identifier: Apache-2.0
// The names in a request, and how NVIDIA writes them.
#include <cudaenv/resolve/resolution.hpp>

#include <array>
#include <utility>

namespace cudaenv::resolve {

std::string library_title(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kTitles{{
        {"cudnn", "cuDNN"},
        {"nccl", "NCCL"},
        {"cutensor", "cuTENSOR"},
        {"cusparselt", "cuSPARSELt"},
        {"nvshmem", "NVSHMEM"},
        {"tensorrt", "TensorRT"},
        {"cudss", "cuDSS"},
        {"nvcomp", "nvCOMP"},
    }};
    for (const auto& [known, title] : kTitles) {
        if (known == name) return std::string(title);
    }
    return std::string(name);
}

void Request::ask_for_library(const std::string& library, const Spec& spec) {
    if (library == "cudnn") {
        cudnn = spec;
    } else {
        libraries[library] = spec;
    }
}

}  // namespace cudaenv::resolve
