// SPDX-License-Identifier: Apache-2.0
// Where archives come from.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv {

/// In the order of their texts.
enum class SourceName {
    debian,  ///< packages of a Debian mirror
    redist,  ///< NVIDIA's redistributable archives
    wheels,  ///< a Python package index
};

/// As manifests, records, locks, config.yaml and the command line spell it: "debian", "redist".
std::string_view source_text(SourceName source);
std::optional<SourceName> find_source_name(std::string_view text);
/// All, in the order in which they are preferred when nothing else is configured.
std::vector<SourceName> source_names();

std::vector<std::string> source_texts(const std::vector<SourceName>& sources);

}  // namespace cudaenv
