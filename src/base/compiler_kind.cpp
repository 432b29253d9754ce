// SPDX-License-Identifier: Apache-2.0
// The kinds of host compiler that nvcc can use.
#include "base/named_values.hpp"

#include <cudaenv/base/compiler_kind.hpp>

namespace cudaenv {

namespace {

constexpr NamedValues<CompilerKind, 2> kKinds{
    {{CompilerKind::gcc, "gcc"}, {CompilerKind::clang, "clang"}}};

}  // namespace

std::string_view compiler_kind_text(CompilerKind kind) {
    return text_of(kKinds, kind);
}

std::optional<CompilerKind> find_compiler_kind(std::string_view text) {
    return find_value(kKinds, text);
}

}  // namespace cudaenv
