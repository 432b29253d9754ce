// SPDX-License-Identifier: Apache-2.0
// The root is put in order before a shell relies on it.
#include <cudaenv/activation/shims.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/jobs/init_job.hpp>
#include <cudaenv/jobs/shim_upkeep.hpp>
#include <cudaenv/jobs/sweeps.hpp>

#include <cerrno>

namespace cudaenv::jobs {

namespace {

/// A root that an administrator keeps, or on a file system that is read-only.
bool is_unwritable(const Error& error) {
    const int number = error.error_number();
    return number == EROFS || number == EACCES || number == EPERM;
}

}  // namespace

std::string prepare_shell(activation::Shell shell, const Session& session) {
    try {
        sweep_leftovers(session);
        refresh_shims(session.environment(), session.layout(), session.program());
    } catch (const Error& error) {
        // Every new shell runs this: what stands there serves it, and who writes says so.
        if (!is_unwritable(error)) throw;
    }
    return activation::integration_text(shell, session.layout(), session.program());
}

}  // namespace cudaenv::jobs
