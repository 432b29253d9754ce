// SPDX-License-Identifier: Apache-2.0
// The glibc version: asked of the running process, or read from the banner inside libc.so.6.
#include "machine/host_compiler.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/sys/directories.hpp>

#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

#include "machine/system_file.hpp"

#include <string>
#include <vector>

namespace cudaenv::machine {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kReleaseLabel = "release version ";

std::optional<Version> running_glibc() {
#ifdef __GLIBC__
    return find_version(gnu_get_libc_version());
#else
    return std::nullopt;
#endif
}

/// libc.so.6 in lib, lib64 and in Debian's lib/<triplet>.
std::vector<fs::path> libc_places(const fs::path& system_root) {
    std::vector<fs::path> places;
    for (const auto* directory : {"lib", "lib64", "usr/lib", "usr/lib64"}) {
        const auto base = system_root / directory;
        places.push_back(base / "libc.so.6");
        for (const std::string& name : list_directory(base))
            places.push_back(base / name / "libc.so.6");
    }
    return places;
}

/// "GNU C Library (Debian GLIBC 2.36-9+deb12u10) stable release version 2.36."
std::optional<Version> parse_libc_banner(std::string_view bytes) {
    const auto banner = bytes.find("GNU C Library ");
    if (banner == std::string_view::npos) return std::nullopt;
    const auto line = bytes.substr(banner, bytes.find('\n', banner) - banner);
    const auto label = line.find(kReleaseLabel);
    if (label == std::string_view::npos) return std::nullopt;
    const auto rest = line.substr(label + kReleaseLabel.size());
    const auto end = rest.find_first_not_of("0123456789.");
    auto number = rest.substr(0, end);
    while (!number.empty() && number.back() == '.') number.remove_suffix(1);
    return find_version(number);
}

}  // namespace

std::optional<Version> detect_glibc(const fs::path& system_root) {
    if (system_root == "/") return running_glibc();
    for (const auto& place : libc_places(system_root)) {
        const auto bytes = read_system_file(place);
        if (!bytes) continue;
        if (auto version = parse_libc_banner(*bytes)) return version;
    }
    return std::nullopt;
}

}  // namespace cudaenv::machine
