// SPDX-License-Identifier: Apache-2.0
// How else people write releases: "v11.2", "cuda-11.2", "cu121", "12.x".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cudaenv {

/// `text`, without blanks around, as a spec is written, where its meaning is plain:
/// - our own words in any letter case: "Latest";
/// - a "v" or "cuda" before a version or a range, and what stands between the two: "v11.2",
///   "cuda-11.2", "cuda@11.2", "cuda=11.2", "cuda==11.2", "cuda/11.2", "CUDA 11.2", "cuda>=12";
/// - the labels of Python wheels and conda builds: "cu121", "cuda118", "cu92" (the last digit is
/// the
///   minor version), "cu12" (the major version);
/// - a wildcard behind a version: "12.x", "12.*", "==12.4.*", "12x"; conda's "=12.4".
/// Anything else as it is.
std::string plain_spelling(std::string_view text);

/// The first number of a release inside other text, to suggest: 11.2 of "11,2" and of
/// "cuda-toolkit-11-2".
std::optional<std::string> find_number_in(std::string_view text);

}  // namespace cudaenv
