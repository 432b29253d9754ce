// SPDX-License-Identifier: Apache-2.0
// Locates NVIDIA's component archives and maps <component>-…-archive/{bin,include,lib,…}.
#include "source/redist_source.hpp"

#include "source/path_rules.hpp"

#include <cudaenv/base/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace cudaenv::source {
namespace {

constexpr auto kLibcufileRules = std::to_array<PathRule>({
    {"*/etc/**", "gds/$2"},
    {"*/tools/**", "gds/tools/$2"},
    {"*/man/**", "gds/man/$2"},
});

// One archive of these has builds for several toolkits, in lib/10.2, lib/11.0, lib/11, lib/12.
constexpr auto kPerToolkitComponents =
    std::to_array<std::string_view>({"libcusparse_lt", "libcutensor"});
constexpr auto kPerToolkitRules = std::to_array<PathRule>({
    {"*/lib/{toolkit}/**", "lib/$2"},
    {"*/lib/1*/**", kDrop},
});

// The first component is the archive's own directory. A targets/ directory must never appear in a
// prefix unless it is complete: its mere existence makes nvcc look only there.
constexpr auto kRules = std::to_array<PathRule>({
    {"*/LICENSE*", "share/licenses/{component}/LICENSE$2"},
    {"*/*.txt", "share/licenses/{component}/$2.txt"},
    {"*/targets/*/include/**", "include/$3"},
    {"*/targets/*/lib/**", "lib/$3"},
    {"*/targets/*/lib64/**", "lib/$3"},
    {"*/targets/**", kDrop},
    {"*/pkgconfig/**", "pkg-config/$2"},
    {"*/lib/pkgconfig/**", "pkg-config/$2"},
    {"*/lib64/pkgconfig/**", "pkg-config/$2"},
    {"*/lib64/**", "lib/$2"},
    {"*/**", "$2"},
});

/// The directory of a toolkit's builds: by its minor for 10.x and 11.0, later by its major.
std::string build_directory(const Version& toolkit) {
    const bool by_minor = toolkit < parse_version("11.1");
    return toolkit.truncated(by_minor ? 2 : 1).text();
}

bool has_builds_per_toolkit(const catalog::Archive& archive) {
    return std::find(kPerToolkitComponents.begin(),
                     kPerToolkitComponents.end(),
                     archive.component) != kPerToolkitComponents.end();
}

}  // namespace

RedistSource::RedistSource(const Settings& settings)
    : base_(settings.redist_url), plain_http_hosts_(settings.plain_http_hosts) {}

std::optional<Obstacle> RedistSource::find_obstacle() const {
    if (base_) return std::nullopt;
    return Obstacle{"no address of NVIDIA's redistributables is configured",
                    Advice::set_redist_address};
}

std::vector<NamedUrl> RedistSource::asked_places() const {
    NamedUrl place = *base_;
    // What is above the archives a host may well forbid to list.
    if (!place.url.is_local()) place.url = place.url.joined("cuda/redist/");
    return {place};
}

std::vector<Address> RedistSource::locate(const catalog::Archive& archive,
                                          const Purpose& purpose,
                                          net::Client& /*client*/,
                                          const CancelFlag& /*cancel*/) const {
    // Manifests may say "../../../pool/…": the result is judged, not the text. Unlike a link on a
    // page, what is below keeps the query of the base, which may be what opens it.
    const Url directory =
        base_->url.joined(std::string(product_text(purpose.product)) + "/redist/");
    const UrlReading reading = directory.resolve(archive.path);
    if (reading.url && reading.url->has_origin_of(directory))
        return {{directory.joined(archive.path)}};
    throw Error(ErrorKind::refused,
                fmt::format("the address of {} leads away from {}: {}",
                            archive.component,
                            base_->shown(),
                            reading.url ? reading.url->shown() : reading.fault),
                "the catalogue is damaged: update cudaenv; if that does not help, report it");
}

std::string RedistSource::label(const catalog::Archive& archive) const {
    return archive.component;
}

archive::Mapping RedistSource::mapping(const catalog::Archive& archive,
                                       const Purpose& purpose) const {
    PathRules rules(
        Words{{"component", archive.component}, {"toolkit", build_directory(purpose.toolkit)}});
    if (archive.component == "libcufile") rules.add(kLibcufileRules);
    if (has_builds_per_toolkit(archive)) rules.add(kPerToolkitRules);
    rules.add(kRules);
    return prefix_mapping(std::move(rules));
}

void RedistSource::complete(TreeWriter& /*tree*/,
                            const Purpose& /*purpose*/,
                            const std::filesystem::path& /*system_root*/,
                            const CancelFlag& /*cancel*/) const {
    // Component archives are complete: their development links are in the tar files.
}

net::ClientOptions RedistSource::client_options() const {
    net::ClientOptions options;
    options.policy.plain_http_hosts = plain_http_hosts_;
    return options;
}

}  // namespace cudaenv::source
