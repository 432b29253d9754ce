// SPDX-License-Identifier: Apache-2.0
// What `catalog update` saw, as JSON.
#include "catalog/upstream/limits.hpp"

#include <cudaenv/catalog/upstream/seen.hpp>
#include <cudaenv/formats/json.hpp>

#include <nlohmann/json.hpp>

namespace cudaenv::catalog {

std::string render_seen(const SeenManifests& seen) {
    nlohmann::ordered_json manifests = nlohmann::ordered_json::object();
    for (const auto& [path, digest] : seen) manifests[path] = digest.hex();
    return nlohmann::ordered_json{{"schema", 1}, {"manifests", std::move(manifests)}}.dump(2) +
           "\n";
}

SeenManifests parse_seen(std::string_view text, const std::string& file) {
    const formats::Document document = formats::parse_json(text, file, kJsonLimits);
    SeenManifests seen;
    for (const auto& [path, digest] : document.root().require("manifests").entries())
        seen.emplace(path, digest.sha256());
    return seen;
}

}  // namespace cudaenv::catalog
