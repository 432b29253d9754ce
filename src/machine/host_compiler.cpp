// SPDX-License-Identifier: Apache-2.0
// Looks on PATH and in the usual places for the C++ compilers that nvcc could use.
#include "machine/host_compiler.hpp"

#include "machine/compiler_versions.hpp"

#include <cudaenv/base/path_list.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/base/variables.hpp>
#include <cudaenv/sys/directories.hpp>
#include <cudaenv/sys/process.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

namespace cudaenv::machine {

namespace fs = std::filesystem;

namespace {

/// Name of a compiler's C++ program, and its kind.
constexpr std::array<std::pair<std::string_view, CompilerKind>, 2> kDrivers{
    {{"g++", CompilerKind::gcc}, {"clang++", CompilerKind::clang}}};
/// Programs that only stand in for a compiler further along PATH.
constexpr std::array<std::string_view, 5> kStandIns{
    "cudaenv-shim", "ccache", "distcc", "icecc", "sccache"};

enum class Place { on_path, elsewhere };

/// A program by the name of a compiler, not asked for its version yet.
struct Candidate {
    std::string name;
    CompilerKind kind;
    fs::path path;
    fs::path real_path;
    Place place;
};

/// gcc for g++ and g++-N, clang for clang++ and clang++-N; nullopt for any other name.
std::optional<CompilerKind> find_kind(std::string_view name) {
    for (const auto& [driver, kind] : kDrivers) {
        if (name == driver) return kind;
        if (!name.starts_with(driver)) continue;
        const auto suffix = name.substr(driver.size());
        const bool is_numbered = suffix.size() > 1 && suffix.front() == '-' &&
                                 suffix.find_first_not_of("0123456789.", 1) == suffix.npos;
        if (is_numbered) return kind;
    }
    return std::nullopt;
}

bool is_stand_in(const fs::path& real_path) {
    return std::find(kStandIns.begin(), kStandIns.end(), real_path.filename().string()) !=
           kStandIns.end();
}

struct SearchDirectory {
    fs::path path;
    Place place;
};

/// The absolute directories of PATH in order, without cudaenv's own shims.
std::vector<SearchDirectory> directories_of_path(const Environment& environment) {
    fs::path shims;
    if (const auto root = environment.find_nonempty(variables::kRoot)) {
        shims = (fs::path(*root) / "shims").lexically_normal();
    }
    std::vector<SearchDirectory> directories;
    const PathList path(environment.find("PATH").value_or(""));
    for (const auto& entry : path.entries()) {
        const fs::path directory(entry);
        if (directory.is_absolute() && directory.lexically_normal() != shims) {
            directories.push_back({directory, Place::on_path});
        }
    }
    return directories;
}

/// Where distributions put compilers that are not on PATH: Debian's clang, Red Hat's gcc-toolset.
std::vector<SearchDirectory> usual_directories(const fs::path& system_root) {
    struct Family {
        const char* parent;
        std::string_view stem;
        const char* below;
    };
    constexpr std::array<Family, 3> families{{{"usr/lib", "llvm-", "bin"},
                                              {"opt/rh", "gcc-toolset-", "root/usr/bin"},
                                              {"opt/rh", "devtoolset-", "root/usr/bin"}}};
    std::vector<SearchDirectory> directories{{system_root / "usr/bin", Place::elsewhere},
                                             {system_root / "usr/local/bin", Place::elsewhere}};
    for (const auto& family : families) {
        const fs::path parent = system_root / family.parent;
        for (const std::string& name : list_directory(parent)) {
            if (!name.starts_with(family.stem)) continue;
            directories.push_back({parent / name / family.below, Place::elsewhere});
        }
    }
    return directories;
}

std::vector<std::string> compiler_names(const fs::path& directory) {
    auto names = list_directory(directory);
    std::erase_if(names, [](const std::string& name) { return !find_kind(name); });
    // Plain names first, so that a default compiler is reported by its plain name.
    std::sort(names.begin(), names.end());
    return names;
}

/// Every program that is named as a compiler and is one, those on PATH first and in its order.
std::vector<Candidate> find_candidates(const Environment& environment,
                                       const fs::path& system_root) {
    auto directories = directories_of_path(environment);
    const auto usual = usual_directories(system_root);
    directories.insert(directories.end(), usual.begin(), usual.end());
    std::vector<Candidate> candidates;
    std::set<fs::path> searched;  // /bin is often /usr/bin, and both are long
    for (const auto& directory : directories) {
        std::error_code absent;
        const auto real_directory = fs::canonical(directory.path, absent);
        if (absent || !searched.insert(real_directory).second) continue;
        for (const auto& name : compiler_names(directory.path)) {
            const auto program = find_program((directory.path / name).string(), "");
            if (!program) continue;
            std::error_code failure;
            auto real_path = fs::canonical(*program, failure);
            if (failure || is_stand_in(real_path)) continue;
            candidates.push_back(
                {name, *find_kind(name), *program, std::move(real_path), directory.place});
        }
    }
    return candidates;
}

bool comes_before(const HostCompiler& left, const HostCompiler& right) {
    if (left.is_default != right.is_default) return left.is_default;
    if (left.kind != right.kind) return left.kind == CompilerKind::gcc;
    return left.version > right.version;
}

}  // namespace

std::vector<HostCompiler> find_host_compilers(const Environment& environment,
                                              const Places& places) {
    const auto candidates = find_candidates(environment, places.system_root);
    const auto default_gxx =
        std::find_if(candidates.begin(), candidates.end(), [](const Candidate& candidate) {
            return candidate.name == "g++" && candidate.place == Place::on_path;
        });
    CompilerVersions versions(places.cache);
    std::vector<HostCompiler> compilers;
    std::set<fs::path> seen;
    for (const auto& candidate : candidates) {
        if (!seen.insert(candidate.real_path).second) continue;
        const auto version =
            versions.find(candidate.path, candidate.real_path, candidate.kind, environment);
        if (!version) continue;
        const bool is_default =
            default_gxx != candidates.end() && candidate.real_path == default_gxx->real_path;
        compilers.push_back({candidate.kind, *version, candidate.path, is_default});
    }
    versions.save();
    std::stable_sort(compilers.begin(), compilers.end(), comes_before);
    return compilers;
}

}  // namespace cudaenv::machine
