// SPDX-License-Identifier: Apache-2.0
// The names of drivers and GPUs, and what a driver has to do with a toolkit.
#include "explain/pieces.hpp"

#include <cudaenv/base/driver_version.hpp>
#include <cudaenv/explain/driver.hpp>
#include <cudaenv/explain/judgement.hpp>

#include <fmt/format.h>

namespace cudaenv::explain {

namespace {

using machine::DriverKind;
using resolve::Judgement;
using resolve::KnownDriver;
using resolve::Reason;
using resolve::Verdict;

std::string minor_standing(const Judgement& judgement) {
    return fmt::format(
        "{} is newer than that and runs in minor-version compatibility: build for your GPU (nvcc "
        "-arch=sm_XX), the driver does not compile its PTX",
        judgement.toolkit.text());
}

/// The driver alone would carry the toolkit; it is refused for the GPUs that are here.
bool is_stopped_by_gpu(const Judgement& judgement) {
    return judgement.driver_verdict == Verdict::minor_compat;
}

/// How the toolkit runs on a driver whose ability has been told.
std::string standing(const Judgement& judgement) {
    const auto& name = judgement.toolkit.text();
    if (judgement.verdict == Verdict::native && !judgement.reason) return name + " is fine on it";
    const bool is_too_new = judgement.reason == Reason::driver_too_old;
    if (is_too_new && judgement.verdict == Verdict::minor_compat) return minor_standing(judgement);
    if (is_too_new && judgement.verdict == Verdict::unsupported && judgement.needs &&
        !is_stopped_by_gpu(judgement)) {
        return fmt::format(
            "{} is too new for it (needs {}): it compiles here, its programs run elsewhere",
            name,
            words(*judgement.needs));
    }
    return fmt::format("{}: {}", name, words(judgement));
}

std::string without_driver(const std::optional<Judgement>& toolkit) {
    if (!toolkit || !toolkit->min_driver)
        return "programs compile here and run on a machine with a driver";
    return fmt::format("programs compile here and run where the driver is {} or newer",
                       toolkit->min_driver->text());
}

}  // namespace

std::string driver_name(const KnownDriver& driver) {
    const auto& number = driver.version.text();
    switch (driver.kind) {
        case DriverKind::linux_module:
            return (is_driver_branch(driver.version) ? "a driver of branch " : "driver ") + number;
        case DriverKind::windows:
            return "Windows driver " + number;
        case DriverKind::tegra:
            break;
    }
    return driver.jetpack.empty() ? "Linux for Tegra " + number
                                  : fmt::format("JetPack {} (L4T {})", driver.jetpack, number);
}

std::string driver_name(const std::optional<KnownDriver>& driver) {
    return driver ? driver_name(*driver) : "no NVIDIA driver";
}

std::string gpu_name(const machine::Gpu& gpu) {
    if (!gpu.name.empty()) return gpu.name;
    return gpu.capability ? "compute capability " + gpu.capability->text() : "an unknown GPU";
}

std::string driver_sentence(const std::optional<KnownDriver>& driver,
                            const std::optional<Judgement>& toolkit) {
    if (!driver) return without_driver(toolkit);
    if (driver->lacks_libcuda)
        return "is here without its libcuda, so that no CUDA program runs on it";
    auto text = driver->cuda ? "can run CUDA up to " + able_words(*driver)
                             : std::string("does not say which CUDA it can run");
    if (toolkit) text += "; " + standing(*toolkit);
    return text;
}

}  // namespace cudaenv::explain
