// SPDX-License-Identifier: Apache-2.0
// Named steps at which a test build can be parked, and killed or let go on, to prove that nothing
// half-done shows and nothing that changed meanwhile is believed.
#pragma once

namespace cudaenv {

/// In builds with CUDAENV_CHECKPOINTS: when $CUDAENV_CHECKPOINT is "<name>:<file>", creates <file>
/// and waits until it is removed; the step is passed freely from then on. Otherwise, and in every
/// other build, does nothing.
void checkpoint(const char* name);

}  // namespace cudaenv
