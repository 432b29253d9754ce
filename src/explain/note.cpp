// SPDX-License-Identifier: Apache-2.0
// Notes on a decision, one sentence each.
#include "explain/pieces.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/explain/compiler.hpp>
#include <cudaenv/explain/driver.hpp>
#include <cudaenv/explain/judgement.hpp>
#include <cudaenv/explain/library.hpp>
#include <cudaenv/explain/note.hpp>

#include <fmt/format.h>

namespace cudaenv::explain {

namespace {

std::string library_words(const machine::Driver& driver) {
    return driver.library_origin.empty()
               ? driver.library->text()
               : fmt::format("{} ({})", driver.library->text(), driver.library_origin);
}

/// What gives back what minor-version compatibility takes away.
std::string lift_words(const resolve::RunsInMinorCompat& note) {
    if (note.cap) return "; no driver lifts this: " + cap_words(*note.cap);
    if (!note.judgement.needs) return {};
    return fmt::format("; {} lifts this", words(*note.judgement.needs));
}

struct NoteWords {
    std::string operator()(const resolve::DriverMismatch& note) const {
        const auto& driver = note.driver;
        if (!driver.module || !driver.library || *driver.module == *driver.library) {
            return "the loaded kernel module and the user library are not of one version (NVML "
                   "says so): CUDA programs fail until they match, which a restart brings about";
        }
        return fmt::format(
            "the loaded kernel module is {} but the user library is {}: CUDA programs fail until "
            "they match, which a restart brings about; {} is what counts here",
            driver.module->text(),
            library_words(driver),
            driver.version.text());
    }
    std::string operator()(const resolve::NoLibcuda& note) const {
        return fmt::format(
            "libcuda, the part of {} that CUDA programs load, is not here (nvidia-smi shows \"CUDA "
            "Version: N/A\"): no CUDA program runs; {}",
            driver_name(note.driver),
            note.is_in_container
                ? "start the container with the driver's libraries (docker run --gpus all -e "
                  "NVIDIA_DRIVER_CAPABILITIES=compute,utility)"
                : "install it with the driver (Debian: libcuda1, Ubuntu: libnvidia-compute)");
    }
    std::string operator()(const resolve::UntoldCuda& note) const {
        return fmt::format(
            "{} does not say which CUDA it runs (nvidia-smi shows \"CUDA Version: ERR!\" then): by "
            "its number it is {}, but programs may fail until it answers (on Windows: wsl "
            "--shutdown, or a newer driver)",
            driver_name(note.driver),
            note.driver.cuda->text());
    }
    std::string operator()(const resolve::OnlyBranch& note) const {
        return fmt::format(
            "{} is a branch, and which driver of it is not said: judged by the CUDA of the "
            "branch{}",
            note.driver.version.text(),
            note.driver.cuda ? ", " + note.driver.cuda->text() : std::string());
    }
    std::string operator()(const resolve::NoDevices& note) const {
        return fmt::format(
            "{} is the host's; no GPU was given to this container: start it with one to run "
            "programs (docker run --gpus all)",
            driver_name(note.driver));
    }
    std::string operator()(const resolve::NoNativeDriver& note) const {
        return "no driver runs it natively on this GPU: " + cap_words(note.cap);
    }
    std::string operator()(const resolve::GpuOutlived& note) const {
        return fmt::format(
            "{} no longer works with this GPU: {}", driver_name(note.driver), cap_words(note.cap));
    }
    std::string operator()(const resolve::GpuNotKnownYet& note) const {
        return fmt::format("{} does not know {} yet: NVIDIA's drivers list it from {} on",
                           driver_name(note.driver),
                           gpu_name(note.gpu),
                           note.first_driver.text());
    }
    std::string operator()(const resolve::RunsInMinorCompat& note) const {
        return fmt::format(
            "{} runs on {} in minor-version compatibility: the driver does not compile its PTX "
            "(build for your GPU, nvcc -arch=sm_XX), and newer driver calls fail{}",
            note.judgement.toolkit.text(),
            driver_name(note.judgement.driver),
            lift_words(note));
    }
    std::string operator()(const resolve::RunsInForwardCompat& note) const {
        return fmt::format(
            "{} {}; cudaenv does not bring that package, and OpenGL and Vulkan do not work "
            "together with it",
            note.judgement.toolkit.text(),
            words(note.judgement));
    }
    std::string operator()(const resolve::RunsWithLimits& note) const {
        return fmt::format("{}: {}", note.judgement.toolkit.text(), words(note.judgement));
    }
    std::string operator()(const resolve::RunsOlderCode& note) const {
        const auto code = note.fit.code_of->text();
        return fmt::format(
            "CUDA {} has no code of its own for {}: what it makes for {} runs there (nvcc "
            "-arch=sm_{})",
            note.toolkit.truncated(2).text(),
            capability_words(note.fit.capability, note.fit.architecture),
            code,
            replace_all(code, ".", ""));
    }
    std::string operator()(const resolve::NoSource& note) const {
        return "no source in use has the whole toolkit of CUDA " + note.toolkit.text();
    }
    std::string operator()(const resolve::NoGlibc& /*note*/) const {
        return "this machine has no glibc, which NVIDIA's programs need to run";
    }
    std::string operator()(const resolve::GlibcTooOld& note) const {
        return fmt::format("{} of CUDA {} needs glibc {}; this machine has {}",
                           note.library,
                           note.toolkit.text(),
                           note.needed.text(),
                           note.here.text());
    }
    std::string operator()(const resolve::AssertClash& note) const {
        return fmt::format(
            "assert() in device code does not compile with CUDA {} and glibc {} (newer than {}): "
            "use -DNDEBUG",
            note.toolkit.text(),
            note.here.text(),
            note.newest.text());
    }
    std::string operator()(const resolve::CudnnLeftOut& note) const {
        return fmt::format("{}: {}; the environment comes without cuDNN",
                           missing_words(note.missing),
                           newest_words(note.missing));
    }
    std::string operator()(const resolve::DocumentedDriver& note) const {
        return fmt::format(
            "cuDNN {} documents driver {} or newer; it is known to run on older ones such as {}",
            note.cudnn.text(),
            note.documented.text(),
            note.here.text());
    }
    std::string operator()(const resolve::NoCompilerFits& note) const {
        return fmt::format(
            "{}: nvcc will compile nothing until a compiler that fits is named with -ccbin ({})",
            obstacle_words(note.obstacle),
            range_words(note.accepted));
    }
    std::string operator()(const resolve::NoBinutils& /*note*/) const {
        return "gcc needs an assembler and a linker from this machine: install binutils";
    }
    std::string operator()(const resolve::NoLibcHeaders& /*note*/) const {
        return "gcc needs the headers of libc from this machine: install libc6-dev (glibc-devel)";
    }
};

}  // namespace

std::string words(const resolve::Note& note) {
    return std::visit(NoteWords{}, note);
}

std::vector<std::string> words(const std::vector<resolve::Note>& notes) {
    std::vector<std::string> sentences;
    sentences.reserve(notes.size());
    for (const auto& note : notes) sentences.push_back(words(note));
    return sentences;
}

}  // namespace cudaenv::explain
