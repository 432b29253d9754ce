// SPDX-License-Identifier: Apache-2.0
// Which host compiler nvcc gets.
#include "resolve/compiler/compiler_choice.hpp"

#include "resolve/compiler/compiler_range.hpp"
#include "resolve/toolkit/releases.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace cudaenv::resolve {

namespace {

struct CompilerQuestion {
    const Request& request;
    const machine::Machine& machine;
    const catalog::Facts& catalog;
    CompilerRange range;
};

ChosenCompiler system_compiler(const machine::HostCompiler& compiler,
                               const CompilerQuestion& question) {
    ChosenCompiler chosen;
    chosen.kind = compiler.kind;
    chosen.version = compiler.version;
    chosen.origin = CompilerOrigin::system;
    chosen.path = compiler.path.string();
    chosen.is_default = compiler.is_default;
    chosen.reason.accepted = question.range.gcc();
    return chosen;
}

/// The default one when it is accepted, else the newest accepted one of the kind.
std::optional<ChosenCompiler> find_installed(CompilerKind kind, const CompilerQuestion& question) {
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

OfferWish wanted_compiler(const CompilerQuestion& question) {
    return {catalog::Provides::compiler, question.machine.platform, {}};
}

std::optional<ChosenCompiler> from_catalogue(const catalog::Summary& summary,
                                             const CompilerQuestion& question) {
    const auto source = find_reachable_source(summary, wanted_compiler(question), question.request);
    if (!source) return std::nullopt;
    ChosenCompiler chosen;
    chosen.kind = CompilerKind::gcc;
    chosen.version = summary.version;
    chosen.origin = CompilerOrigin::store;
    chosen.source = source;
    chosen.reason.accepted = question.range.gcc();
    return chosen;
}

/// The newest gcc of the catalogue that nvcc accepts and that this libc runs.
std::optional<ChosenCompiler> find_in_catalogue(const CompilerQuestion& question) {
    std::optional<ChosenCompiler> best;
    for (const auto& summary : question.catalog.summaries(Product::gcc)) {
        const bool fits = !summary.prerelease && !summary.yanked &&
                          !question.range.find_misfit(summary.version) &&
                          runs_here(summary, question.machine);
        if (!fits || (best && summary.version < best->version)) continue;
        if (auto chosen = from_catalogue(summary, question)) best = std::move(chosen);
    }
    return best;
}

PlainGccObstacle plain_gcc_obstacle(const CompilerQuestion& question) {
    const auto& compilers = question.machine.compilers;
    const auto gcc = std::find_if(compilers.begin(), compilers.end(), [](const auto& each) {
        return each.kind == CompilerKind::gcc;
    });
    if (gcc == compilers.end()) return NoGcc{};
    const auto misfit = question.range.find_misfit(gcc->version);
    if (!misfit) return NoPlainGxx{};
    return UnfitGcc{gcc->version, *misfit};
}

std::vector<Note> missing_packages(const machine::Machine& machine) {
    std::vector<Note> notes;
    if (!machine.has_binutils) notes.emplace_back(NoBinutils{});
    if (!machine.has_libc_headers) notes.emplace_back(NoLibcHeaders{});
    return notes;
}

CompilerChoice with_installed_gcc(ChosenCompiler gcc, const CompilerQuestion& question) {
    if (!gcc.is_default) gcc.reason.instead = plain_gcc_obstacle(question);
    return {std::move(gcc), {}};
}

CompilerChoice with_catalogue_gcc(ChosenCompiler gcc, const CompilerQuestion& question) {
    gcc.reason.instead = plain_gcc_obstacle(question);
    return {std::move(gcc), missing_packages(question.machine)};
}

CompilerChoice with_clang(ChosenCompiler clang, const CompilerQuestion& question) {
    clang.reason.instead = plain_gcc_obstacle(question);
    return {std::move(clang), {}};
}

CompilerChoice without(const CompilerQuestion& question) {
    ChosenCompiler none;
    none.reason.accepted = question.range.gcc();
    return {none, {NoCompilerFits{plain_gcc_obstacle(question), question.range.gcc()}}};
}

CompilerChoice choose_freely(const CompilerQuestion& question) {
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

/// The newest gcc of the catalogue of that major that nvcc works with.
const catalog::Summary* find_newest(unsigned major, const CompilerQuestion& question) {
    const catalog::Summary* newest = nullptr;
    for (const auto& summary : question.catalog.summaries(Product::gcc)) {
        if (summary.version.major_number() != major || question.range.find_misfit(summary.version))
            continue;
        if (newest == nullptr || summary.version > newest->version) newest = &summary;
    }
    return newest;
}

std::variant<CompilerChoice, Refusal> choose_named(unsigned major,
                                                   const CompilerQuestion& question) {
    auto misfit = question.range.find_misfit(parse_version(std::to_string(major)));
    if (misfit) return GccNotAccepted{major, *std::move(misfit)};
    for (const auto& compiler : question.machine.compilers) {
        if (compiler.kind != CompilerKind::gcc || compiler.version.major_number() != major)
            continue;
        misfit = question.range.find_misfit(compiler.version);
        if (!misfit) return CompilerChoice{system_compiler(compiler, question), {}};
    }
    const auto* newest = find_newest(major, question);
    if (newest == nullptr && misfit) return GccNotAccepted{major, *std::move(misfit)};
    if (newest == nullptr) return UnknownGcc{major};
    if (!runs_here(*newest, question.machine))
        return GccNeedsGlibc{major, newest->min_glibc, question.machine.glibc};
    auto chosen = from_catalogue(*newest, question);
    if (!chosen) return GccNotReachable{major};
    return CompilerChoice{*std::move(chosen), missing_packages(question.machine)};
}

}  // namespace

std::variant<CompilerChoice, Refusal> choose_compiler(const Request& request,
                                                      const Version& toolkit,
                                                      const machine::Machine& machine,
                                                      const catalog::Facts& catalog) {
    const CompilerQuestion question{
        request,
        machine,
        catalog,
        CompilerRange(toolkit, machine.platform, catalog.host_compilers())};
    if (const auto major = request.host_compiler.gcc_major()) return choose_named(*major, question);
    return choose_freely(question);
}

}  // namespace cudaenv::resolve
