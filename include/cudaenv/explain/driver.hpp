// SPDX-License-Identifier: Apache-2.0
// The names of drivers and GPUs, and what a driver has to do with a toolkit.
#pragma once

#include <cudaenv/machine/machine.hpp>
#include <cudaenv/resolve/judgement.hpp>

#include <optional>
#include <string>

namespace cudaenv::explain {

/// "driver 460.80", "a driver of branch 460", "Windows driver 566.36", "JetPack 6 (L4T 36.4.7)".
std::string driver_name(const resolve::KnownDriver& driver);
/// The same; "no NVIDIA driver" where there is none.
std::string driver_name(const std::optional<resolve::KnownDriver>& driver);

/// "NVIDIA A100"; "compute capability 8.0" where only that is known.
std::string gpu_name(const machine::Gpu& gpu);

/// What the driver can run, and how the active toolkit, when there is one, stands to it: "can run
/// CUDA up to 12.4 (the number nvidia-smi shows); 11.2.2 is fine on it".
std::string driver_sentence(const std::optional<resolve::KnownDriver>& driver,
                            const std::optional<resolve::Judgement>& toolkit);

}  // namespace cudaenv::explain
