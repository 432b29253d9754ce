// SPDX-License-Identifier: Apache-2.0
// Why a decision is as it is, sentence by sentence.
#pragma once

#include <cudaenv/resolve/resolution.hpp>

#include <string>

namespace cudaenv::explain {

/// "newest CUDA 11 that driver 460.80 runs natively (needs 460.32.03 or newer)".
std::string toolkit_reason(const resolve::Resolution& resolution);

/// Tells driver and toolkit apart: "driver 460.80 runs CUDA up to 11.2 (the number nvidia-smi
/// shows); toolkit 11.2.2 (the number nvcc shows) is fine on it".
std::string layers(const resolve::Resolution& resolution);

/// Why it was passed over, and how it can be had all the same.
std::string words(const resolve::Rejected& rejected);
std::string words(const resolve::Weighed& weighed);

/// "a driver runs every toolkit whose minimum it reaches, however old the toolkit is".
std::string words(const resolve::Rule& rule);

}  // namespace cudaenv::explain
