// SPDX-License-Identifier: Apache-2.0
// Reads conda's match specifications.
#include "python/conda_spec.hpp"

#include <cudaenv/base/text.hpp>

#include <algorithm>
#include <array>
#include <vector>

namespace cudaenv::python {

namespace {

/// The value of `key` in "name[version='>=2', build='*cuda*']".
std::string bracket_value(std::string_view text, std::string_view key) {
    const auto at = text.find(std::string(key) + "=");
    if (at == std::string_view::npos) return {};
    auto value = text.substr(at + key.size() + 1);
    const char quote = value.empty() ? '\0' : value.front();
    if (quote == '\'' || quote == '"') {
        value.remove_prefix(1);
        return std::string(value.substr(0, value.find(quote)));
    }
    return std::string(value.substr(0, value.find_first_of(",]")));
}

/// "=2.5" is any 2.5.x, "2.5.1" that release; what begins with an operator is as Python writes it.
std::string with_operator(std::string_view version) {
    version = trim(version);
    const bool fuzzy = version.starts_with('=') && !version.starts_with("==");
    if (fuzzy) version.remove_prefix(1);
    if (version.empty() || version == "*") return {};
    if (version.starts_with("==") ||
        std::string_view("<>!~").find(version.front()) != std::string_view::npos)
        return std::string(version);
    const bool has_star = version.ends_with('*');
    if (has_star) version = version.substr(0, version.find_last_not_of(".*") + 1);
    if (version.empty()) return {};
    return "==" + std::string(version) + (fuzzy || has_star ? ".*" : "");
}

/// "12.1" of "==12.1.*"; empty where no one release is named.
std::string release_text(std::string_view version) {
    if (!version.starts_with("==")) return {};
    version.remove_prefix(2);
    if (version.ends_with(".*")) version.remove_suffix(2);
    return find_version(version) ? std::string(version) : std::string();
}

void add_version(const CondaSpec& spec,
                 std::string_view version,
                 const Stated& stated,
                 Needs& needs) {
    formats::Requirement requirement;
    requirement.name = spec.name;
    requirement.specifier = with_operator(version);
    if (!spec.build.empty()) requirement.extras.push_back(spec.build);
    needs.add(requirement, stated);
}

}  // namespace

std::string conda_version(std::string_view written) {
    return with_operator(written);
}

CondaSpec parse_conda_spec(std::string_view text) {
    text = trim(text.substr(0, text.find('#')));
    if (const auto channel = text.find("::"); channel != std::string_view::npos)
        text = trim(text.substr(channel + 2));
    CondaSpec spec;
    const auto end = text.find_first_of(" \t=<>!~[");
    spec.name = to_lower(text.substr(0, end));
    if (end == std::string_view::npos) return spec;
    const auto rest_text = replace_all(std::string(trim(text.substr(end))), ", ", ",");
    const std::string_view rest = rest_text;
    if (rest.starts_with('[')) {
        spec.version = bracket_value(rest, "version");
        spec.build = bracket_value(rest, "build");
        return spec;
    }
    // "=2.5.1=py311*", "==2.5.1=py311*", ">=2.4,<3 py311*", "2.5.1 py311*"
    const auto start = std::min(rest.find_first_not_of("=<>!~ "), rest.size());
    const auto version_end = std::min(rest.find_first_of(" \t", start), rest.size());
    auto build_at = version_end;
    // Behind an operator of its own ("<3" behind a comma) no '=' begins a build.
    for (auto at = rest.find('=', start); at < version_end; at = rest.find('=', at + 1)) {
        if (std::string_view("<>!~=").find(rest[at - 1]) != std::string_view::npos ||
            (at + 1 < rest.size() && rest[at + 1] == '='))
            continue;
        build_at = at;
        break;
    }
    spec.version = trim(rest.substr(0, build_at));
    spec.build = trim(rest.substr(std::min(build_at + 1, rest.size())));
    return spec;
}

void add_conda_spec(const CondaSpec& spec, const Stated& stated, Needs& needs) {
    constexpr std::array<std::string_view, 3> runtimes{
        "cudatoolkit", "cuda-version", "cuda-cudart"};
    const auto version = with_operator(spec.version);
    if (spec.name == "cpuonly") return needs.set_build("torch", "cpu", stated.condition);
    if (spec.name == "pytorch-cuda")
        return needs.set_build("torch", "cuda" + release_text(version), stated.condition);
    if (std::find(runtimes.begin(), runtimes.end(), spec.name) != runtimes.end())
        return needs.add_wheel(NvidiaWheel::runtime, version, stated);
    if (spec.name == "cudnn") return needs.add_wheel(NvidiaWheel::cudnn, version, stated);
    // "2.4|2.5" is one or the other: each is a release that is allowed.
    for (const auto one : split(spec.version, '|')) add_version(spec, one, stated, needs);
}

void add_conda_package(std::string_view name, const Stated& stated, Needs& needs) {
    const auto build_dash = name.rfind('-');
    if (build_dash == std::string_view::npos || build_dash == 0) return;
    const auto version_dash = name.rfind('-', build_dash - 1);
    if (version_dash == std::string_view::npos) return;
    const CondaSpec spec{
        to_lower(name.substr(0, version_dash)),
        "==" + std::string(name.substr(version_dash + 1, build_dash - version_dash - 1)),
        std::string(name.substr(build_dash + 1))};
    add_conda_spec(spec, stated, needs);
}

}  // namespace cudaenv::python
