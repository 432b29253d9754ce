// SPDX-License-Identifier: Apache-2.0
// What one source has of one release: small packages whose contents a test may change before they
// are packed.
#pragma once

#include "support/archive_builder.hpp"

#include <cudaenv/base/platform.hpp>
#include <cudaenv/catalog/release.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::test {

struct Package {
    std::string component;
    std::string version;
    std::string path;  ///< as the catalogue states it
    std::vector<ArchiveEntry> entries;
    std::string variant{};
    Platform platform = host_platform();
    std::string file{};  ///< the whole archive, which is not packed from entries then
};

struct Shipment {
    Product product = Product::cuda;
    std::string version;
    SourceName source = SourceName::redist;
    catalog::Provides provides = catalog::Provides::toolkit;
    std::vector<Package> packages;
    std::string min_glibc{};

    /// The first package whose path contains `text`; throws when there is none.
    Package& package(std::string_view text);
};

/// The package's bytes: its file, or its entries in the format that its file name tells.
std::string pack(const Package& package);

/// An executable script that says how it was started and with which variables, then `banner`.
std::string tool_script(std::string_view banner);

/// Bytes that do not compress; the same ones for the same arguments.
std::string noise(std::size_t size, unsigned seed);

}  // namespace cudaenv::test
