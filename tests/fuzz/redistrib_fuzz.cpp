// SPDX-License-Identifier: Apache-2.0
// NVIDIA's release files: what is imported can be written as a manifest, and reads as the same.
#include "fuzz/fuzz.hpp"
#include "fuzz/same_release.hpp"

#include <cudaenv/catalog/upstream/import.hpp>

using namespace cudaenv;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::accept_or_refuse([&] {
        const auto label = catalog::find_redist_label("12.4.1");
        fuzz::require_same_release(catalog::import_redist(
            fuzz::text_of(data, size), Product::cuda, label.value(), "redistrib_12.4.1.json"));
    });
    return 0;
}
