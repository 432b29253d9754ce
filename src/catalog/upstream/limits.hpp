// SPDX-License-Identifier: Apache-2.0
// What upstream's files may cost.
#pragma once

#include <cudaenv/formats/json_limits.hpp>

namespace cudaenv::catalog {

/// Manifests and index pages of one product have some hundred kB; seen.json grows by 100 bytes for
/// each manifest.
inline constexpr formats::JsonLimits kJsonLimits{.bytes = 32U << 20U};

}  // namespace cudaenv::catalog
