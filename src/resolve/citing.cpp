// SPDX-License-Identifier: Apache-2.0
// Naming the documents that the numbers come from.
#include "resolve/citing.hpp"

#include <algorithm>

namespace cudaenv::resolve {

namespace {

/// A document's name without the remarks behind it.
std::string short_name(const std::string& description) {
    return description.substr(0, description.find(" ("));
}

}  // namespace

void cite(const catalog::Citations& documents,
          const std::vector<std::string>& keys,
          std::vector<std::string>& cited) {
    for (const auto& key : keys) {
        const auto document = documents.find(key);
        if (document == documents.end()) continue;
        auto name = short_name(document->second);
        if (std::find(cited.begin(), cited.end(), name) == cited.end())
            cited.push_back(std::move(name));
        return;
    }
}

}  // namespace cudaenv::resolve
