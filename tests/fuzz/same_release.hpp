// SPDX-License-Identifier: Apache-2.0
// What importers promise: a release can be written as a manifest, and reads
// as the same.
#pragma once

#include "fuzz/fuzz.hpp"

#include <cudaenv/catalog/manifest_text.hpp>
#include <cudaenv/formats/yaml.hpp>

namespace cudaenv::fuzz {

/// Ends the process for a release that is written otherwise once it has been read. Throws Error for
/// what no manifest may say, such as a path with a blank: importers leave that to the reader.
inline void require_same_release(const catalog::Release& release) {
    const std::string text = catalog::render_release(release);
    const auto again = catalog::read_release(formats::parse_yaml(text, "again"));
    require(catalog::render_release(again) == text, "reading what was written changes nothing");
}

}  // namespace cudaenv::fuzz
