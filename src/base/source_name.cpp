// SPDX-License-Identifier: Apache-2.0
// Where archives come from.
#include "base/named_values.hpp"

#include <cudaenv/base/source_name.hpp>

namespace cudaenv {

namespace {

constexpr NamedValues<SourceName, 3> kSources{{{SourceName::redist, "redist"},
                                               {SourceName::debian, "debian"},
                                               {SourceName::wheels, "wheels"}}};

}  // namespace

std::string_view source_text(SourceName source) {
    return text_of(kSources, source);
}

std::optional<SourceName> find_source_name(std::string_view text) {
    return find_value(kSources, text);
}

std::vector<SourceName> source_names() {
    std::vector<SourceName> names;
    for (const auto& [source, text] : kSources) names.push_back(source);
    return names;
}

std::vector<std::string> source_texts(const std::vector<SourceName>& sources) {
    return texts_of(kSources, sources);
}

}  // namespace cudaenv
