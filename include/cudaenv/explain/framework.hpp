// SPDX-License-Identifier: Apache-2.0
// How a framework itself runs on a machine, in one sentence.
#pragma once

#include <cudaenv/resolve/framework.hpp>

#include <string>

namespace cudaenv::explain {

/// "driver 470.57.02 is too old: it needs 525.60.13 or newer".
std::string verdict_words(const resolve::FrameworkAnswer& answer);

}  // namespace cudaenv::explain
