// SPDX-License-Identifier: Apache-2.0
// Hands the program's list of tools to what makes the shims.
#include "cli/shim_refresh.hpp"

#include <cudaenv/activation/shims.hpp>
#include <cudaenv/catalog/catalog.hpp>
#include <cudaenv/store/installed.hpp>

namespace cudaenv::cli {

void refresh_shims(const Services& services) {
    // Of the program itself: no other set of manifests says what may stand in front of a PATH.
    const catalog::Catalog catalog(catalog::builtin_manifests());
    activation::refresh_shims(services.layout,
                              services.shim_program,
                              services.program,
                              catalog.tools().names(),
                              store::shared_roots(services.environment));
}

}  // namespace cudaenv::cli
