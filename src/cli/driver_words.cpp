// SPDX-License-Identifier: Apache-2.0
// The two numbers that people mix up, side by side.
#include "cli/driver_words.hpp"

#include <fmt/format.h>

namespace cudaenv::cli {

namespace {

using machine::DriverKind;
using resolve::Verdict;

/// The driver alone would carry the toolkit; it is refused for the GPUs that are here.
bool is_stopped_by_gpu(const Version& toolkit,
                       machine::Machine machine,
                       const resolve::CatalogView& view) {
    machine.gpus.clear();
    return resolve::judge(toolkit, machine, view).verdict == Verdict::minor_compat;
}

/// How the toolkit runs on a driver that says it runs CUDA up to `cuda`.
std::string standing(const Version& toolkit,
                     const std::optional<Version>& cuda,
                     const machine::Machine& machine,
                     const resolve::CatalogView& view) {
    const resolve::Judgement judgement = resolve::judge(toolkit, machine, view);
    const std::string& name = toolkit.text();
    if (judgement.verdict == Verdict::native && judgement.reason.empty())
        return name + " is fine on it";
    if (judgement.reason == "driver-too-old") {
        if (judgement.verdict == Verdict::minor_compat) {
            const bool is_newer = cuda && toolkit.truncated(2) > cuda->truncated(2);
            return fmt::format(
                "{} {}runs in minor-version compatibility: build for your GPU (nvcc -arch=sm_XX), "
                "the driver does not compile its PTX",
                name,
                is_newer ? "is newer than that and " : "");
        }
        if (judgement.verdict == Verdict::unsupported && !judgement.needs.empty() &&
            !is_stopped_by_gpu(toolkit, machine, view)) {
            return fmt::format(
                "{} is too new for it (needs {}): it compiles here, its programs run elsewhere",
                name,
                judgement.needs);
        }
    }
    return fmt::format("{}: {}", name, judgement.words);
}

std::string without_driver(const std::optional<Version>& toolkit,
                           const resolve::CatalogView& view) {
    const auto* row = toolkit ? view.drivers->find_row(*toolkit) : nullptr;
    if (row == nullptr || !row->min_driver)
        return "programs compile here and run on a machine with a driver";
    return fmt::format("programs compile here and run where the driver is {} or newer",
                       row->min_driver->text());
}

std::string mismatch_words(const machine::Driver& driver) {
    if (!driver.module || !driver.library || *driver.module == *driver.library) {
        return "the driver's libraries are not of the loaded kernel module's version (NVML says "
               "so): restart this machine to bring them together";
    }
    return fmt::format(
        "the loaded kernel module is {}, the driver's libraries are {}: restart this machine to "
        "bring them together",
        driver.module->text(),
        driver.library->text());
}

}  // namespace

std::string driver_label(const machine::Machine& machine) {
    if (!machine.driver) return "no NVIDIA driver";
    const std::string& version = machine.driver->version.text();
    switch (machine.driver->kind) {
        case DriverKind::linux_module:
            return "driver " + version;
        case DriverKind::windows:
            return fmt::format("driver {} of Windows", version);
        case DriverKind::tegra:
            return "Jetson Linux " + version;
    }
    return {};
}

std::string driver_sentence(const machine::Machine& machine,
                            const std::optional<Version>& toolkit,
                            const resolve::CatalogView& view) {
    if (!machine.driver) return without_driver(toolkit, view);
    const auto cuda = resolve::driver_cuda(machine, *view.drivers);
    std::string text = cuda ? fmt::format("can run CUDA up to {} (the number nvidia-smi shows)",
                                          cuda->truncated(2).text())
                            : std::string("does not say which CUDA it can run");
    if (toolkit) text += "; " + standing(*toolkit, cuda, machine, view);
    return text;
}

std::vector<std::string> driver_troubles(const machine::Machine& machine) {
    std::vector<std::string> troubles;
    if (!machine.driver) return troubles;
    if (machine.driver->mismatched) troubles.push_back(mismatch_words(*machine.driver));
    if (machine.lacks_devices) {
        troubles.emplace_back(
            "no GPU is here (/dev/nvidia* is missing): start the container with access to one, "
            "\"docker run --gpus all\"");
    }
    return troubles;
}

}  // namespace cudaenv::cli
