// SPDX-License-Identifier: Apache-2.0
// Hands the catalogue's tools to what makes the shims.
#include "cli/catalog_access.hpp"
#include "cli/shim_refresh.hpp"

#include <cudaenv/activation/shims.hpp>
#include <cudaenv/store/installed.hpp>

namespace cudaenv::cli {

void refresh_shims(const Services& services) {
    activation::refresh_shims(services.layout,
                              services.shim_program,
                              services.program,
                              open_catalog(services).tools().names(),
                              store::shared_roots(services.environment));
}

}  // namespace cudaenv::cli
