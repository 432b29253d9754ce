// SPDX-License-Identifier: Apache-2.0
// Named steps at which a test build can be parked and killed, to prove that nothing half-done
// shows.
#pragma once

namespace cudaenv {

/// In builds with CUDAENV_CHECKPOINTS: when $CUDAENV_CHECKPOINT is "<name>:<file>", creates <file>
/// and waits for a signal. Otherwise, and in every other build, does nothing.
void checkpoint(const char* name);

}  // namespace cudaenv
