// SPDX-License-Identifier: Apache-2.0
// Where the host compiler of an environment comes from.
#pragma once

#include <optional>
#include <string_view>

namespace cudaenv {

/// Of the machine, of the store, where cudaenv put it, or none at all.
enum class CompilerOrigin { system, store, none };

/// "system", "store", "none".
std::string_view compiler_origin_text(CompilerOrigin origin);
std::optional<CompilerOrigin> find_compiler_origin(std::string_view text);

}  // namespace cudaenv
