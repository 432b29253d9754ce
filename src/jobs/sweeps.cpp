// SPDX-License-Identifier: Apache-2.0
// Where a session clears up.
#include <cudaenv/install/leftovers.hpp>
#include <cudaenv/jobs/sweeps.hpp>

namespace cudaenv::jobs {

void sweep_leftovers(const Session& session) {
    install::sweep_leftovers(session.layout(), session.cancel());
}

void sweep_downloads(Session& session) {
    if (session.config().keep_downloads) return;
    install::sweep_downloads(session.layout(), session.cancel());
}

}  // namespace cudaenv::jobs
