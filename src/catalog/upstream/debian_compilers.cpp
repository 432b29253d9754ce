// SPDX-License-Identifier: Apache-2.0
// Host compilers out of Debian's packages: GCC with what it needs to run and to link.
#include "catalog/upstream/debian_packages.hpp"
#include "catalog/upstream/offers.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace cudaenv::catalog {

namespace {

struct CompilerSuite {
    unsigned gcc;
    std::string_view suite;
};

/// The oldest suite that has a version: its build runs on the oldest libc.
constexpr auto kCompilers = std::to_array<CompilerSuite>({
    {9, "bullseye"},
    {10, "bullseye"},
    {11, "bookworm"},
    {12, "bookworm"},
    {13, "trixie"},
    {14, "trixie"},
});

/// What a compiler's own programs load.
constexpr auto kLoaded =
    std::to_array<std::string_view>({"libgmp10", "libisl23", "libmpc3", "libmpfr6"});
/// What it links programs with; the machine's own libraries serve them at run time.
constexpr auto kLinked = std::to_array<std::string_view>({"libgcc-s1", "libgomp1", "libstdc++6"});
/// Linked too, but not on every architecture.
constexpr auto kLinkedWhereItExists =
    std::to_array<std::string_view>({"libatomic1", "libquadmath0"});

/// Beginnings of the names of the compilers' own packages.
constexpr auto kCompilerPrefixes =
    std::to_array<std::string_view>({"cpp-", "g++-", "gcc-", "libgcc-", "libstdc++-"});

/// From 13 on the programs are in packages named after the target, and the short names hold links
/// to them.
constexpr unsigned kFirstNamedAfterTarget = 13;

template <typename Names>
bool contains(const Names& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::set<std::string> program_packages(unsigned gcc, Platform platform) {
    std::set<std::string> names;
    for (const std::string_view program : {"cpp", "gcc", "g++"}) {
        names.insert(fmt::format("{}-{}", program, gcc));
        if (gcc < kFirstNamedAfterTarget) continue;
        const std::string target = replace_all(std::string(gnu_triplet(platform)), "_", "-");
        names.insert(fmt::format("{}-{}-{}", program, gcc, target));
    }
    // Holds the copyright that the documentation of the others links to.
    names.insert(fmt::format("gcc-{}-base", gcc));
    names.insert(fmt::format("libgcc-{}-dev", gcc));
    names.insert(fmt::format("libstdc++-{}-dev", gcc));
    return names;
}

const DebianPackage& require_package(const DebianPackages& packages,
                                     const std::string& name,
                                     const DebianPackage& compiler) {
    const auto package = packages.find(name);
    if (package != packages.end()) return package->second;
    throw Error(ErrorKind::integrity,
                fmt::format("{}: {} needs {}, which is in no index of its suite and architecture",
                            compiler.file,
                            compiler.name,
                            name));
}

/// The packages of one compiler for one platform, put into a release step by step.
class CompilerImport {
 public:
    CompilerImport(const DebianPackages& packages, const DebianPackage& compiler, Platform platform)
        : packages_(packages), compiler_(compiler), platform_(platform) {}

    void add_to(Release& release, unsigned gcc) const {
        for (const std::string& name : program_packages(gcc, platform_)) add_program(release, name);
        for (const std::string_view name : kLoaded) add_program(release, std::string(name));
        for (const std::string_view name : kLinked) {
            add(release, require_package(packages_, std::string(name), compiler_));
        }
        for (const std::string_view name : kLinkedWhereItExists) {
            const auto package = packages_.find(std::string(name));
            if (package != packages_.end()) add(release, package->second);
        }
    }

 private:
    void add_program(Release& release, const std::string& name) const {
        const DebianPackage& package = require_package(packages_, name, compiler_);
        const std::optional<Version> glibc = required_glibc(package.depends);
        if (glibc && (!release.min_glibc || *release.min_glibc < *glibc)) release.min_glibc = glibc;
        add(release, package);
    }

    void add(Release& release, const DebianPackage& package) const {
        add_archive(release.offers.front(), platform_, make_archive(package, "gcc"), package.file);
    }

    const DebianPackages& packages_;
    const DebianPackage& compiler_;
    Platform platform_;
};

Release& release_of(std::vector<Release>& releases, const DebianPackage& compiler) {
    const std::optional<Version> version = find_version(component_version(compiler.version));
    if (!version) {
        throw Error(
            ErrorKind::integrity,
            fmt::format("{}: \"{}\" is no version of a compiler", compiler.file, compiler.version));
    }
    for (Release& release : releases) {
        if (release.version == *version) return release;
    }
    Release& release = releases.emplace_back();
    release.product = Product::gcc;
    release.version = *version;
    Offer& offer = release.offers.emplace_back();
    offer.source = SourceName::debian;
    offer.provides = Provides::compiler;
    return release;
}

}  // namespace

bool is_compiler_package(std::string_view name) {
    const bool named_after_compiler = std::any_of(
        kCompilerPrefixes.begin(), kCompilerPrefixes.end(), [&](std::string_view prefix) {
            return name.starts_with(prefix);
        });
    return named_after_compiler || contains(kLoaded, name) || contains(kLinked, name) ||
           contains(kLinkedWhereItExists, name);
}

std::vector<Release> debian_compilers(const DebianSuites& suites) {
    std::vector<Release> releases;
    for (const CompilerSuite& each : kCompilers) {
        for (const auto& [key, packages] : suites) {
            const auto& [suite, platform] = key;
            if (suite != each.suite) continue;
            const auto compiler = packages.find(fmt::format("gcc-{}", each.gcc));
            if (compiler == packages.end()) continue;
            Release& release = release_of(releases, compiler->second);
            CompilerImport(packages, compiler->second, platform).add_to(release, each.gcc);
        }
    }
    return releases;
}

}  // namespace cudaenv::catalog
