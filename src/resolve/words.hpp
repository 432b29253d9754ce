// SPDX-License-Identifier: Apache-2.0
// Small pieces of sentences that several parts of the resolver say.
#pragma once

#include <cudaenv/base/spec.hpp>
#include <cudaenv/machine/machine.hpp>

#include <string>

namespace cudaenv::resolve {

/// "CUDA 11", "CUDA >=12.1,<12.5"; "CUDA" for `latest`.
std::string release_words(const Spec& spec);
/// As a user types it behind a command: a range is quoted, or the shell would redirect.
std::string argument_words(const Spec& spec);
/// "11.2" of 11.2.2: what a user types for it.
std::string prefix_words(const Version& release);

/// "driver 460.80", "the Windows driver 566.36", "this Jetson (L4T 36.4.7)".
std::string driver_words(const machine::Driver& driver);

}  // namespace cudaenv::resolve
