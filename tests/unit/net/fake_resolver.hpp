// SPDX-License-Identifier: Apache-2.0
// Names that exist for these tests only: this program looks names up by itself, so that no name
// server is asked.
#pragma once

namespace cudaenv::net {

/// Nobody ever answers what its address is.
inline constexpr const char* kSilentName = "silent.test";
/// Its address is 127.0.0.1.
inline constexpr const char* kLoopbackName = "loopback.test";
// Every other name below ".test" does not exist.

/// Lets lookups of kSilentName end, before the program does.
void end_silence();

}  // namespace cudaenv::net
