// SPDX-License-Identifier: Apache-2.0
// Specs that no known release satisfies, and what was meant by them.
#include "resolve/toolkit/releases.hpp"

#include <cudaenv/base/near.hpp>
#include <cudaenv/base/spec_spelling.hpp>
#include <cudaenv/resolve/resolve.hpp>

#include <algorithm>

namespace cudaenv::resolve {

namespace {

bool is_known(const Spec& spec, const std::vector<KnownRelease>& known) {
    return std::any_of(known.begin(), known.end(), [&spec](const KnownRelease& release) {
        return spec.matches(release.version);
    });
}

/// The ordinary releases just below and just above what is asked for.
void add_nearest(UnknownRelease& unknown, const std::vector<KnownRelease>& known) {
    const Version& version = unknown.request.version();
    for (const KnownRelease& each : known) {
        if (each.is_prerelease() || each.is_yanked()) continue;
        if (each.version < version) unknown.below = each.version;
        if (each.version > version) {
            unknown.above = each.version;
            return;
        }
    }
}

}  // namespace

std::optional<UnknownRelease> find_unknown_release(const Spec& spec,
                                                   const catalog::Facts& catalog) {
    if (!names_releases(spec)) return std::nullopt;
    const std::vector<KnownRelease> known = known_releases(catalog);
    if (is_known(spec, known)) return std::nullopt;
    UnknownRelease unknown{spec};
    if (spec.kind() != Spec::Kind::version) return unknown;
    const auto& left_out = catalog.drivers().never_released;
    unknown.was_never_released =
        std::find(left_out.begin(), left_out.end(), spec.version().truncated(2)) != left_out.end();
    add_nearest(unknown, known);
    return unknown;
}

std::optional<Spec> find_meant(std::string_view text, const catalog::Facts& catalog) {
    constexpr const char* latest = "latest";
    if (is_near(text, latest)) return parse_spec(latest);
    const auto number = find_number_in(text);
    if (!number) return std::nullopt;
    Spec meant = parse_spec(*number);
    return is_known(meant, known_releases(catalog)) ? std::optional(std::move(meant))
                                                    : std::nullopt;
}

}  // namespace cudaenv::resolve
