// SPDX-License-Identifier: Apache-2.0
// Which releases of a framework's rows a question means.
#pragma once

#include <cudaenv/base/spec.hpp>
#include <cudaenv/catalog/tables/framework_table.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cudaenv::resolve {

/// The rows of a framework, newest first.
std::vector<const catalog::FrameworkRow*> rows_of(const std::string& framework,
                                                  const catalog::FrameworkTable& table);

/// The row of the very release that the spec names; nullptr when it leaves the release open, or
/// none has it.
const catalog::FrameworkRow* find_named_row(const std::string& framework,
                                            const Spec& spec,
                                            const catalog::FrameworkTable& table);

/// How a release of the row that satisfies the spec is called; nullopt when none does. A row stands
/// for patch releases that it does not list, so what the spec mentions is tried, and a later patch.
std::optional<std::string> matching_release(const catalog::FrameworkRow& row,
                                            const Spec& spec,
                                            const catalog::FrameworkTable& table);

/// The releases just below and above what the spec mentions, else the newest.
std::vector<Version> nearest_releases(const std::vector<const catalog::FrameworkRow*>& newest_first,
                                      const Spec& spec);

}  // namespace cudaenv::resolve
