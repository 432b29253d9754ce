// SPDX-License-Identifier: Apache-2.0
// What pip installs a build of a framework by.
#pragma once

#include <cudaenv/resolve/framework.hpp>

namespace cudaenv::resolve {

/// nullopt when no way is known: only a plain install gives such wheels and it gives another build,
/// the build is conda's, it does not exist for the platform, or it is a pre-release.
std::optional<PipInstall> find_pip_install(const catalog::FrameworkRow& row,
                                           const catalog::FrameworkBuild& build,
                                           const std::string& release,
                                           Platform platform);

}  // namespace cudaenv::resolve
