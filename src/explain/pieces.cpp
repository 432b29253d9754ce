// SPDX-License-Identifier: Apache-2.0
// Small pieces that several sentences are made of.
#include "explain/pieces.hpp"

#include <cudaenv/base/driver_version.hpp>
#include <cudaenv/explain/driver.hpp>

#include <fmt/format.h>

#include <tuple>

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

std::string number_words(const resolve::KnownDriver& driver) {
    const bool is_branch =
        driver.kind == machine::DriverKind::linux_module && is_driver_branch(driver.version);
    return (is_branch ? "branch " : "") + driver.version.text();
}

std::string able_words(const resolve::KnownDriver& driver) {
    const bool is_shown = driver.tells_cuda || driver.kind != machine::DriverKind::windows;
    return fmt::format("{} ({})",
                       driver.cuda->truncated(2).text(),
                       driver.lacks_libcuda ? "by its number"
                       : is_shown           ? "the number nvidia-smi shows"
                                            : "by its number: nvidia-smi does not say");
}

std::string recommendation_words(const resolve::Judgement& judgement) {
    const auto& [least, named] = std::tie(judgement.min_driver, judgement.named_driver);
    if (!least || !named || *named <= *least) return {};
    return fmt::format("NVIDIA names {} for {}", named->text(), judgement.toolkit.text());
}

std::string objection_words(const resolve::ForwardObjection& objection) {
    const std::string rule = "forward compatibility works on data-centre GPUs only";
    if (!objection.gpu) return rule + ", and which GPU is here is not known (--gpu says it)";
    return fmt::format(
        "{}, and {} is not known as one (CUDA error 804)", rule, gpu_name(*objection.gpu));
}

}  // namespace cudaenv::explain
