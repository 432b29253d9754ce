// SPDX-License-Identifier: Apache-2.0
// Small pieces that several sentences are made of.
#include "explain/pieces.hpp"

#include <cudaenv/explain/driver.hpp>

#include <fmt/format.h>

namespace cudaenv::explain {

std::string release_words(const Spec& spec) {
    return spec.kind() == Spec::Kind::latest ? "CUDA" : "CUDA " + spec.text();
}

std::string argument_words(const Spec& spec) {
    return spec.kind() == Spec::Kind::range ? fmt::format("\"{}\"", spec.text()) : spec.text();
}

std::string capability_words(const Version& capability, const std::string& architecture) {
    return fmt::format("compute capability {} ({})", capability.text(), architecture);
}

std::string cap_words(const resolve::DriverCap& cap) {
    return fmt::format("{} is the last driver branch for {}",
                       cap.last_branch,
                       capability_words(cap.capability, cap.architecture));
}

std::string objection_words(const resolve::ForwardObjection& objection) {
    const std::string rule = "forward compatibility works on data-centre GPUs only";
    if (!objection.gpu) return rule + ", and which GPU is here is not known (--gpu says it)";
    return fmt::format(
        "{}, and {} is not known as one (CUDA error 804)", rule, gpu_name(*objection.gpu));
}

}  // namespace cudaenv::explain
