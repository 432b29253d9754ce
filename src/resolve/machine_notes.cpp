// SPDX-License-Identifier: Apache-2.0
// The driver is the lowest layer and says what it can run; the toolkit stands above it.
#include "resolve/machine_notes.hpp"
#include "resolve/words.hpp"

#include <fmt/format.h>

namespace cudaenv::resolve {

namespace {

std::string toolkit_words(const Version& toolkit, Verdict verdict, bool is_newer) {
    const auto name = fmt::format("toolkit {} (the number nvcc shows)", toolkit.text());
    switch (verdict) {
        case Verdict::native:
            return name + " is fine on it";
        case Verdict::minor_compat:
            return fmt::format("{} is {}, which minor-version compatibility allows",
                               name,
                               is_newer ? "newer than that" : "a later update of that");
        case Verdict::forward_compat:
            return name + " is newer than that, which a compat driver makes up for";
        case Verdict::compile_only:
        case Verdict::unsupported:
            break;
    }
    return name + " compiles here; its programs run elsewhere";
}

std::string mismatch_words(const machine::Driver& driver) {
    if (!driver.module || !driver.library || *driver.module == *driver.library) {
        return "the loaded kernel module and the user library are not of one version (NVML says "
               "so): CUDA programs fail until they match, which a restart brings about";
    }
    return fmt::format(
        "the loaded kernel module is {} but the user library is {}: CUDA programs fail until "
        "they match, which a restart brings about; {} is what counts here",
        driver.module->text(),
        driver.library->text(),
        driver.version.text());
}

}  // namespace

std::vector<std::string> machine_notes(const machine::Machine& machine) {
    std::vector<std::string> notes;
    if (!machine.driver) return notes;
    const auto& driver = *machine.driver;
    if (driver.mismatched) notes.push_back(mismatch_words(driver));
    if (machine.lacks_devices) {
        notes.push_back(fmt::format(
            "{} is the host's; no GPU was given to this container: start it with one to run "
            "programs (docker run --gpus all)",
            driver_words(driver)));
    }
    return notes;
}

std::string layers_words(const Version& toolkit,
                         Verdict verdict,
                         const machine::Machine& machine,
                         const std::optional<Version>& driver_cuda) {
    if (!machine.driver) {
        return fmt::format(
            "no NVIDIA driver here; toolkit {} (the number nvcc shows) compiles without one, its "
            "programs need one where they run",
            toolkit.text());
    }
    const bool is_newer = driver_cuda && toolkit.truncated(2) > *driver_cuda;
    const auto able = driver_cuda ? fmt::format("runs CUDA up to {} (the number nvidia-smi shows)",
                                                driver_cuda->text())
                                  : std::string("does not say which CUDA it runs");
    return fmt::format("{} {}; {}",
                       driver_words(*machine.driver),
                       able,
                       toolkit_words(toolkit, verdict, is_newer));
}

}  // namespace cudaenv::resolve
