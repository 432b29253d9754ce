// SPDX-License-Identifier: Apache-2.0
// What the rest of this module needs to know of an interruption.
#pragma once

namespace cudaenv {

/// Whether a signal asked this process to stop.
bool is_interrupted();

/// While it lives an interruption sets the flag only: another program decides how long it takes.
class EndHeldOff {
 public:
    EndHeldOff();
    ~EndHeldOff();
    EndHeldOff(const EndHeldOff&) = delete;
    EndHeldOff& operator=(const EndHeldOff&) = delete;
};

}  // namespace cudaenv
