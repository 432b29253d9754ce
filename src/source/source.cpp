// SPDX-License-Identifier: Apache-2.0
// The parts of a toolkit archive.
#include <cudaenv/source/source.hpp>

#include <algorithm>
#include <array>

namespace cudaenv::source {
namespace {

/// What nvcc links by default or what has no shared form.
constexpr std::array<std::string_view, 6> kCoreStatics{
    "libcudadevrt.a",
    "libcudart_static.a",
    "libcufilt.a",
    "libculibos.a",
    "libnvptxcompiler_static.a",
    "libnvshmem_device.a",
};

}  // namespace

std::string_view part_text(std::size_t part) {
    return part == kStatics ? "static" : "core";
}

bool is_big_static(std::string_view path) {
    constexpr std::string_view directory = "lib/";
    if (!path.starts_with(directory)) return false;
    const std::string_view name = path.substr(directory.size());
    if (!name.starts_with("lib") || !name.ends_with(".a")) return false;
    if (name.find('/') != std::string_view::npos) return false;
    return std::find(kCoreStatics.begin(), kCoreStatics.end(), name) == kCoreStatics.end();
}

}  // namespace cudaenv::source
