// SPDX-License-Identifier: Apache-2.0
// What `catalog update` saw: a published manifest must not change afterwards.
#pragma once

#include <cudaenv/base/sha256.hpp>

#include <map>
#include <string>
#include <string_view>

namespace cudaenv::catalog {

/// "cuda/redistrib_13.6.0.json" -> digest of its bytes.
using SeenManifests = std::map<std::string, Sha256>;

/// JSON, sorted.
std::string render_seen(const SeenManifests& seen);
/// Throws Error(integrity) naming `file`.
SeenManifests parse_seen(std::string_view text, const std::string& file);

}  // namespace cudaenv::catalog
