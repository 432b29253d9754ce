// SPDX-License-Identifier: Apache-2.0
// The two numbers that people mix up, side by side.
#include "cli/driver_words.hpp"

#include <fmt/format.h>

namespace cudaenv::cli {

namespace {

using machine::DriverKind;
using resolve::Verdict;

/// The newest CUDA that the driver runs: as it says itself, else by its branch.
std::optional<Version> driver_cuda(const machine::Driver& driver,
                                   const resolve::CatalogView& view) {
    if (driver.cuda || driver.kind != DriverKind::linux_module) return driver.cuda;
    return view.drivers->driver_cuda(driver.version);
}

std::string needed_driver(const resolve::Judgement& judgement) {
    return judgement.min_driver ? judgement.min_driver->text() : std::string("of unknown version");
}

/// How the toolkit runs on the driver that is there.
std::string standing(const Version& toolkit, const resolve::Judgement& judgement) {
    const std::string& name = toolkit.text();
    switch (judgement.verdict) {
        case Verdict::native:
            return judgement.reason.empty() ? name + " is fine on it"
                                            : fmt::format("{}: {}", name, judgement.words);
        case Verdict::minor_compat:
            return fmt::format(
                "{} is newer than that and runs in minor-version compatibility: build for your "
                "GPU (nvcc -arch=sm_XX), the driver does not compile its PTX",
                name);
        case Verdict::forward_compat:
            return fmt::format("{} is newer than that and runs with NVIDIA's cuda-compat-{}-{}",
                               name,
                               toolkit.major_number(),
                               toolkit.minor_number());
        case Verdict::compile_only:
        case Verdict::unsupported:
            break;
    }
    if (judgement.reason == "driver-too-old") {
        return fmt::format(
            "{} is too new for it (needs driver {}): it compiles here, its programs run elsewhere",
            name,
            needed_driver(judgement));
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
    const auto cuda = driver_cuda(*machine.driver, view);
    std::string text = cuda ? fmt::format("can run CUDA up to {} (the number nvidia-smi shows)",
                                          cuda->truncated(2).text())
                            : std::string("does not say which CUDA it can run");
    if (toolkit) text += "; " + standing(*toolkit, resolve::judge(*toolkit, machine, view));
    return text;
}

std::vector<std::string> driver_troubles(const machine::Machine& machine) {
    std::vector<std::string> troubles;
    if (!machine.driver) return troubles;
    const auto& module = machine.driver->module;
    const auto& library = machine.driver->library;
    if (module && library && *module != *library) {
        troubles.push_back(
            fmt::format("the loaded kernel module is {}, the driver's libraries are {}: restart "
                        "this machine to bring them together",
                        module->text(),
                        library->text()));
    }
    if (machine.lacks_devices) {
        troubles.emplace_back(
            "no GPU is here (/dev/nvidia* is missing): start the container with access to one, "
            "\"docker run --gpus all\"");
    }
    return troubles;
}

}  // namespace cudaenv::cli
