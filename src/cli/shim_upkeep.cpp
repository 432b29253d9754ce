// SPDX-License-Identifier: Apache-2.0
// When shims are brought in step.
#include "cli/shim_upkeep.hpp"

#include <cudaenv/activation/shims.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/catalog/catalog.hpp>
#include <cudaenv/store/installed.hpp>

#include <filesystem>
#include <set>
#include <string>

namespace cudaenv::cli {

namespace {

/// Of the program itself: no other set of manifests says what may stand in front of a PATH.
std::set<std::string> known_tools() {
    return catalog::Catalog(catalog::shipped_manifests()).tools().names();
}

activation::ShimSources sources_of(const Services& services) {
    return {services.shim_program,
            services.program,
            known_tools(),
            store::shared_roots(services.environment)};
}

}  // namespace

void refresh_shims(const Services& services) {
    activation::refresh_shims(services.layout, sources_of(services));
}

void ensure_shims(const Services& services) {
    try {
        const auto shared_roots = store::shared_roots(services.environment);
        if (activation::are_shims_in_step(services.layout, shared_roots)) return;
        // Nobody waits here for one that is at it already.
        activation::try_refresh_shims(services.layout, sources_of(services));
    } catch (const Error&) {
        return;  // the command is about something else
    } catch (const std::filesystem::filesystem_error&) {
        return;
    }
}

}  // namespace cudaenv::cli
