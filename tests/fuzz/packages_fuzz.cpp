// SPDX-License-Identifier: Apache-2.0
// Debian's indexes: what is imported can be written as a manifest, and reads as the same.
#include "fuzz/fuzz.hpp"
#include "fuzz/same_release.hpp"

#include <cudaenv/catalog/upstream/import.hpp>

#include <string>

using namespace cudaenv;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::accept_or_refuse([&] {
        const std::string text(fuzz::text_of(data, size));
        for (const auto& release :
             catalog::import_debian({{"bookworm", "amd64", text, "Packages"}}))
            fuzz::require_same_release(release);
    });
    return 0;
}
