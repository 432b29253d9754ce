// SPDX-License-Identifier: Apache-2.0
// One project's page of a wheel index: which wheels it has for our platforms.
#pragma once

#include <cudaenv/base/platform.hpp>
#include <cudaenv/catalog/release.hpp>
#include <cudaenv/formats/python_version.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::catalog {

struct Wheel {
    formats::PythonVersion version;
    Platform platform = Platform::linux_x86_64;
    unsigned build = 0;
    std::string file_name;
    std::string uploaded;  ///< empty when the index does not say
    Sha256 sha256;
    std::optional<ByteCount> size;
    bool yanked = false;
};

/// The wheels of PEP 691 JSON that a Linux machine can use; placeholders, source archives and other
/// systems are skipped. One wheel for each version and platform: not withdrawn before withdrawn,
/// then the later build or upload.
std::vector<Wheel> parse_wheel_project(std::string_view json, const std::string& project);

Archive make_archive(const Wheel& wheel, const std::string& project, std::string_view component);

}  // namespace cudaenv::catalog
