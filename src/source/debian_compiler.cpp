// SPDX-License-Identifier: Apache-2.0
// Makes Debian's GCC packages work from any directory: private libraries, wrappers, names.
#include "source/debian_compiler.hpp"

#include "source/path_rules.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/base/version.hpp>
#include <cudaenv/source/source.hpp>
#include <cudaenv/sys/tree_links.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string_view>
#include <system_error>
#include <vector>

namespace cudaenv::source {
namespace {

namespace fs = std::filesystem;

constexpr auto kSupportRules = std::to_array<PathRule>({
    {"usr/lib/{triplet}/**", "lib/$1"},
    {"lib/{triplet}/**", "lib/$1"},
});

// The compilers proper move aside for their wrappers; packages before Debian 13 have them below
// usr/lib.
constexpr auto kRules = std::to_array<PathRule>({
    {"usr/share/doc/*/copyright", "share/licenses/$1/copyright"},
    {"usr/share/**", kDrop},
    {"usr/lib/gcc/{triplet}/{major}/cc1", "usr/lib/gcc/{triplet}/{major}/.cc1.bin"},
    {"usr/lib/gcc/{triplet}/{major}/cc1plus", "usr/lib/gcc/{triplet}/{major}/.cc1plus.bin"},
    {"usr/lib/gcc/{triplet}/{major}/lto1", "usr/lib/gcc/{triplet}/{major}/.lto1.bin"},
    {"usr/libexec/gcc/{triplet}/{major}/cc1", "usr/libexec/gcc/{triplet}/{major}/.cc1.bin"},
    {"usr/libexec/gcc/{triplet}/{major}/cc1plus", "usr/libexec/gcc/{triplet}/{major}/.cc1plus.bin"},
    {"usr/libexec/gcc/{triplet}/{major}/lto1", "usr/libexec/gcc/{triplet}/{major}/.lto1.bin"},
    {"lib/{triplet}/**", "usr/lib/{triplet}/$1"},
    {"usr/**", "usr/$1"},
});

constexpr std::array<std::string_view, 4> kSupportLibraries{
    "libgmp", "libisl", "libmpc", "libmpfr"};
constexpr std::array<std::string_view, 3> kWrapped{"cc1", "cc1plus", "lto1"};
constexpr std::array<std::string_view, 3> kDrivers{"gcc", "g++", "cpp"};

/// "libisl23" and later ones are; "libgmpxx4ldbl" is not: a name and its soname's number.
bool is_support_package(std::string_view package) {
    return std::any_of(
        kSupportLibraries.begin(), kSupportLibraries.end(), [&](std::string_view library) {
            if (!package.starts_with(library) || package.size() == library.size()) return false;
            const std::string_view number = package.substr(library.size());
            return std::all_of(number.begin(), number.end(), [](unsigned char letter) {
                return std::isdigit(letter) != 0;
            });
        });
}

bool is_there(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

/// LD_LIBRARY_PATH is set for this one process only: the assembler and the linker keep the host's
/// libraries.
std::string wrapper_text(std::string_view name) {
    return fmt::format(
        "#!/bin/sh\n"
        "d=${{0%/*}}\n"
        "LD_LIBRARY_PATH=$d/../../../../../lib${{LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}} "
        "exec \"$d/.{}.bin\" \"$@\"\n",
        name);
}

void write_wrappers(TreeWriter& tree, std::string_view triplet, unsigned gcc_major) {
    for (const std::string_view area : {"usr/lib/gcc", "usr/libexec/gcc"}) {
        const std::string directory = fmt::format("{}/{}/{}", area, triplet, gcc_major);
        for (const std::string_view name : kWrapped) {
            if (!is_there(tree.full_path(fmt::format("{}/.{}.bin", directory, name)))) continue;
            tree.replace_file(fmt::format("{}/{}", directory, name), wrapper_text(name), 0755);
        }
    }
}

/// Where the host's crt files are when they are not where Debian's compilers look.
std::optional<std::string> foreign_libc_directory(const fs::path& system_root,
                                                  std::string_view triplet) {
    if (is_there(system_root / "usr/lib" / triplet / "crt1.o")) return std::nullopt;
    for (const std::string directory : {"usr/lib64", "usr/lib"}) {
        if (is_there(system_root / directory / "crt1.o")) return "/" + directory;
    }
    return std::nullopt;
}

/// A link cannot carry options; the script finds the driver from its own real place, so that it may
/// be moved.
std::string driver_script(std::string_view driver, std::string_view libc_directory) {
    return fmt::format(
        "#!/bin/sh\n"
        "self=$(readlink -f \"$0\")\n"
        "exec \"${{self%/*}}/../usr/bin/{}\" -B{}/ \"$@\"\n",
        driver,
        libc_directory);
}

/// The version in the name that libstdc++.so.6 leads to: 6.0.28. Nothing when there is no such
/// library.
std::optional<Version> libstdcxx_version(const fs::path& library) {
    std::error_code failed;
    const std::string name = fs::canonical(library, failed).filename().string();
    constexpr std::string_view stem = "libstdc++.so.";
    if (failed || !name.starts_with(stem)) return std::nullopt;
    return find_version(name.substr(stem.size()));
}

/// Programs run with the host's libstdc++ in any case. Linking with it, when it is the newer one,
/// lets objects of this compiler and of the host's own newer g++ stand in one program: newer
/// headers refer to symbols that the older library lacks.
void link_with_host_libstdcxx(TreeWriter& tree,
                              std::string_view triplet,
                              unsigned gcc_major,
                              const fs::path& system_root) {
    const std::string link = fmt::format("usr/lib/gcc/{}/{}/libstdc++.so", triplet, gcc_major);
    const auto own = libstdcxx_version(tree.full_path(link));
    if (!own) return;
    for (const std::string& directory :
         {fmt::format("usr/lib/{}", triplet), std::string("usr/lib64"), std::string("usr/lib")}) {
        const auto host = libstdcxx_version(system_root / directory / "libstdc++.so.6");
        if (!host) continue;
        if (*host >= *own) {
            tree.remove_file(link);
            tree.make_symlink(link, fmt::format("/{}/libstdc++.so.6", directory));
        }
        return;
    }
}

void require_file(const fs::path& tree, const std::string& path, unsigned gcc_major) {
    if (is_there(tree / path)) return;
    throw Error(
        ErrorKind::integrity,
        fmt::format("the packages of gcc {} add up to no compiler: {} is missing", gcc_major, path),
        "the catalogue lists too few packages: update cudaenv; if that does not help, report it");
}

void require_compiler(const fs::path& tree, std::string_view triplet, unsigned gcc_major) {
    for (const std::string_view driver : kDrivers) {
        require_file(tree, fmt::format("usr/bin/{}-{}-{}", triplet, driver, gcc_major), gcc_major);
    }
    for (const std::string_view name : kWrapped) {
        const std::string below = fmt::format("gcc/{}/{}/.{}.bin", triplet, gcc_major, name);
        if (is_there(tree / "usr/libexec" / below)) continue;
        require_file(tree, "usr/lib/" + below, gcc_major);
    }
}

}  // namespace

archive::Mapping debian_compiler_mapping(const std::string& package_file,
                                         Platform platform,
                                         unsigned gcc_major) {
    PathRules rules(
        {{"triplet", std::string(gnu_triplet(platform))}, {"major", std::to_string(gcc_major)}});
    if (is_support_package(package_file.substr(0, package_file.find('_')))) {
        rules.add(kSupportRules);
    }
    rules.add(kRules);
    return
        [rules = std::move(rules)](const std::string& entry) -> std::optional<archive::Placement> {
            std::optional<std::string> path = rules.find(entry);
            if (!path) return std::nullopt;
            return archive::Placement{kCore, std::move(*path), std::nullopt};
        };
}

void complete_debian_compiler(TreeWriter& tree,
                              Platform platform,
                              unsigned gcc_major,
                              const fs::path& system_root,
                              const CancelFlag& cancel) {
    const std::string_view triplet = gnu_triplet(platform);
    require_compiler(tree.root(), triplet, gcc_major);
    write_wrappers(tree, triplet, gcc_major);
    const std::optional<std::string> libc = foreign_libc_directory(system_root, triplet);
    for (const std::string_view name : kDrivers) {
        const std::string driver = fmt::format("{}-{}-{}", triplet, name, gcc_major);
        if (libc && name != "cpp") {
            tree.replace_file(fmt::format("bin/{}", name), driver_script(driver, *libc), 0755);
        } else {
            tree.ensure_symlink(fmt::format("bin/{}", name), "../usr/bin/" + driver);
        }
    }
    // Links to the sanitizers' run-time libraries, whose packages are not part of a compiler here.
    remove_dangling_links(tree.root(), cancel);
    link_with_host_libstdcxx(tree, triplet, gcc_major, system_root);
}

}  // namespace cudaenv::source
