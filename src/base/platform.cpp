// SPDX-License-Identifier: Apache-2.0
// One row per platform: what each source calls it.
#include <cudaenv/base/platform.hpp>

#include <algorithm>
#include <array>

namespace cudaenv {

namespace {

struct Row {
    Platform platform;
    std::string_view text;
    std::string_view target;
    std::string_view debian;
    std::string_view triplet;
    std::string_view wheel;
};

constexpr std::array<Row, 4> kRows{{
    {Platform::linux_x86_64,
     "linux-x86_64",
     "x86_64-linux",
     "amd64",
     "x86_64-linux-gnu",
     "_x86_64"},
    {Platform::linux_sbsa, "linux-sbsa", "sbsa-linux", "arm64", "aarch64-linux-gnu", "_aarch64"},
    {Platform::linux_ppc64le,
     "linux-ppc64le",
     "ppc64le-linux",
     "ppc64el",
     "powerpc64le-linux-gnu",
     ""},
    {Platform::linux_aarch64, "linux-aarch64", "aarch64-linux", "arm64", "aarch64-linux-gnu", ""},
}};

const Row& row_of(Platform platform) {
    return kRows.at(static_cast<std::size_t>(platform));
}

}  // namespace

std::string_view platform_text(Platform platform) {
    return row_of(platform).text;
}

std::optional<Platform> find_platform(std::string_view text) {
    const auto* row = std::find_if(
        kRows.begin(), kRows.end(), [&](const Row& candidate) { return candidate.text == text; });
    if (row == kRows.end()) return std::nullopt;
    return row->platform;
}

std::string_view target_directory(Platform platform) {
    return row_of(platform).target;
}
std::string_view debian_architecture(Platform platform) {
    return row_of(platform).debian;
}
std::string_view gnu_triplet(Platform platform) {
    return row_of(platform).triplet;
}
std::string_view wheel_suffix(Platform platform) {
    return row_of(platform).wheel;
}

Platform host_platform() {
#if defined(__x86_64__)
    return Platform::linux_x86_64;
#elif defined(__aarch64__)
    return Platform::linux_sbsa;
#elif defined(__powerpc64__) && defined(__LITTLE_ENDIAN__)
    return Platform::linux_ppc64le;
#else
#error "NVIDIA publishes no toolkit for this processor"
#endif
}

}  // namespace cudaenv
