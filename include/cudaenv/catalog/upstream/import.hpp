// SPDX-License-Identifier: Apache-2.0
// Turning the formats upstream publishes into our manifests. Pure: text in, values out. Each throws
// Error(integrity) naming `file` and the entry for malformed or contradictory input.
#pragma once

#include <cudaenv/catalog/release.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::catalog {

/// What NVIDIA calls a release in redistrib_<label>.json: "12.4.1", or "2.29.2-cuda12.9" where each
/// toolkit has a file of its own.
struct RedistLabel {
    Version version;
    std::string variant;  ///< "cuda12", else empty
};
std::optional<RedistLabel> find_redist_label(std::string_view text);

/// NVIDIA's redistrib_<label>.json (v1 and v2: no release_label before 12.2.0, sizes as strings,
/// variants cuda12/cuda13). The label is the release's name (from the file name), which no
/// component's version equals; of cuDNN and TensorRT the component's full version is. Driver and
/// fabric components and Windows platforms are left out. A prerelease is what its version says, or
/// what was published outside the product's own directory (early access).
Release import_redist(std::string_view json,
                      Product product,
                      const RedistLabel& label,
                      const std::string& file);

/// Debian `Packages` indexes (uncompressed text), one per suite and architecture; `architecture` is
/// the index read.
struct PackagesIndex {
    std::string suite;
    std::string architecture;
    std::string text;
    std::string file;
};
/// Toolkit releases (source package nvidia-cuda-toolkit with libthrust-dev, libcub-dev,
/// libcu++-dev) and compiler releases (gcc-9 … gcc-14 with the libraries they load and link) found
/// in the indexes.
std::vector<Release> import_debian(const std::vector<PackagesIndex>& indexes);

/// PEP 691 JSON of NVIDIA's projects by normalised name, and the cuda-toolkit meta project's
/// requirements by release (lines of Requires-Dist). Gives toolkits and runtimes of product cuda
/// and releases of cudnn, cusparselt, cutensor, nccl and nvshmem.
struct WheelIndex {
    std::map<std::string, std::string> projects;  ///< normalised name -> PEP 691 JSON
    std::map<std::string, std::vector<std::string>>
        toolkit_requirements;  ///< "13.0.2" -> Requires-Dist lines
};
std::vector<Release> import_wheels(const WheelIndex& index);

/// Releases of one product and version made one, each giving some archives of the same source.
/// Throws Error(integrity) naming `file` for archives that more than one gives.
void join_releases(std::vector<Release>& releases, Release next, const std::string& file);

}  // namespace cudaenv::catalog
