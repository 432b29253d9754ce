// SPDX-License-Identifier: Apache-2.0
// The root is put in order before a shell relies on it.
#include <cudaenv/activation/shims.hpp>
#include <cudaenv/jobs/init_job.hpp>
#include <cudaenv/jobs/shim_upkeep.hpp>
#include <cudaenv/jobs/sweeps.hpp>

namespace cudaenv::jobs {

std::string prepare_shell(activation::Shell shell, const Session& session) {
    sweep_leftovers(session);
    refresh_shims(session.environment(), session.layout(), session.program());
    return activation::integration_text(shell, session.layout(), session.program());
}

}  // namespace cudaenv::jobs
