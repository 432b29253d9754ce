// SPDX-License-Identifier: Apache-2.0
// Which host compiler nvcc gets.
#include "resolve/compiler_choice.hpp"
#include "resolve/compiler_range.hpp"
#include "resolve/releases.hpp"

#include <cudaenv/base/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace cudaenv::resolve {

namespace {

struct Question {
    const Request& request;
    const machine::Machine& machine;
    const CatalogView& catalog;
    CompilerRange range;
};

ChosenCompiler system_compiler(const machine::HostCompiler& compiler, const Question& question) {
    ChosenCompiler chosen;
    chosen.kind = compiler.kind;
    chosen.version = compiler.version;
    chosen.origin = CompilerOrigin::system;
    chosen.path = compiler.path.string();
    chosen.is_default = compiler.is_default;
    chosen.reason = question.range.words();
    return chosen;
}

/// The default one when it is accepted, else the newest accepted one of the kind.
std::optional<ChosenCompiler> find_installed(CompilerKind kind, const Question& question) {
    const machine::HostCompiler* best = nullptr;
    for (const auto& compiler : question.machine.compilers) {
        if (compiler.kind != kind || !question.range.accepts(compiler)) continue;
        if (compiler.is_default) return system_compiler(compiler, question);
        if (best == nullptr || compiler.version > best->version) best = &compiler;
    }
    if (best == nullptr) return std::nullopt;
    return system_compiler(*best, question);
}

bool runs_here(const catalog::Summary& summary, const machine::Machine& machine) {
    return machine.glibc && (!summary.min_glibc || *summary.min_glibc <= *machine.glibc);
}

Wanted wanted_compiler(const Question& question) {
    return {catalog::Provides::compiler, question.machine.platform, {}};
}

std::optional<ChosenCompiler> from_catalogue(const catalog::Summary& summary,
                                             const Question& question) {
    const auto source = find_reachable_source(summary, wanted_compiler(question), question.request);
    if (!source) return std::nullopt;
    ChosenCompiler chosen;
    chosen.kind = CompilerKind::gcc;
    chosen.version = summary.version;
    chosen.origin = CompilerOrigin::store;
    chosen.source = *source;
    chosen.reason = question.range.words();
    return chosen;
}

/// The newest gcc of the catalogue that nvcc accepts and that this libc runs.
std::optional<ChosenCompiler> find_in_catalogue(const Question& question) {
    std::optional<ChosenCompiler> best;
    for (const auto& summary : question.catalog.compilers) {
        const bool fits = !summary.prerelease && !summary.yanked &&
                          question.range.accepts_gcc(summary.version.major_number()) &&
                          runs_here(summary, question.machine);
        if (!fits || (best && summary.version < best->version)) continue;
        if (auto chosen = from_catalogue(summary, question)) best = std::move(chosen);
    }
    return best;
}

/// Why plain g++ is not used: "gcc 12.2 on this machine is too new for nvcc 11.2 (accepts up to
/// 10)".
std::string about_default(const Question& question) {
    const auto& compilers = question.machine.compilers;
    const auto gcc = std::find_if(compilers.begin(), compilers.end(), [](const auto& each) {
        return each.kind == CompilerKind::gcc;
    });
    if (gcc == compilers.end()) return "this machine has no gcc";
    const auto objection = question.range.objection_to_gcc(gcc->version.major_number());
    if (objection.empty()) return "this machine has no plain g++";
    return fmt::format("gcc {} on this machine is {}", gcc->version.truncated(2).text(), objection);
}

std::vector<std::string> missing_packages(const machine::Machine& machine) {
    std::vector<std::string> notes;
    if (!machine.has_binutils) {
        notes.emplace_back(
            "gcc needs an assembler and a linker from this machine: install binutils");
    }
    if (!machine.has_libc_headers) {
        notes.emplace_back(
            "gcc needs the headers of libc from this machine: install libc6-dev (glibc-devel)");
    }
    return notes;
}

CompilerChoice with_installed_gcc(ChosenCompiler gcc, const Question& question) {
    if (!gcc.is_default) {
        gcc.reason = fmt::format("{}: gcc {} is used", about_default(question), gcc.version.text());
    }
    return {std::move(gcc), {}};
}

CompilerChoice with_catalogue_gcc(ChosenCompiler gcc, const Question& question) {
    gcc.reason = about_default(question) + ": a GCC that fits comes along";
    return {std::move(gcc), missing_packages(question.machine)};
}

CompilerChoice without(const Question& question) {
    ChosenCompiler none;
    none.reason = question.range.words();
    return {
        none,
        {fmt::format(
            "{}: nvcc will compile nothing until a compiler that fits is named with -ccbin ({})",
            about_default(question),
            question.range.words())}};
}

CompilerChoice with_clang(ChosenCompiler clang, const Question& question) {
    clang.reason =
        fmt::format("{}: clang {} is used", about_default(question), clang.version.text());
    return {std::move(clang), {}};
}

CompilerChoice choose_freely(const Question& question) {
    if (auto gcc = find_installed(CompilerKind::gcc, question))
        return with_installed_gcc(*std::move(gcc), question);
    if (question.request.host_compiler.is_automatic()) {
        if (auto gcc = find_in_catalogue(question))
            return with_catalogue_gcc(*std::move(gcc), question);
    }
    if (auto clang = find_installed(CompilerKind::clang, question))
        return with_clang(*std::move(clang), question);
    return without(question);
}

/// The error for a gcc that nvcc accepts but that is neither installed nor to be had.
Error unavailable_gcc(unsigned major, const catalog::Summary* newest, const Question& question) {
    const auto name = fmt::format("gcc {}", major);
    if (newest == nullptr) {
        return {ErrorKind::not_found,
                name + " is neither installed nor in the catalogue",
                "--host-compiler auto"};
    }
    if (!runs_here(*newest, question.machine)) {
        const auto here = question.machine.glibc ? "glibc " + question.machine.glibc->text()
                                                 : std::string("no glibc");
        const auto needed = newest->min_glibc ? newest->min_glibc->text() : std::string("2");
        return {ErrorKind::refused,
                fmt::format("{} needs glibc {} to run; this machine has {}", name, needed, here),
                "--host-compiler auto"};
    }
    return {ErrorKind::not_found,
            fmt::format("no source that can be reached has {}", name),
            "--host-compiler auto"};
}

CompilerChoice choose_named(unsigned major, const Question& question) {
    const auto objection = question.range.objection_to_gcc(major);
    if (!objection.empty()) {
        throw Error(ErrorKind::refused,
                    fmt::format("gcc {} is {}", major, objection),
                    "--host-compiler auto");
    }
    for (const auto& compiler : question.machine.compilers) {
        if (compiler.kind == CompilerKind::gcc && compiler.version.major_number() == major) {
            return {system_compiler(compiler, question), {}};
        }
    }
    const catalog::Summary* newest = nullptr;
    for (const auto& summary : question.catalog.compilers) {
        if (summary.version.major_number() != major) continue;
        if (newest == nullptr || summary.version > newest->version) newest = &summary;
    }
    if (newest != nullptr && runs_here(*newest, question.machine)) {
        if (auto chosen = from_catalogue(*newest, question)) {
            return {*std::move(chosen), missing_packages(question.machine)};
        }
    }
    throw unavailable_gcc(major, newest, question);
}

}  // namespace

CompilerChoice choose_compiler(const Request& request,
                               const Version& toolkit,
                               const machine::Machine& machine,
                               const CatalogView& catalog) {
    const Question question{request,
                            machine,
                            catalog,
                            CompilerRange(toolkit, catalog.host_compilers->find_row(toolkit))};
    const auto major = request.host_compiler.gcc_major();
    return major ? choose_named(*major, question) : choose_freely(question);
}

}  // namespace cudaenv::resolve
