// SPDX-License-Identifier: Apache-2.0
// A machine's facts as words.
#include "cli/words/machine_text.hpp"

#include <cudaenv/explain/driver.hpp>
#include <cudaenv/explain/note.hpp>
#include <cudaenv/resolve/resolve.hpp>

#include <fmt/format.h>

#include <vector>

namespace cudaenv::cli {

namespace {

using machine::Driver;
using machine::DriverKind;
using machine::Machine;
using resolve::KnownDriver;

struct Row {
    std::string fact;
    std::string meaning;
    std::string origin;
};

Row driver_line(const Machine& machine, const std::optional<KnownDriver>& driver) {
    if (!machine.driver || !driver) {
        return {explain::driver_name(driver),
                "toolkits compile here, their programs run elsewhere",
                ""};
    }
    const Driver& read = *machine.driver;
    std::string origin = read.origin;
    if (read.cuda && read.cuda_origin != read.origin) origin += ", " + read.cuda_origin;
    return {explain::driver_name(driver),
            driver->cuda ? fmt::format("runs CUDA up to {}", driver->cuda->text())
                         : "CUDA version not known",
            origin};
}

/// Memory in the binary units that GPUs are sold by.
std::string memory_words(ByteCount memory) {
    constexpr std::uint64_t gibibyte = 1U << 30U;
    return fmt::format("{} GiB", (memory.value + gibibyte / 2) / gibibyte);
}

Row gpu_line(const machine::Gpu& gpu) {
    std::string meaning = gpu.capability
                              ? fmt::format("compute capability {}", gpu.capability->text())
                              : "compute capability not known";
    if (gpu.memory) meaning += ", " + memory_words(*gpu.memory);
    return {gpu.name.empty() ? "GPU" : gpu.name, meaning, gpu.origin};
}

Row compiler_line(const machine::HostCompiler& compiler) {
    return {fmt::format("{} {}", compiler_kind_text(compiler.kind), compiler.version.text()),
            compiler.is_default ? "host compiler, the default" : "host compiler",
            compiler.path.string()};
}

Row compat_line(const machine::CompatLibrary& library) {
    std::string meaning;
    for (const unsigned branch : library.branches) {
        meaning += fmt::format("{}{}", meaning.empty() ? "on driver branches " : ", ", branch);
    }
    return {fmt::format("cuda-compat {}", library.cuda.text()),
            meaning.empty() ? "does not say on which drivers" : meaning,
            library.path.string()};
}

std::string build_tools(const Machine& machine) {
    const std::string binutils = machine.has_binutils ? "as and ld" : "no as or ld";
    return fmt::format(
        "{}, {}", binutils, machine.has_libc_headers ? "libc headers" : "no libc headers");
}

std::vector<Row> lines_of(const Machine& machine, const std::optional<KnownDriver>& driver) {
    std::vector<Row> lines{driver_line(machine, driver)};
    for (const auto& gpu : machine.gpus) lines.push_back(gpu_line(gpu));
    if (machine.gpus.empty()) lines.push_back({"no GPU known", "", ""});
    for (const auto& compiler : machine.compilers) lines.push_back(compiler_line(compiler));
    if (machine.compilers.empty()) lines.push_back({"no host compiler", "", ""});
    for (const auto& library : machine.compat_libraries) lines.push_back(compat_line(library));
    lines.push_back({machine.glibc ? "glibc " + machine.glibc->text() : "no glibc",
                     build_tools(machine),
                     machine.glibc_origin});
    lines.push_back({std::string(platform_text(machine.platform)),
                     machine.is_container ? "in a container" : "",
                     ""});
    return lines;
}

std::vector<std::string> aligned(const std::vector<Row>& lines) {
    std::size_t fact_width = 0;
    std::size_t meaning_width = 0;
    for (const Row& line : lines) {
        fact_width = std::max(fact_width, line.fact.size());
        meaning_width = std::max(meaning_width, line.meaning.size());
    }
    std::vector<std::string> rows;
    for (const Row& line : lines) {
        std::string row = fmt::format("{:<{}}   {:<{}}   {}",
                                      line.fact,
                                      fact_width,
                                      line.meaning,
                                      meaning_width,
                                      line.origin);
        row.erase(row.find_last_not_of(' ') + 1);
        rows.push_back(row);
    }
    return rows;
}

std::vector<std::string> notes_of(const Machine& machine,
                                  const std::optional<KnownDriver>& driver) {
    std::vector<std::string> notes = explain::words(resolve::driver_notes(machine, driver));
    if (machine.is_wsl) {
        notes.emplace_back(
            "this is WSL: the driver is the one of Windows, and is updated there; never install "
            "one "
            "here");
    }
    if (machine.driver && machine.driver->kind == DriverKind::tegra) {
        notes.emplace_back(
            "this is a Jetson: its driver comes with JetPack, and is not numbered like those of "
            "other GPUs");
    }
    return notes;
}

}  // namespace

std::vector<std::string> render_facts(const Machine& machine,
                                      const std::optional<KnownDriver>& driver) {
    std::vector<std::string> lines = aligned(lines_of(machine, driver));
    for (const std::string& note : notes_of(machine, driver)) lines.push_back("note: " + note);
    lines.emplace_back(
        "the driver (nvidia-smi) limits which CUDA programs run; the toolkit (nvcc) makes them, "
        "and may be any that is not newer");
    return lines;
}

}  // namespace cudaenv::cli
