// SPDX-License-Identifier: Apache-2.0
// Where the host compiler of an environment comes from.
#include "base/named_values.hpp"

#include <cudaenv/base/compiler_origin.hpp>

namespace cudaenv {

namespace {

constexpr NamedValues<CompilerOrigin, 3> kOrigins{{{CompilerOrigin::system, "system"},
                                                   {CompilerOrigin::store, "store"},
                                                   {CompilerOrigin::none, "none"}}};

}  // namespace

std::string_view compiler_origin_text(CompilerOrigin origin) {
    return text_of(kOrigins, origin);
}

std::optional<CompilerOrigin> find_compiler_origin(std::string_view text) {
    return find_value(kOrigins, text);
}

}  // namespace cudaenv
