// SPDX-License-Identifier: Apache-2.0
// The kinds of host compiler that nvcc can use.
#pragma once

#include <optional>
#include <string_view>

namespace cudaenv {

enum class CompilerKind { gcc, clang };

/// "gcc", "clang".
std::string_view compiler_kind_text(CompilerKind kind);
std::optional<CompilerKind> find_compiler_kind(std::string_view text);

}  // namespace cudaenv
