// SPDX-License-Identifier: Apache-2.0
// Names of environments.
#include <cudaenv/base/version.hpp>
#include <cudaenv/store/environment_name.hpp>

namespace cudaenv::store {

namespace {

constexpr std::string_view kLabel = "lock";
constexpr std::size_t kLabelDigits = 8;

}  // namespace

std::string default_environment_name(const Version& toolkit,
                                     const std::map<Product, Version>& libraries) {
    const auto cudnn = libraries.find(Product::cudnn);
    if (cudnn == libraries.end()) return toolkit.text();
    return toolkit.text() + "-cudnn" + cudnn->second.truncated(3).text();
}

std::string lock_label(const std::string& identity_hex) {
    return std::string(kLabel) + identity_hex.substr(0, kLabelDigits);
}

bool has_lock_label(std::string_view name) {
    const std::size_t dash = name.rfind('-');
    if (dash == std::string_view::npos || !name.substr(dash + 1).starts_with(kLabel)) return false;
    const std::string_view digits = name.substr(dash + 1 + kLabel.size());
    return digits.size() == kLabelDigits &&
           digits.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace cudaenv::store
