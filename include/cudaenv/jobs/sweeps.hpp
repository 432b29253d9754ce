// SPDX-License-Identifier: Apache-2.0
// Clearing up behind commands that were killed, which every command that changes the root does on
// its way.
#pragma once

#include <cudaenv/jobs/session.hpp>

namespace cudaenv::jobs {

/// Before anything is changed; as install::sweep_leftovers().
void sweep_leftovers(const Session& session);
/// After installs, unless downloads are kept; as install::sweep_downloads().
void sweep_downloads(Session& session);

}  // namespace cudaenv::jobs
