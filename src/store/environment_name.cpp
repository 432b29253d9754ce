// SPDX-License-Identifier: Apache-2.0
// Names of environments.
#include <cudaenv/base/text.hpp>
#include <cudaenv/store/environment_name.hpp>

#include <algorithm>
#include <vector>

namespace cudaenv::store {

namespace {

constexpr std::string_view kLabel = "lock";
constexpr std::size_t kLabelDigits = 8;

/// "gcc10", "full": what distinction() makes.
bool is_distinction(std::string_view word) {
    if (find_profile(word)) return true;
    const std::size_t digits = std::min(word.find_first_of("0123456789"), word.size());
    return digits < word.size() && find_compiler_kind(word.substr(0, digits)) &&
           word.find_first_not_of("0123456789", digits) == std::string_view::npos;
}

/// Leaves room for what tells two of the same name apart.
constexpr std::size_t kLongestOfLibraries = 60;

std::string name_of_earlier_programs(const Version& toolkit,
                                     const std::map<Product, Version>& libraries) {
    const auto cudnn = libraries.find(Product::cudnn);
    if (cudnn == libraries.end()) return toolkit.text();
    return toolkit.text() + "-cudnn" + cudnn->second.truncated(3).text();
}

}  // namespace

std::string default_environment_name(const Version& toolkit,
                                     const std::map<Product, Version>& libraries) {
    std::string name = name_of_earlier_programs(toolkit, libraries);
    std::size_t left_out = 0;
    for (const auto& [library, version] : libraries) {
        if (library == Product::cudnn) continue;
        const std::string part = "-" + std::string(product_text(library)) + version.text();
        if (left_out != 0 || name.size() + part.size() > kLongestOfLibraries) {
            ++left_out;
        } else {
            name += part;
        }
    }
    return left_out == 0 ? name : name + "-and" + std::to_string(left_out) + "more";
}

bool is_named_by_rule(std::string_view name,
                      const Version& toolkit,
                      const std::map<Product, Version>& libraries) {
    if (name == name_of_earlier_programs(toolkit, libraries)) return true;
    const std::string usual = default_environment_name(toolkit, libraries);
    if (!name.starts_with(usual)) return false;
    const std::string_view rest = name.substr(usual.size());
    if (rest.empty()) return true;
    const std::vector<std::string_view> words = split(rest.substr(1), '-');
    return rest.front() == '-' && std::all_of(words.begin(), words.end(), is_distinction);
}

std::string distinction(CompilerKind kind, const Version& version) {
    return std::string(compiler_kind_text(kind)) + std::to_string(version.major_number());
}

std::string distinction(Profile profile) {
    return std::string(profile_text(profile));
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
