// SPDX-License-Identifier: Apache-2.0
// When shims are brought in step.
#include "cli/shim_upkeep.hpp"

#include <cudaenv/activation/shims.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/catalog/catalog.hpp>
#include <cudaenv/store/installed.hpp>
#include <cudaenv/sys/file_lock.hpp>

#include <filesystem>

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

void ensure_shims(const Services& services) {
    try {
        const auto shared_roots = store::shared_roots(services.environment);
        if (activation::are_shims_in_step(services.layout, shared_roots)) return;
        store::check_layout(services.layout);
        // Nobody waits here for one that is at it already.
        if (!FileLock::try_acquire(services.layout.locks() / "shims.lock")) return;
        refresh_shims(services);
    } catch (const Error&) {
        return;  // the command is about something else
    } catch (const std::filesystem::filesystem_error&) {
        return;
    }
}

}  // namespace cudaenv::cli
