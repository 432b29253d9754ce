// SPDX-License-Identifier: Apache-2.0
// Cuts the file name of a wheel.
#include "python/wheel_name.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/formats/python_names.hpp>
#include <cudaenv/formats/version_specifier.hpp>
#include <cudaenv/python/frameworks.hpp>

#include <vector>

namespace cudaenv::python {

namespace {

/// PEP 427: name, version, perhaps a build number, and three tags.
constexpr std::size_t kLeastPieces = 5;

/// The address without what stands behind its path.
std::string_view path_of(std::string_view address) {
    return address.substr(0, address.find_first_of("?#"));
}

/// The pieces of the wheel's name, with '+' as itself; empty when it is no wheel's.
std::vector<std::string> pieces_of(std::string_view address) {
    const auto path = path_of(address);
    std::string_view file = path.substr(path.rfind('/') + 1);
    if (!file.ends_with(".whl")) return {};
    file.remove_suffix(std::string_view(".whl").size());
    std::vector<std::string> pieces;
    for (const auto piece : split(file, '-'))
        pieces.push_back(replace_all(replace_all(std::string(piece), "%2B", "+"), "%2b", "+"));
    return pieces;
}

}  // namespace

std::string specifier_of_wheel(std::string_view address) {
    const auto pieces = pieces_of(address);
    return pieces.size() < 2 ? std::string() : "==" + pieces[1];
}

std::optional<formats::Requirement> find_wheel_requirement(std::string_view text) {
    text = trim(text);
    formats::Requirement requirement;
    if (const auto marker = text.find(" ;"); marker != std::string_view::npos) {
        requirement.marker = trim(text.substr(marker + 2));
        text = trim(text.substr(0, marker));
    }
    // "torch @ https://…" and "jax[cuda12] @ …" say more before their address.
    if (text.find_first_of(" \t[") != std::string_view::npos || text.find('@') < text.find("://"))
        return std::nullopt;
    const auto pieces = pieces_of(text);
    if (pieces.size() < kLeastPieces) return std::nullopt;
    requirement.name = formats::normalised_name(pieces[0]);
    requirement.url = text;
    return requirement;
}

BuildLabel label_of_requirement(const formats::Requirement& requirement) {
    const auto specifier = formats::parse_version_specifier(
        requirement.url.empty() ? requirement.specifier : specifier_of_wheel(requirement.url));
    return parse_build_label(specifier.local);
}

bool is_wheel_address(std::string_view text) {
    return find_wheel_requirement(text).has_value();
}

}  // namespace cudaenv::python
