// SPDX-License-Identifier: Apache-2.0
// Reading the files of this directory.
#include "facts/truth.hpp"

#include <cudaenv/formats/yaml.hpp>
#include <cudaenv/sys/files.hpp>

#include <filesystem>

namespace cudaenv::facts {

const catalog::Catalog& shipped() {
    static const catalog::Catalog one(catalog::shipped_manifests());
    return one;
}

Truth::Truth(const std::string& file)
    : document_(
          formats::parse_yaml(read_file_text(std::filesystem::path(CUDAENV_FACTS) / file), file)) {}

std::vector<formats::Value> Truth::rows(const std::string& key) const {
    const formats::Value list = document_.root().require(key);
    std::vector<formats::Value> rows = list.list();
    if (rows.empty()) list.fail("no rows");
    return rows;
}

}  // namespace cudaenv::facts
