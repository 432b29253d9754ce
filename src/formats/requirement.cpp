// SPDX-License-Identifier: Apache-2.0
// Reads PEP 508 requirements.
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/base/url.hpp>
#include <cudaenv/formats/python_names.hpp>
#include <cudaenv/formats/requirement.hpp>

#include <fmt/format.h>

namespace cudaenv::formats {

namespace {

constexpr std::string_view kAcceptedForms =
    "accepted forms: torch, torch==2.6.0, torch==2.6.0+cu124, \"torch>=2.4,<3\", jax[cuda12]";
constexpr std::size_t kLongestShown = 100;

/// Cuts `text` at the first `mark` and returns what stood behind it.
std::string_view cut_behind(std::string_view& text, std::string_view mark) {
    const auto at = text.find(mark);
    if (at == std::string_view::npos) return {};
    const auto behind = trim(text.substr(at + mark.size()));
    text = trim(text.substr(0, at));
    return behind;
}

Error malformed(std::string_view text, std::string_view reason) {
    return {
        ErrorKind::usage,
        fmt::format(
            "'{}' is no requirement: {}", without_addresses(text.substr(0, kLongestShown)), reason),
        std::string(kAcceptedForms)};
}

}  // namespace

Requirement parse_requirement(std::string_view text) {
    std::string_view rest = trim(text);
    const std::string_view name = take_name(rest);
    if (name.empty()) throw malformed(text, "it begins with no package name");
    Requirement requirement;
    requirement.name = normalised_name(name);
    if (rest.starts_with('[')) {
        const auto end = rest.find(']');
        if (end == std::string_view::npos) throw malformed(text, "'[' is never closed");
        for (const auto extra : split(rest.substr(1, end - 1), ','))
            requirement.extras.push_back(normalised_name(trim(extra)));
        rest = trim(rest.substr(end + 1));
    }
    if (rest.starts_with('@')) {
        rest = trim(rest.substr(1));
        // A ';' may stand in an address; before a marker there is a blank.
        requirement.marker = cut_behind(rest, " ;");
        requirement.url = rest;
        return requirement;
    }
    requirement.marker = cut_behind(rest, ";");
    if (rest.starts_with('(') && rest.ends_with(')')) rest = trim(rest.substr(1, rest.size() - 2));
    constexpr std::string_view operators = "=~!<>";
    if (!rest.empty() && operators.find(rest.front()) == std::string_view::npos)
        throw malformed(text, "behind the name stands neither a version condition nor a marker");
    requirement.specifier = rest;
    return requirement;
}

}  // namespace cudaenv::formats
