// SPDX-License-Identifier: Apache-2.0
// How a toolkit must at least run on a machine to be taken.
#include "base/named_values.hpp"

#include <cudaenv/base/compat.hpp>

namespace cudaenv {

namespace {

constexpr NamedValues<Compat, 4> kCompats{{{Compat::native, "native"},
                                           {Compat::minor, "minor"},
                                           {Compat::forward, "forward"},
                                           {Compat::any, "any"}}};

}  // namespace

std::string_view compat_text(Compat compat) {
    return text_of(kCompats, compat);
}

std::optional<Compat> find_compat(std::string_view text) {
    return find_value(kCompats, text);
}

}  // namespace cudaenv
