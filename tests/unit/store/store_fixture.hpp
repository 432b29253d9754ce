// SPDX-License-Identifier: Apache-2.0
// A layout below a fresh directory, and environments written into it.
#pragma once

#include "support/temp_dir.hpp"

#include <cudaenv/store/activation_file.hpp>
#include <cudaenv/store/layout.hpp>
#include <cudaenv/store/record.hpp>
#include <cudaenv/sys/files.hpp>

#include <map>
#include <string>

namespace cudaenv::store::test {

inline Layout layout_below(const fs::path& directory) {
    return {directory / "root", directory / "cache", directory / "config"};
}

inline void add_environment(const fs::path& root,
                            const std::string& name,
                            const std::string& toolkit,
                            const std::map<Product, std::string>& libraries = {}) {
    Activation activation;
    activation.toolkit = toolkit;
    for (const auto& [library, version] : libraries)
        activation.libraries.emplace(product_text(library), version);
    replace_file(root / "environments" / name / ".cudaenv/activation",
                 render_activation(activation));
}

inline void add_record(const Layout& layout, const Record& record) {
    replace_file(layout.environment(record.name) / ".cudaenv/record.json", render_record(record));
}

}  // namespace cudaenv::store::test
