// SPDX-License-Identifier: Apache-2.0
// How a toolkit must at least run on a machine to be taken.
#pragma once

#include <optional>
#include <string_view>

namespace cudaenv {

/// The weakest way to run that the user accepts; any: also where it does not run.
enum class Compat { native, minor, forward, any };

/// "native", "minor", "forward", "any".
std::string_view compat_text(Compat compat);
std::optional<Compat> find_compat(std::string_view text);

}  // namespace cudaenv
