// SPDX-License-Identifier: Apache-2.0
// Looks through PATH for the C++ compilers that nvcc could use and asks each for its version.
#include <cudaenv/base/path_list.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/base/variables.hpp>
#include <cudaenv/machine/host_compiler.hpp>
#include <cudaenv/sys/process.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <set>
#include <string>
#include <utility>

namespace cudaenv::machine {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::seconds kVersionDeadline{5};
/// Name of a compiler's C++ program and our word for its kind.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kDrivers{
    {{"g++", "gcc"}, {"clang++", "clang"}}};
/// Programs that only stand in for a compiler further along PATH.
constexpr std::array<std::string_view, 5> kStandIns{
    "cudaenv-shim", "ccache", "distcc", "icecc", "sccache"};

/// A program by the name of a compiler, not asked for its version yet.
struct Candidate {
    std::string name;
    fs::path path;
    fs::path real_path;
};

/// "gcc" for g++ and g++-N, "clang" for clang++ and clang++-N; empty for any other name.
std::string_view kind_of(std::string_view name) {
    for (const auto& [driver, kind] : kDrivers) {
        if (name == driver) return kind;
        if (!name.starts_with(driver)) continue;
        const auto suffix = name.substr(driver.size());
        const bool is_numbered = suffix.size() > 1 && suffix.front() == '-' &&
                                 suffix.find_first_not_of("0123456789.", 1) == suffix.npos;
        if (is_numbered) return kind;
    }
    return {};
}

bool is_stand_in(const fs::path& real_path) {
    return std::find(kStandIns.begin(), kStandIns.end(), real_path.filename().string()) !=
           kStandIns.end();
}

/// The absolute directories of PATH in order, without cudaenv's own shims.
std::vector<fs::path> search_directories(const Environment& environment) {
    fs::path shims;
    if (const auto root = environment.find_nonempty(variables::kRoot)) {
        shims = (fs::path(*root) / "shims").lexically_normal();
    }
    std::vector<fs::path> directories;
    const PathList path(environment.find("PATH").value_or(""));
    for (const auto& entry : path.entries()) {
        const fs::path directory(entry);
        if (directory.is_absolute() && directory.lexically_normal() != shims) {
            directories.push_back(directory);
        }
    }
    return directories;
}

std::vector<std::string> compiler_names(const fs::path& directory) {
    std::vector<std::string> names;
    std::error_code ignored;
    for (fs::directory_iterator entry(directory, ignored), end; entry != end;
         entry.increment(ignored)) {
        auto name = entry->path().filename().string();
        if (!kind_of(name).empty()) names.push_back(std::move(name));
    }
    // Plain names first, so that a default compiler is reported by its plain name.
    std::sort(names.begin(), names.end());
    return names;
}

/// Every program on PATH that is named as a compiler and is one, in the order of PATH.
std::vector<Candidate> find_candidates(const Environment& environment) {
    std::vector<Candidate> candidates;
    for (const auto& directory : search_directories(environment)) {
        for (const auto& name : compiler_names(directory)) {
            const auto program = find_program((directory / name).string(), "");
            if (!program) continue;
            std::error_code failure;
            auto real_path = fs::canonical(*program, failure);
            if (failure || is_stand_in(real_path)) continue;
            candidates.push_back({name, *program, std::move(real_path)});
        }
    }
    return candidates;
}

/// "Debian clang version 14.0.6": the word after "version".
std::optional<Version> parse_clang_banner(std::string_view text) {
    const auto words = split_words(text);
    const auto label = std::find(words.begin(), words.end(), "version");
    if (label == words.end() || std::next(label) == words.end()) return std::nullopt;
    const auto& word = *std::next(label);
    return find_version(word.substr(0, word.find_first_not_of("0123456789.")));
}

std::optional<Version> ask_version(const Candidate& candidate, const Environment& environment) {
    const bool is_clang = kind_of(candidate.name) == "clang";
    std::vector<std::string> argv{candidate.path.string()};
    if (is_clang) {
        argv.emplace_back("--version");
    } else {
        // Both: GCC before 7 does not know the first, later ones answer the second with the major
        // alone.
        argv.insert(argv.end(), {"-dumpfullversion", "-dumpversion"});
    }
    auto plain = environment;
    plain.set("LC_ALL", "C");
    const auto result = run_process(argv, plain, kVersionDeadline);
    if (!result || result->timed_out || result->status != 0) return std::nullopt;
    return is_clang ? parse_clang_banner(result->output) : find_version(trim(result->output));
}

bool comes_before(const HostCompiler& left, const HostCompiler& right) {
    if (left.is_default != right.is_default) return left.is_default;
    if (left.kind != right.kind) return left.kind == "gcc";
    return left.version > right.version;
}

}  // namespace

std::vector<HostCompiler> find_host_compilers(const Environment& environment) {
    const auto candidates = find_candidates(environment);
    const auto default_gxx =
        std::find_if(candidates.begin(), candidates.end(), [](const Candidate& candidate) {
            return candidate.name == "g++";
        });
    std::vector<HostCompiler> compilers;
    std::set<fs::path> seen;
    for (const auto& candidate : candidates) {
        if (!seen.insert(candidate.real_path).second) continue;
        const auto version = ask_version(candidate, environment);
        if (!version) continue;
        const bool is_default =
            default_gxx != candidates.end() && candidate.real_path == default_gxx->real_path;
        compilers.push_back(
            {std::string(kind_of(candidate.name)), *version, candidate.path, is_default});
    }
    std::stable_sort(compilers.begin(), compilers.end(), comes_before);
    return compilers;
}

}  // namespace cudaenv::machine
