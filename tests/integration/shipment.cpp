// SPDX-License-Identifier: Apache-2.0
// Packs entries as their file name asks.
#include "integration/shipment.hpp"

#include <algorithm>
#include <random>
#include <stdexcept>

namespace cudaenv::test {

Package& Shipment::package(std::string_view text) {
    const auto found = std::find_if(packages.begin(), packages.end(), [text](const Package& each) {
        return each.path.find(text) != std::string::npos;
    });
    if (found == packages.end()) throw std::out_of_range("no package " + std::string(text));
    return *found;
}

std::string pack(const Package& package) {
    if (!package.file.empty()) return package.file;
    if (package.path.ends_with(".deb")) return make_deb(package.entries);
    if (package.path.ends_with(".whl")) return make_zip(package.entries);
    return make_tar(package.entries);
}

std::string tool_script(std::string_view banner) {
    std::string text = "#!/bin/sh\necho \"program=$0\"\necho \"arguments=$*\"\n";
    for (const char* name : {"CUDA_HOME",
                             "CUDACXX",
                             "CUDAHOSTCXX",
                             "NVCC_PREPEND_FLAGS",
                             "LD_LIBRARY_PATH",
                             "CUDAENV_ACTIVE"}) {
        text += std::string("echo \"") + name + "=$" + name + "\"\n";
    }
    return text + "echo \"" + std::string(banner) + "\"\n";
}

std::string noise(std::size_t size, unsigned seed) {
    std::minstd_rand random(seed);
    std::string bytes(size, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random() >> 8U);
    return bytes;
}

}  // namespace cudaenv::test
