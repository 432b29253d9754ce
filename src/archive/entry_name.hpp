// SPDX-License-Identifier: Apache-2.0
// Arithmetic on the names that an archive claims; pure, and the only judge of them.
#pragma once

#include <cudaenv/archive/unpack.hpp>

#include <string>
#include <string_view>

namespace cudaenv::archive {

/// `raw` without "." and empty components; "" for the archive's root. Throws Refusal, starting with
/// `what` ("its name"), for absolute names, "..", and what `check_name` refuses.
std::string clean_name(std::string_view raw, const Limits& limits, std::string_view what);

/// Throws Refusal when the cleaned `name` has a control character, belongs to cudaenv itself, or is
/// longer or deeper than a file system takes or `limits` allow.
void check_name(std::string_view name, const Limits& limits, std::string_view what);

/// True for what `clean_name` would leave as it is.
bool is_clean_name(std::string_view name);

/// Throws Refusal when the text of a link has a control character or is longer than allowed.
void check_target(std::string_view target, const Limits& limits, std::string_view what);

/// The cleaned entry name that the symbolic link `link` points to; an absolute `target` counts from
/// the archive's root. Throws Refusal when it leaves the archive's tree.
std::string resolve_target(std::string_view link, std::string_view target);

/// What a symbolic link at `link` must say to reach `target`; both cleaned and below one root.
std::string relative_target(std::string_view link, std::string_view target);

}  // namespace cudaenv::archive
