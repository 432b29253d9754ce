// SPDX-License-Identifier: Apache-2.0
// pkg-config files with the prefix they really stand in.
#pragma once

#include <cudaenv/base/product.hpp>
#include <cudaenv/base/version.hpp>
#include <cudaenv/sys/cancel.hpp>
#include <cudaenv/sys/tree_writer.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::install {

/// `text` of an upstream .pc file with its own root, include and library directories replaced by
/// ones relative to the file
/// (${pcfiledir}), so that the prefix may be moved.
std::string relocated_pc(std::string_view text);

/// Rewrites every pkg-config/*.pc and writes <name>-X.Y.pc for the common libraries that have none,
/// each with an unversioned link (cudart.pc -> cudart-12.4.pc). `libraries` (cudnn -> 9.1.1.17)
/// have versions of their own. Returns the files written, relative to `prefix`.
std::vector<std::string> write_pkg_config(TreeWriter& prefix,
                                          const Version& toolkit,
                                          const std::map<Product, Version>& libraries,
                                          const CancelFlag& cancel);

}  // namespace cudaenv::install
