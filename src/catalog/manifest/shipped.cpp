// SPDX-License-Identifier: Apache-2.0
// The manifests that are part of the program.
#include <cudaenv/catalog/pack.hpp>

// NOLINTBEGIN(readability-identifier-naming): symbols of shipped.S
extern "C" const char cudaenv_manifest_pack_begin[];
extern "C" const char cudaenv_manifest_pack_end[];
// NOLINTEND(readability-identifier-naming)

namespace cudaenv::catalog {

std::unique_ptr<ManifestSet> shipped_manifests() {
    return packed_manifests(
        {cudaenv_manifest_pack_begin,
         static_cast<std::size_t>(cudaenv_manifest_pack_end - cudaenv_manifest_pack_begin)},
        "built in");
}

}  // namespace cudaenv::catalog
