// SPDX-License-Identifier: Apache-2.0
// What to do about a failure, as it is typed or configured.
#pragma once

#include <cudaenv/base/advice.hpp>

#include <string>

namespace cudaenv::explain {

/// "run the same command without --offline once".
std::string words(const Advice& advice);

/// Words as they are; empty where no cure is known.
std::string cure_words(const Cure& cure);

}  // namespace cudaenv::explain
