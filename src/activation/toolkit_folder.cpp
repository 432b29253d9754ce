// SPDX-License-Identifier: Apache-2.0
// Recognises a toolkit's directories by the files that nothing else brings.
#include "activation/toolkit_folder.hpp"

#include <algorithm>
#include <string_view>
#include <system_error>
#include <utility>

namespace cudaenv::activation {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string_view>;

bool is_one_of(std::string_view name, const Names& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_there(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

/// As NVIDIA lays a toolkit out: include, lib64, lib64/stubs, targets/<arch>-linux/include,
/// extras/CUPTI/lib64, nvvm/include, and from 13.0 include/cccl.
bool is_inside_name(const std::string& name) {
    return is_one_of(name,
                     {"include",
                      "cccl",
                      "lib",
                      "lib64",
                      "stubs",
                      "targets",
                      "extras",
                      "CUPTI",
                      "nvvm"}) ||
           name.find("-linux") != std::string::npos;
}

struct Place {
    fs::path prefix;
    bool is_target = false;  ///< below targets/, which only toolkits have
};

Place place_of(const fs::path& folder) {
    Place place{folder};
    while (place.prefix.has_relative_path() && is_inside_name(place.prefix.filename().string())) {
        place.is_target = place.is_target || place.prefix.filename() == "targets";
        place.prefix = place.prefix.parent_path();
    }
    return place;
}

/// What stands in the directory, and only in a toolkit's.
Names marks_of(const fs::path& directory, FolderKind kind) {
    const bool is_headers = kind == FolderKind::headers;
    const std::string name = directory.filename().string();
    const std::string above = directory.parent_path().filename().string();
    if (above == "CUPTI") return {is_headers ? "cupti.h" : "libcupti.so"};
    if (above == "nvvm") return {is_headers ? "nvvm.h" : "libnvvm.so"};
    if (is_headers && name == "cccl") return {"../cuda.h"};
    if (is_headers) return {"cuda.h", "cuda_runtime.h"};
    if (name == "stubs") return {"libcuda.so"};
    return {"libcudart.so", "libcudart_static.a"};
}

}  // namespace

OtherToolkits::OtherToolkits(const Environment& environment, fs::path own)
    : own_(std::move(own)), shared_{"/", "/usr", "/usr/local"} {
    if (const auto home = environment.find_nonempty("HOME")) {
        shared_.emplace_back(*home);
        shared_.push_back(fs::path(*home) / ".local");
    }
}

bool OtherToolkits::is_shared(const fs::path& prefix) const {
    return std::find(shared_.begin(), shared_.end(), prefix) != shared_.end() ||
           is_there(prefix / "conda-meta") || is_there(prefix / "etc") || is_there(prefix / "sbin");
}

bool OtherToolkits::own(const std::string& directory, FolderKind kind) const {
    if (!directory.starts_with('/')) return false;
    const fs::path path = fs::path(directory).lexically_normal();
    const fs::path folder = path.has_filename() ? path : path.parent_path();
    const Names marks = marks_of(folder, kind);
    const bool is_marked = std::any_of(
        marks.begin(), marks.end(), [&](std::string_view mark) { return is_there(folder / mark); });
    if (!is_marked) return false;
    const Place place = place_of(folder);
    if (is_shared(place.prefix) && !place.is_target) return false;
    std::error_code failed;
    return !fs::equivalent(place.prefix, own_, failed);
}

}  // namespace cudaenv::activation
