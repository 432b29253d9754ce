// SPDX-License-Identifier: Apache-2.0
// Looks whether what is named is there.
#include "store/missing.hpp"

#include <system_error>
#include <vector>

namespace cudaenv::store {

namespace {

bool is_there(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

std::vector<std::string> named_in_prefix(const Activation& activation) {
    std::vector<std::string> names = activation.paths;
    for (const auto& [variable, value] : activation.set) {
        if (value.starts_with("./")) names.push_back(value.substr(2));
    }
    return names;
}

std::vector<std::string> named_in_store(const Activation& activation) {
    std::vector<std::string> names;
    for (const auto& [variable, value] : activation.set) {
        if (value.starts_with(kStorePrefix))
            names.push_back("store/" + value.substr(kStorePrefix.size()));
    }
    return names;
}

}  // namespace

std::optional<std::string> find_missing(const Installed& environment) {
    for (const std::string& name : named_in_prefix(environment.activation)) {
        if (!is_there(environment.path / name)) return name;
    }
    for (const std::string& name : named_in_store(environment.activation)) {
        if (!is_there(environment.root / name)) return name;
    }
    return std::nullopt;
}

}  // namespace cudaenv::store
