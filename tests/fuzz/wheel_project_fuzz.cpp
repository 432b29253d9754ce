// SPDX-License-Identifier: Apache-2.0
// A project's page of a wheel index in JSON (PEP 691): no wheel leads out of its project, and no
// two are for the same version and platform.
#include "catalog/upstream/wheel_project.hpp"
#include "fuzz/fuzz.hpp"

#include <set>
#include <string>
#include <utility>

using namespace cudaenv;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::accept_or_refuse([&] {
        std::set<std::pair<std::string, Platform>> seen;
        for (const auto& wheel :
             catalog::parse_wheel_project(fuzz::text_of(data, size), "nvidia-x")) {
            fuzz::require(seen.emplace(wheel.version.text(), wheel.platform).second,
                          "a version has one wheel for a platform");
            const auto archive = catalog::make_archive(wheel, "nvidia-x", "x");
            fuzz::require(archive.path == "nvidia-x/" + wheel.file_name,
                          "a wheel lies in its project");
            fuzz::require(wheel.file_name.find('/') == std::string::npos, "a file name is no path");
        }
    });
    return 0;
}
