// SPDX-License-Identifier: Apache-2.0
// Names of verdicts and small pieces of sentences.
#include "resolve/words.hpp"

#include <cudaenv/resolve/resolution.hpp>

#include <fmt/format.h>

#include <array>
#include <utility>

namespace cudaenv::resolve {

std::string_view verdict_text(Verdict verdict) {
    switch (verdict) {
        case Verdict::native:
            return "native";
        case Verdict::minor_compat:
            return "minor-compat";
        case Verdict::forward_compat:
            return "forward-compat";
        case Verdict::compile_only:
            return "compile-only";
        case Verdict::unsupported:
            return "unsupported";
    }
    return "unsupported";
}

std::optional<Compat> find_compat(std::string_view text) {
    if (text == "native") return Compat::native;
    if (text == "minor") return Compat::minor;
    if (text == "forward") return Compat::forward;
    if (text == "any") return Compat::any;
    return std::nullopt;
}

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

std::string release_words(const Spec& spec) {
    return spec.kind() == Spec::Kind::latest ? "CUDA" : "CUDA " + spec.text();
}

std::string argument_words(const Spec& spec) {
    return spec.kind() == Spec::Kind::range ? fmt::format("\"{}\"", spec.text()) : spec.text();
}

std::string prefix_words(const Version& release) {
    return release.truncated(2).text();
}

std::string driver_words(const machine::Driver& driver) {
    const auto& number = driver.version.text();
    switch (driver.kind) {
        case machine::DriverKind::windows:
            return "the Windows driver " + number;
        case machine::DriverKind::tegra:
            return fmt::format("this Jetson (L4T {})", number);
        case machine::DriverKind::linux_module:
            break;
    }
    return "driver " + number;
}

}  // namespace cudaenv::resolve
