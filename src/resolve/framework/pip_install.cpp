// SPDX-License-Identifier: Apache-2.0
// What pip installs a build of a framework by.
#include "resolve/framework/pip_install.hpp"

#include <cudaenv/base/text.hpp>

#include <algorithm>

namespace cudaenv::resolve {

namespace {

using catalog::FrameworkBuild;
using catalog::FrameworkRow;

/// Whether a plain install on the platform gives the build.
bool is_plain(const FrameworkRow& row, const FrameworkBuild& build, Platform platform) {
    const auto* usual = row.default_build();
    if (usual == nullptr || usual->cuda != build.cuda) return false;
    const auto& platforms = row.default_platforms;
    return platforms.empty() ||
           std::find(platforms.begin(), platforms.end(), platform) != platforms.end();
}

/// "126" of 12.6.3.
std::string cu_of(const Version& cuda) {
    return replace_all(cuda.truncated(2).text(), ".", "");
}

}  // namespace

std::optional<PipInstall> find_pip_install(const FrameworkRow& row,
                                           const FrameworkBuild& build,
                                           const std::string& release,
                                           Platform platform) {
    const auto& way = build.pip ? build.pip : row.pip;
    const auto version = find_version(release);
    if (!way || build.conda_only || !version || version->is_prerelease()) return std::nullopt;
    if (!build.platforms.empty() && build.find_platform(platform) == nullptr) return std::nullopt;
    // A release that is only known as a series: pip takes its newest.
    const auto named = version->numbers().size() < 3 ? release + ".*" : release;
    const auto fill = [&](const std::string& text) {
        auto filled = replace_all(text, "{release}", named);
        filled = replace_all(filled, "{cu}", cu_of(build.cuda));
        return replace_all(filled, "{major}", std::to_string(build.cuda.major_number()));
    };
    if (!way->usual.empty() && is_plain(row, build, platform)) return PipInstall{fill(way->usual)};
    if (way->requirement.empty()) return std::nullopt;
    PipInstall install{fill(way->requirement), fill(way->index_url)};
    for (const auto& address : way->extra_index_urls)
        install.extra_index_urls.push_back(fill(address));
    install.find_links = fill(way->find_links);
    return install;
}

}  // namespace cudaenv::resolve
